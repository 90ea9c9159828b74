import Foundation

let outputFailed = Locked(false)
let context = Context.standard { outputFailed.use { $0 = true } }
let status = Lockstep.run(Array(CommandLine.arguments.dropFirst()), context)
exit(outputFailed.use { $0 } ? ExitStatus.programFailed.rawValue : status.rawValue)

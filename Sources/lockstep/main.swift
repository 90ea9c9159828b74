import Foundation

let words = Array(CommandLine.arguments.dropFirst())
if words.first == "bench" { exit(BenchCommand.run(arguments: Array(words.dropFirst()))) }
print("lockstep")

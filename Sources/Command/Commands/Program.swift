public import Experiments
import Foundation
import Scenarios

/// The whole command over a registry of protocols: finds the command of a line and runs it.
public enum Program {
  /// Runs the command line of this process, and ends it with the status that the line earned.
  public static func main(_ registry: Registry) -> Never {
    let outputFailed = Locked(false)
    let context = Context.standard(registry) { outputFailed.use { $0 = true } }
    let status = run(Array(CommandLine.arguments.dropFirst()), context)
    exit(outputFailed.use { $0 } ? ExitStatus.programFailed.rawValue : status.rawValue)
  }

  static let commands: [any Command.Type] = [
    RunCommand.self, SweepCommand.self, MergeCommand.self, TestCommand.self, TraceCommand.self,
    ListCommand.self, DescribeCommand.self, NewCommand.self, SchemaCommand.self,
  ]

  /// Runs one command line without the program's name.
  static func run(_ words: [String], _ context: Context) -> ExitStatus {
    guard let first = words.first else {
      context.console.out(Welcome.text)
      return .held
    }
    switch first {
    case "--help", "-h", "help": return help(Array(words.dropFirst()), context)
    case "--version":
      context.console.out("lockstep \(Context.version)\n")
      return .held
    case "bench":
      return ExitStatus(rawValue: BenchCommand.run(arguments: Array(words.dropFirst())))
        ?? .programFailed
    default: break
    }
    guard let command = command(first) else { return refuse(first, context) }
    return run(command, Array(words.dropFirst()), context)
  }

  private static func command(_ name: String) -> (any Command.Type)? {
    commands.first { $0.syntax.name == name }
  }

  private static func run(
    _ command: any Command.Type, _ words: [String], _ context: Context
  ) -> ExitStatus {
    do throws(Complaint) {
      let arguments = try Arguments(words, command.syntax)
      if arguments.wantsHelp {
        context.console.out(command.syntax.help)
        return .held
      }
      return try command.run(arguments, context)
    } catch {
      for line in error.lines(of: command.syntax.name) { context.console.complain(line) }
      return error.status
    }
  }

  private static func help(_ words: [String], _ context: Context) -> ExitStatus {
    guard let name = words.first(where: { !$0.hasPrefix("-") }) else {
      context.console.out(Welcome.help)
      return .held
    }
    if name == "bench" { return run(["bench", "--help"], context) }
    guard let command = command(name) else { return refuse(name, context) }
    context.console.out(command.syntax.help)
    return .held
  }

  private static func refuse(_ word: String, _ context: Context) -> ExitStatus {
    let names = commands.map { $0.syntax.name } + ["bench", "help"]
    var line = "lockstep: there is no command '\(word)'"
    if let near = Nearest.name(to: word, among: names) {
      line += "; did you mean '\(near)'?"
    } else if (try? ScenarioFinder(files: context.files).find(word)) != nil {
      line += "; did you mean 'lockstep run \(word)'?"
    } else {
      line += "; 'lockstep help' lists the commands"
    }
    context.console.complain(line)
    return .wrongInput
  }
}

import Reports
import Scenarios

extension Program {
  /// Runs one command line without the program's name.
  func run(_ words: [String], _ context: Context) -> ExitStatus {
    var words = words
    var context = context
    while words.first == "-C" {
      guard words.count > 1 else { return refuse("'-C' needs a directory: -C DIR", context) }
      let directory = words[1]
      guard context.files.kind(directory) == .directory else {
        return refuse("'-C \(directory)' leads to no directory", context)
      }
      context = context.inside(directory)
      words.removeFirst(2)
    }
    return runCommand(words, context)
  }

  private func refuse(_ complaint: String, _ context: Context) -> ExitStatus {
    context.console.complain("\(name): \(complaint)")
    return .wrongInput
  }

  private func runCommand(_ words: [String], _ context: Context) -> ExitStatus {
    guard let first = words.first else {
      context.console.out(Welcome(self).output)
      return .held
    }
    switch first {
    case "--help", "-h", "help": return help(Array(words.dropFirst()), context)
    case "--version":
      context.console.out("\(versionText)\n")
      return .held
    default: break
    }
    guard let command = command(first) else { return refuse(command: first, context) }
    return run(command, Array(words.dropFirst()), context)
  }

  private func command(_ name: String) -> (any Command.Type)? {
    commands.first { $0.syntax(self).name == name }
  }

  private func run(
    _ command: any Command.Type, _ words: [String], _ context: Context
  ) -> ExitStatus {
    let syntax = command.syntax(self)
    do throws(Complaint) {
      let arguments = try Arguments(words, syntax)
      if arguments.wantsHelp {
        context.console.out(OutputText(page: syntax.help))
        return .held
      }
      return try command.run(arguments, context)
    } catch {
      for line in error.lines(of: "\(name) \(syntax.name)") { context.console.complain(line) }
      return error.status
    }
  }

  private func help(_ words: [String], _ context: Context) -> ExitStatus {
    guard let name = words.first(where: { !$0.hasPrefix("-") }) else {
      context.console.out(Welcome(self).help)
      return .held
    }
    guard let command = command(name) else { return refuse(command: name, context) }
    context.console.out(OutputText(page: command.syntax(self).help))
    return .held
  }

  private func refuse(command word: String, _ context: Context) -> ExitStatus {
    let names = commands.map { $0.syntax(self).name } + ["help"]
    var line = "there is no command '\(word)'"
    if let near = Nearest.name(to: word, among: names) {
      line += "; did you mean '\(near)'?"
    } else if (try? ScenarioFinder(context).find(word)) != nil {
      line += "; did you mean '\(name) run \(word)'?"
    } else {
      line += "; '\(name) help' lists the commands"
    }
    return refuse(line, context)
  }
}

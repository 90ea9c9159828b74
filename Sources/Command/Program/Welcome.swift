import Reports

/// What a program says when it is asked for nothing in particular.
struct Welcome {
  private let program: Program

  init(_ program: Program) { self.program = program }

  var output: OutputText {
    let lines = [
      ("run \(program.example)", "one run, and what happened in it"),
      ("run \(program.example) --seed 7", "the same with other luck"),
      ("sweep \(program.example) --seeds 1..1000", "a thousand seeds on all cores"),
      ("list", "the scenarios there are"),
      ("new \(program.exampleProtocol) Scenarios/mine.json5", "a scenario of your own"),
    ]
    let width = lines.map { $0.0.count }.max() ?? 0
    let rows = lines.map { line, about in
      "  \(program.name) \(line)\(String(repeating: " ", count: width + 3 - line.count))\(about)\n"
    }
    let text = """
      \(program.name == "lockstep" ? "Lockstep" : program.name) simulates distributed \
      coordination: agents, a network that fails, and what must hold.
      A scenario file and a seed fix a run to its last event.

      Try
      \(rows.joined())
      '\(program.name) help' lists all commands, and each has its own --help.

      """
    return OutputText(page: text)
  }

  /// The page that `help` prints.
  var help: OutputText {
    var text = "\(program.name) [-C DIR] COMMAND [OPTIONS]\n\n"
    for command in program.commands {
      let syntax = command.syntax(program)
      let padding = String(repeating: " ", count: max(1, 11 - syntax.name.count))
      text += "  \(syntax.name)\(padding)\(syntax.summary)\n"
    }
    text += """

      Each has its own help, such as: \(program.name) run --help
      With -C DIR, everything is as if the program had been started in that directory.

      Exit status
        0  all that had to hold held
        1  something that had to hold did not
        2  the input was wrong, and nothing was run
        3  the program failed, could not write a result, met a limit that it names, or a check gave up
           and proved nothing
        129, 130, 143
           SIGHUP, SIGINT or SIGTERM asked it to stop: what there was is printed, marked as partial; a
           second signal ends it at once

      Numbers and tables go to standard output, progress and complaints to standard error. Nothing is
      coloured where the output is no terminal, or where NO_COLOR is set.

      """
    return OutputText(page: text)
  }
}

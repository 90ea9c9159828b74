/// What the program says when it is asked for nothing in particular.
enum Welcome {
  static let text = """
    Lockstep simulates distributed coordination: agents, a network that fails, and what must hold.
    A scenario file and a seed fix a run to its last event.

    Try
      lockstep run raft/leader-crash            one run, and what happened in it
      lockstep run raft/leader-crash --seed 7   the same with other luck
      lockstep sweep raft/leader-crash --seeds 1..1000
                                                a thousand seeds on all cores
      lockstep list                             the scenarios there are
      lockstep new raft mine.json5              a scenario of your own

    'lockstep help' lists all commands, and each has its own --help.

    """

  static var help: String {
    var text = "lockstep COMMAND [OPTIONS]\n\n"
    let rows =
      Program.commands.map { ($0.syntax.name, $0.syntax.summary) }
      + [("bench", "measures the speed of this build beside a yardstick")]
    for (name, summary) in rows {
      text += "  \(name)\(String(repeating: " ", count: 10 - name.count))\(summary)\n"
    }
    return text + """

      Each has its own help, such as: lockstep run --help

      Exit status
        0  all that had to hold held
        1  something that had to hold did not
        2  the input was wrong, and nothing was run
        3  the program failed

      Numbers and tables go to standard output, progress and complaints to standard error. Nothing is
      coloured where the output is no terminal, or where NO_COLOR is set.

      """
  }
}

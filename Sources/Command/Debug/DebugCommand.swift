import Experiments
import Reports
import Scenarios
import Simulator

/// `lockstep debug`: a run in the hands of a person, or of a script.
enum DebugCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "debug", summary: "walks through a run, looks into it and interferes with it",
      operands: "FILE", operandCount: 1...1, completes: .scenarios,
      options: [
        Syntax.Option("--seed", "N", about: "The seed, instead of the one that the file names."),
        Syntax.Option("--variant", "LABEL", about: "The variant of a file with 'vary'."),
        Syntax.set,
      ] + Limits.options,
      details: """
        Lines say what is to be done: step, back, to WHEN; inspect, messages, pending; deliver, drop, crash,
        cut, heal, ask; fork, compare, undo; save, which writes what was done as a scenario that gives the
        same run. help lists them, help WORD says more. On a terminal a line is edited with the usual keys,
        Up recalls earlier ones, and Tab completes. Elsewhere lines are read from standard input and shown
        before their answers, # begins a comment, and the first wrong line ends it with status 2. Status 1
        if what was asked for did not come, or if a check is violated at the end that must not be.
        """,
      examples: [
        ("debug \(program.example) --seed 7", "seed 7, from the start of its agents")
      ])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let seed = try arguments.number("--seed", in: UInt64.min...UInt64.max)
    let limits = try Limits(arguments)
    if arguments.operands[0] == "-" {
      throw Complaint("debug reads its lines from standard input; name a file")
    }
    let source = try ScenarioSource(
      arguments.operands[0], context, overrides: arguments.settings())
    let scenario = try OneRun.scenario(source, arguments, limits, context)
    let debugger = try Debugger(source, scenario, seed: seed ?? scenario.seed, limits, context)
    if let terminal = context.terminal {
      talk(debugger, terminal, context)
    } else {
      let status = try readScript(debugger, context)
      if status != .held { return status }
    }
    return verdict(debugger, context)
  }

  /// Whether what is violated must be.
  private static func verdict(_ debugger: Debugger, _ context: Context) -> ExitStatus {
    guard debugger.session.hasViolation, let violation = debugger.session.outcome().violation else {
      return .held
    }
    let names = debugger.scenario.vocabulary.checkNames
    return debugger.scenario.violates.contains { names[$0] == violation.check } ? .held : .failed
  }

  // MARK: Scripts

  /// The most bytes of a script.
  private static var longestScript: Int { 1 << 20 }

  private static func readScript(
    _ debugger: Debugger, _ context: Context
  ) throws(Complaint) -> ExitStatus {
    let bytes = context.input(longestScript)
    if bytes.count > longestScript { throw Complaint("the script is larger than 1 MiB") }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: { $0.isNewline })
    for (index, text) in lines.enumerated() {
      let line = DebugLine.trimmed(String(text))
      if line.isEmpty || line.hasPrefix("#") { continue }
      context.console.out("> \(line)\n")
      do throws(Complaint) {
        context.console.out(try debugger.answer(line))
      } catch {
        throw Complaint(
          ["line \(index + 1): \(error.lines[0])"] + error.lines.dropFirst(), error.status)
      }
      if debugger.isOver { break }
    }
    return .held
  }

  // MARK: A person

  private static func talk(_ debugger: Debugger, _ terminal: Terminal, _ context: Context) {
    var editor = LineEditor(terminal, context.console)
    context.console.out(
      "\(debugger.scenario.about.isEmpty ? debugger.scenario.file : debugger.scenario.about), seed \(debugger.session.seed); help says what can be said\n"
    )
    while !debugger.isOver {
      guard let line = editor.line(debugger.prompt, completing: { debugger.completions(of: $0) })
      else { return }
      do throws(Complaint) {
        context.console.out(try debugger.answer(line))
      } catch {
        for line in error.lines { context.console.complain(line) }
      }
      context.stop.forget()
    }
  }
}

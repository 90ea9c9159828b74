import Experiments
import Scenarios
import Simulator

/// `lockstep trace`: every event of a run.
enum TraceCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "trace", summary: "prints every event of a run", operands: "FILE", operandCount: 1...1,
      completes: .scenarios,
      options: [
        Syntax.Option("--seed", "N", about: "The seed, instead of the one that the file names."),
        Syntax.Option("--variant", "LABEL", about: "The variant of a file with 'vary'."),
        Syntax.Option(
          "--disturb", "DRAW", about: "Changes one random draw of the network on purpose, from 0."),
      ],
      details: """
        One line an event, with its time, and the running fingerprint: two traces of the same scenario
        and seed are equal to the last byte, and the first line that differs is where two runs part.
        """,
      examples: [
        ("trace \(program.example) --seed 7 | head -50", "the first events of that run")
      ])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let seed = try arguments.number("--seed", in: UInt64.min...UInt64.max)
    let draw = try arguments.number("--disturb", in: 0...Int64.max)
    let source = try ScenarioSource(arguments.operands[0], context)
    let runs = try source.runs(variant: arguments.text("--variant"))
    if runs.count > 1 {
      let labels = runs.map { "  --variant '\($0.label)'" }
      throw Complaint(["\(source.path.file) has \(runs.count) variants; name one:"] + labels)
    }
    let trace = context.registry.trace(
      runs[0], seed: seed ?? runs[0].seed, disturbedDraw: draw)
    context.console.out(trace.text)
    return .held
  }
}

import Experiments
import Reports

/// `lockstep merge`: joins the parts of a sweep.
enum MergeCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "merge", summary: "joins the parts of a sweep that were run apart", operands: "PART...",
      operandCount: 1...100_000, completes: .files,
      options: [
        Syntax.Option(
          "--scenario", "FILE",
          about: "The scenario, if it is not found here by the name that the parts have for it.")
      ] + SweepFiles.options + [Limits.options[1], Syntax.json],
      details: """
        Prints what '\(program.name) sweep' prints of the whole, to the last byte. Parts of another
        scenario, other seeds or another engine, parts that overlap, and a part that is missing, damaged or
        unfinished are refused. So is a part of which one run, made again here, gives anything else: the
        scenario's file is needed for that, unchanged.
        """,
      examples: [
        ("merge part1 part2 part3 part4", "joins what --shard 1/4 to 4/4 wrote"),
        ("merge parts/* --scenario old.json5", "the scenario lies elsewhere now"),
      ])
  }

  static var json: [JSONField] { SweepJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    var parts: [SweepParts.Part] = []
    for name in arguments.operands { parts.append(try PartFile.read(name, context)) }
    let files = try SweepFiles(arguments, parts[0].header, context)
    let result: SweepResult
    do throws(SweepParts.Mismatch) {
      result = try SweepParts.joined(parts)
    } catch {
      throw Complaint(error.reasons)
    }
    try PartTrial(
      parts, scenario: arguments.text("--scenario"), Limits(memoryOf: arguments), context
    ).run()
    try files.write(result)
    context.console.out(
      Rendering.sweep(result, asJSON: arguments.flag("--json"), program: context.program.name))
    return ExitStatus(failed: result.failed, passed: result.passed)
  }
}

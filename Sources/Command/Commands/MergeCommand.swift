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
    // All parts are read side by side.
    let blockSize = max(1 << 12, min(1 << 18, (1 << 24) / arguments.operands.count))
    let parts = arguments.operands.map { PartFile($0, context, blockSize: blockSize) }
    var checked: [SweepParts.Part] = []
    for part in parts { checked.append(try part.check()) }
    let header = checked[0].header
    let files = try SweepFiles(arguments, header, context)
    do throws(SweepParts.Mismatch) {
      try SweepParts.check(checked)
    } catch {
      throw Complaint(error.reasons)
    }
    try PartTrial(
      checked, parts, scenario: arguments.text("--scenario"), Limits(memoryOf: arguments), context
    ).run()
    let needsRows = arguments.flag("--json") || files.needRows
    var spool = needsRows ? RowSpool(keepsSamples: false) : nil
    let tally = try join(parts, checked.map { $0.header }, &spool)
    if let reason = spool?.failure { throw Complaint(reason, .programFailed) }
    let loss = Locked(String?.none)
    let result = tally.result(spool?.rows { reason in loss.use { $0 = reason } } ?? .none)
    try files.write(result)
    Rendering.print(result, asJSON: arguments.flag("--json"), context)
    if let reason = loss.use({ $0 }) { throw Complaint(reason, .programFailed) }
    return ExitStatus(failed: result.failed, passed: result.passed)
  }

  /// Adds up the rows of all parts in the order of the sweep.
  private static func join(
    _ parts: [PartFile], _ headers: [SweepHeader], _ spool: inout RowSpool?
  ) throws(Complaint) -> SweepTally {
    var sources: [PartFile.Rows] = []
    for (part, header) in zip(parts, headers) { sources.append(try part.rows(header)) }
    var rows = OrderedRows(sources)
    var tally = SweepTally(headers[0])
    while let row = rows.next() {
      tally.add(row)
      spool?.add(row)
    }
    if let complaint = rows.sources.lazy.compactMap({ $0.complaint }).first { throw complaint }
    guard tally.runCount == headers[0].runCount else {
      throw Complaint("the parts have changed while they were read")
    }
    return tally
  }
}

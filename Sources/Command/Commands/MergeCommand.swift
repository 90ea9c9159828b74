import Experiments
import Reports

/// `lockstep merge`: joins the parts of a sweep.
enum MergeCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "merge", summary: "joins the parts of a sweep that were run apart", operands: "PART...",
      operandCount: 1...100_000, completes: .files, options: [Syntax.json],
      details: """
        Prints what '\(program.name) sweep' prints of the whole, to the last byte. Parts of another
        scenario or other seeds, parts that overlap, and a part that is missing or unfinished are refused.
        """,
      examples: [("merge part1 part2 part3 part4", "joins what --shard 1/4 to 4/4 wrote")])
  }

  static var json: [JSONField] { SweepJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    var parts: [SweepParts.Part] = []
    for name in arguments.operands { parts.append(try part(name, context)) }
    let result: SweepResult
    do throws(SweepParts.Mismatch) {
      result = try SweepParts.joined(parts)
    } catch {
      throw Complaint(error.reasons)
    }
    context.console.out(
      Rendering.sweep(result, asJSON: arguments.flag("--json"), program: context.program.name))
    return result.passed ? .held : .failed
  }

  private static func part(_ name: String, _ context: Context) throws(Complaint) -> SweepParts.Part
  {
    switch context.files.kind(name) {
    case .missing: throw Complaint("\(name): there is no such file")
    case .directory: throw Complaint("\(name): this is a directory; name a file")
    case .file: break
    }
    guard let bytes = context.files.bytes(name, limit: 1 << 34) else {
      throw Complaint("\(name): the file cannot be read")
    }
    guard let file = RowFile(bytes) else {
      throw Complaint("\(name): not written by '\(context.program.name) sweep --out'")
    }
    if file.wholeBytes < file.byteCount {
      let count = CountText.counted(Int64(file.rows.count), "run")
      throw Complaint("\(name): damaged after \(count); run that part again")
    }
    return SweepParts.Part(name: name, header: file.header, rows: file.rows)
  }
}

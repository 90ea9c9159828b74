import Experiments
import Reports

/// A part with its rows in memory.
struct SampledPart {
  let name: String
  let header: SweepHeader
  let rows: [SweepRow]

  /// What parts come to that are joined as `merge` joins them.
  static func joined(_ parts: [SampledPart]) throws(SweepParts.Mismatch) -> SweepResult {
    try SweepParts.check(
      parts.map { sampled in
        var part = SweepParts.Part(name: sampled.name, header: sampled.header)
        for row in sampled.rows { part.add(row) }
        return part
      })
    return SweepResult(parts[0].header, rows: parts.flatMap { $0.rows })
  }

  /// The text of a part.
  static func text(_ header: SweepHeader, _ rows: [SweepRow]) -> String {
    var text = ""
    RowFile.write(header, SweepRows(rows)) { text += $0 }
    return text
  }
}

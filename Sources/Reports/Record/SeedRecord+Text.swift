import Experiments
import Scenarios
import Simulator

extension SeedRecord {
  /// The first line of every such record.
  public static var signature: String { "lockstep record 1" }

  /// The lines, each with its end.
  public var text: String {
    var lines = [
      SeedRecord.signature, "scenario \(scenario)", "engine \(header.engine)",
      "protocol \(header.protocolName)", "seeds \(header.seeds.text)",
    ]
    lines += header.windows.map { "window \($0.name)" }
    lines += header.measures.map { "measure \($0.headerText)" }
    let cellCount = header.windows.count * header.measures.count
    for variant in variants {
      lines.append("variant \(variant.label)")
      if let first = variant.rows.first {
        lines.append(
          "seed \(first.seed) \(first.fingerprint.text) \(variant.outcome.text) \(variant.eventCount)"
        )
      }
      lines.append("all \(variant.fingerprint.text)")
      lines.append("fingerprints \(SeedRecord.packed(variant.rows.map { $0.fingerprint }))")
      lines.append("numbers \(SeedNumbers.text(of: variant.rows, cellCount: cellCount))")
    }
    return lines.map { RowText.escaped($0) + "\n" }.joined()
  }

  /// Eight bytes of each, the highest first.
  private static func packed(_ fingerprints: [Digest]) -> String {
    Base64.text(
      of: fingerprints.flatMap { digest in
        stride(from: 56, through: 0, by: -8).map { UInt8(digest.value >> UInt64($0) & 0xFF) }
      })
  }

  static func fingerprints(_ text: String) -> [Digest]? {
    guard let bytes = Base64.bytes(of: text), bytes.count % 8 == 0 else { return nil }
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      var digest = Digest()
      digest.value = bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
      return digest
    }
  }
}

/// A setting that a command line varies, with the values that it takes.
public struct Variation: Hashable, Sendable {
  /// Where it stands in the file: `raft.electionTimeout`.
  public let path: String
  /// As `--set` reads them; at least one.
  public let values: [String]

  /// The values of a path.
  public init(path: String, values: [String]) {
    self.path = path
    self.values = values
  }

  /// Reads `PATH=A,B,C`; a comma within brackets, braces or quotes parts nothing.
  /// - Returns: nil where a path or a value is missing.
  public init?(text: String) {
    let bytes = Array(text.utf8)
    guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")), sign > 0 else { return nil }
    var values: [[UInt8]] = [[]]
    var depth = 0
    var quote: UInt8?
    for byte in bytes[(sign + 1)...] {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += quote == nil ? 1 : 0
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= quote == nil ? 1 : 0
      case UInt8(ascii: ",") where depth == 0 && quote == nil:
        values.append([])
        continue
      default: break
      }
      values[values.count - 1].append(byte)
    }
    if values.contains(where: { $0.isEmpty }) { return nil }
    path = String(decoding: bytes[..<sign], as: UTF8.self)
    self.values = values.map { String(decoding: $0, as: UTF8.self) }
  }
}

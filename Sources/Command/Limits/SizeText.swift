/// Numbers of bytes as command lines say them.
enum SizeText {
  private static let units: [(name: String, bytes: Int64)] = [
    ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000), ("B", 1),
  ]

  /// The bytes that a text such as `500MB` or `1.5GiB` says; nil if it says none.
  static func bytes(_ text: String) -> Int64? {
    for unit in units where text.lowercased().hasSuffix(unit.name.lowercased()) {
      let number = text.dropLast(unit.name.count)
      let parts = number.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
        parts.count == 1 || parts[1].count <= 3, let whole = Int64(parts[0])
      else { return nil }
      let thousandths =
        parts.count == 1 ? 0 : Int64(parts[1] + "00".prefix(3 - parts[1].count)) ?? 0
      let (bytes, overflow) = whole.multipliedReportingOverflow(by: unit.bytes)
      return overflow || bytes > Int64.max / 2 ? nil : bytes + unit.bytes * thousandths / 1_000
    }
    return nil
  }

  /// In the largest unit of powers of two that gives at least one, with one decimal.
  static func text(_ bytes: Int64) -> String {
    guard let unit = units.first(where: { $0.name.hasSuffix("iB") && bytes >= $0.bytes }) else {
      return "\(bytes) B"
    }
    // Divided first, so that no product overflows.
    let tenths = bytes / unit.bytes * 10 + bytes % unit.bytes * 10 / unit.bytes
    return tenths % 10 == 0
      ? "\(tenths / 10) \(unit.name)" : "\(tenths / 10).\(tenths % 10) \(unit.name)"
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

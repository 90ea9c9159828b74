/// Reads back what `BitWriter` wrote; nil where the bits end.
struct BitReader {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing is left but what fills the last byte, which must be zeros.
  var isAtEnd: Bool {
    let rest = bytes.count * 8 - next
    return rest < 8 && (rest == 0 || bytes[bytes.count - 1] & UInt8(1 << rest - 1) == 0)
  }

  mutating func bit() -> Bool? {
    guard next < bytes.count * 8 else { return nil }
    defer { next += 1 }
    return bytes[next / 8] >> UInt8(7 - next % 8) & 1 == 1
  }

  mutating func number(width: Int) -> UInt64? {
    var number: UInt64 = 0
    for _ in 0..<width {
      guard let bit = bit() else { return nil }
      number = number << 1 | (bit ? 1 : 0)
    }
    return number
  }

  mutating func rice(low: Int) -> UInt64? {
    var quotient: UInt64 = 0
    while let bit = bit() {
      if !bit { return number(width: low).map { quotient << UInt64(low) | $0 } }
      quotient += 1
    }
    return nil
  }
}

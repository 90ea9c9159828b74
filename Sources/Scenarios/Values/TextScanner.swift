/// Reads the small grammars inside texts: durations, ranges, rates.
struct TextScanner {
  private let bytes: [UInt8]
  private(set) var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }

  /// What has not been read.
  var rest: String { String(decoding: bytes[index...], as: UTF8.self) }

  mutating func skipSpaces() {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }

  /// Moves past the text if it comes next.
  mutating func skip(_ text: StaticString) -> Bool {
    let expected = Array(text.description.utf8)
    guard bytes.count - index >= expected.count,
      bytes[index..<index + expected.count].elementsEqual(expected)
    else { return false }
    index += expected.count
    return true
  }

  /// A whole number without a sign, if one comes next and fits.
  mutating func digits() -> UInt64? {
    let begin = index
    var value: UInt64 = 0
    while index < bytes.count, TextScanner.isDigit(bytes[index]) {
      let product = value.multipliedReportingOverflow(by: 10)
      let sum = product.partialValue.addingReportingOverflow(
        UInt64(bytes[index] - UInt8(ascii: "0")))
      if product.overflow || sum.overflow { return nil }
      value = sum.partialValue
      index += 1
    }
    return index > begin ? value : nil
  }

  /// A decimal number with an optional sign and point, if one comes next.
  ///
  /// The point of a range's two dots is none of the number's.
  mutating func number() -> ExactNumber? {
    let begin = index
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    var digits: [UInt8] = []
    var pointAt: Int?
    while index < bytes.count {
      if TextScanner.isDigit(bytes[index]) {
        digits.append(bytes[index])
      } else if bytes[index] == UInt8(ascii: "."), pointAt == nil, isFollowedByDigit {
        pointAt = digits.count
      } else {
        break
      }
      index += 1
    }
    guard !digits.isEmpty else {
      index = begin
      return nil
    }
    return ExactNumber(
      decimalDigits: digits, pointAt: pointAt, isNegative: isNegative,
      text: String(decoding: bytes[begin..<index], as: UTF8.self))
  }

  /// Whether a digit or a sign comes next.
  var nextIsNumber: Bool {
    index < bytes.count
      && (TextScanner.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "-")
        || bytes[index] == UInt8(ascii: "."))
  }

  private var isFollowedByDigit: Bool {
    index + 1 < bytes.count && TextScanner.isDigit(bytes[index + 1])
  }

  /// Letters, and what of a unit is not ASCII, up to anything else; may be empty.
  mutating func word() -> String {
    let begin = index
    while index < bytes.count, TextScanner.isLetter(bytes[index]) { index += 1 }
    return String(decoding: bytes[begin..<index], as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x80
  }
}

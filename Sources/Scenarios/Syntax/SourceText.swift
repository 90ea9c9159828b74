/// Tells text from what is none.
enum SourceText {
  /// The first byte that cannot stand in a text: a NUL, or what is not UTF-8 (RFC 3629).
  static func firstBad(_ bytes: [UInt8]) -> Int? {
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0 { return index }
      guard let length = sequenceLength(bytes, at: index) else { return index }
      index += length
    }
    return nil
  }

  /// Where a text begins to be none, with the reason.
  static func complain(_ bytes: [UInt8], _ diagnostics: inout Diagnostics) -> Bool {
    guard let index = firstBad(bytes) else { return false }
    // Of what is text alone: behind it, nothing tells where characters begin.
    var cursor = Cursor(Array(bytes[..<index]))
    while !cursor.isAtEnd { cursor.advance() }
    let isNull = bytes[index] == 0
    diagnostics.add(
      cursor.position,
      isNull ? "a NUL byte: this is a binary file, not a text" : "this is not UTF-8 text",
      isNull ? "is it UTF-16, or not a scenario at all?" : "save the file as UTF-8")
    return true
  }

  /// Bytes of the well-formed sequence that begins there, or nil.
  private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int? {
    let first = bytes[index]
    let second: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    default: return nil
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
    for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return nil }
    return length
  }
}

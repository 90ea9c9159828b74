/// A place in the bytes of a file that only moves forward and knows its line and column.
struct Cursor {
  private let bytes: [UInt8]
  private(set) var index = 0
  private(set) var position = Position.start

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  var isAtEnd: Bool { index >= bytes.count }

  /// The next byte, or nil at the end.
  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// The byte at a distance from the next one, or nil behind the end.
  func peek(_ distance: Int) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  /// Moves past one byte. A line ends at LF, at CR, and at both together once.
  mutating func advance() {
    guard index < bytes.count else { return }
    let byte = bytes[index]
    index += 1
    if byte == 0x0A || (byte == 0x0D && peek != 0x0A) {
      position = Position(line: position.line + 1, column: 1)
    } else if peek.map({ $0 & 0xC0 != 0x80 }) ?? true {
      position.column += 1
    }
  }

  mutating func advance(by count: Int) {
    for _ in 0..<count { advance() }
  }

  /// Moves past the byte if it comes next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    advance()
    return true
  }

  /// Whether these bytes come next.
  func comes(_ expected: StaticString) -> Bool {
    var distance = 0
    for byte in expected.description.utf8 {
      if peek(distance) != byte { return false }
      distance += 1
    }
    return true
  }

  /// The bytes from a place passed before up to here, as text.
  func text(from begin: Int) -> String { String(decoding: bytes[begin..<index], as: UTF8.self) }

  /// Bytes of the character that comes next; 1 for anything that is not UTF-8.
  private var nextLength: Int {
    var length = 1
    while let byte = peek(length), byte & 0xC0 == 0x80 { length += 1 }
    return length
  }

  /// The character that comes next, or nil at the end. The bytes must be well-formed UTF-8.
  var scalar: Unicode.Scalar? {
    guard let first = peek else { return nil }
    let length = nextLength
    // The first byte of a longer sequence has as many ones at its top as the sequence has bytes.
    var value = UInt32(length == 1 ? first : first & (0x7F >> UInt8(length)))
    for distance in 1..<max(1, length) {
      value = (value << 6) | UInt32(bytes[index + distance] & 0x3F)
    }
    return Unicode.Scalar(value)
  }

  /// Moves past the character that comes next, whole.
  mutating func advanceCharacter() { advance(by: nextLength) }

  /// What comes next, quoted for a message.
  var nextText: String {
    guard let byte = peek else { return "the end of the file" }
    if byte == 0x0A || byte == 0x0D { return "the end of the line" }
    if byte < 0x20 || byte == 0x7F { return "a control character" }
    let next = String(decoding: bytes[index..<index + nextLength], as: UTF8.self)
    return "'\(VisibleText.line(next))'"
  }

  /// Whether a number comes next: a digit, a sign or a point, or a sign before a word.
  var beginsNumber: Bool {
    guard let byte = peek else { return false }
    return JSON5Reader.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }
}

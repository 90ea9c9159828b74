extension JSON5Reader {
  /// Reads a text in single or double quotes; nil, with a reason, if it does not end.
  mutating func readText() -> String? {
    let position = cursor.position
    guard let quote = cursor.peek else { return nil }
    cursor.advance()
    var bytes: [UInt8] = []
    while let byte = cursor.peek {
      if cursor.skip(quote) { return String(decoding: bytes, as: UTF8.self) }
      if byte == 0x0A || byte == 0x0D { break }
      if byte == UInt8(ascii: "\\") {
        readEscape(&bytes)
      } else {
        bytes.append(byte)
        cursor.advance()
      }
    }
    let end = cursor.isAtEnd ? "the end of the file" : "the end of the line"
    let mark = quote == UInt8(ascii: "'") ? "'" : "\""
    complain(position, "the text that begins here has no closing \(mark) before \(end)")
    if cursor.isAtEnd { isLost = true }
    return nil
  }

  private mutating func readEscape(_ bytes: inout [UInt8]) {
    let position = cursor.position
    cursor.advance()
    guard let byte = cursor.peek else { return }
    if byte == UInt8(ascii: "x") || byte == UInt8(ascii: "u") {
      readCodeEscape(position, &bytes)
    } else if byte == 0x0D && cursor.peek(1) == 0x0A {
      cursor.advance(by: 2)
    } else if byte == 0x0A || byte == 0x0D {
      cursor.advance()
    } else if byte == UInt8(ascii: "0"), let next = cursor.peek(1), JSON5Reader.isDigit(next) {
      let digits = "0\(Character(Unicode.Scalar(next)))"
      complain(position, "'\\\(digits)' is not an escape", "write \\x… or \\u…")
      cursor.advance(by: 2)
    } else if let plain = JSON5Reader.escapes.first(where: { $0.0 == byte })?.1 {
      bytes.append(plain)
      cursor.advance()
    } else if byte >= 0x31 && byte <= 0x39 {
      complain(position, "'\\\(Character(Unicode.Scalar(byte)))' is not an escape", "write \\x…")
      cursor.advance()
    } else {
      appendCharacter(&bytes)
    }
  }

  /// The escaped character itself; nothing for the line separators, which continue a line.
  private mutating func appendCharacter(_ bytes: inout [UInt8]) {
    let begin = cursor.index
    let isContinued = cursor.scalar.map { JSON5Reader.endsLine($0) } ?? false
    cursor.advanceCharacter()
    if !isContinued { bytes += Array(cursor.text(from: begin).utf8) }
  }

  private static let escapes: [(UInt8, UInt8)] = [
    (UInt8(ascii: "b"), 0x08), (UInt8(ascii: "f"), 0x0C), (UInt8(ascii: "n"), 0x0A),
    (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "t"), 0x09), (UInt8(ascii: "v"), 0x0B),
    (UInt8(ascii: "0"), 0x00),
  ]

  /// `\x41`, `\u0041`, and two of the latter for what lies beyond 16 bits.
  private mutating func readCodeEscape(_ position: Position, _ bytes: inout [UInt8]) {
    let length = cursor.skip(UInt8(ascii: "x")) ? 2 : 4
    if length == 4 { cursor.advance() }
    guard var code = readCode(length) else {
      return complain(position, "an escape needs \(length) hexadecimal digits")
    }
    if code & 0xFC00 == 0xD800, cursor.comes("\\u") {
      cursor.advance(by: 2)
      guard let low = readCode(4), low & 0xFC00 == 0xDC00 else {
        return complain(position, "half of a surrogate pair stands alone", "write both halves")
      }
      code = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(code) else {
      return complain(position, "half of a surrogate pair stands alone", "write both halves")
    }
    bytes += Array(String(Character(scalar)).utf8)
  }

  /// The number of so many hexadecimal digits, or nil if they are not there.
  mutating func readCode(_ length: Int) -> UInt32? {
    var code: UInt32 = 0
    for _ in 0..<length {
      guard let byte = cursor.peek, let digit = JSON5Reader.hexadecimalValue(byte) else {
        return nil
      }
      code = (code << 4) | digit
      cursor.advance()
    }
    return code
  }
}

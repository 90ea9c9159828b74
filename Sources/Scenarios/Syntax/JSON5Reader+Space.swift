extension JSON5Reader {
  /// Moves past white space and comments.
  mutating func skipSpace() {
    while !isLost {
      let length = spaceLength
      if length > 0 {
        cursor.advance(by: length)
      } else if cursor.comes("//") {
        while let byte = cursor.peek, byte != 0x0A, byte != 0x0D { cursor.advance() }
      } else if cursor.comes("/*") {
        skipBlockComment()
      } else {
        return
      }
    }
  }

  private mutating func skipBlockComment() {
    let position = cursor.position
    cursor.advance(by: 2)
    while !cursor.comes("*/") {
      if cursor.isAtEnd {
        return giveUp(position, "the comment is not closed", "close it with '*/'")
      }
      cursor.advance()
    }
    cursor.advance(by: 2)
  }

  /// Bytes of the white space character that comes next, or 0.
  private var spaceLength: Int {
    switch cursor.peek {
    case 0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D: return 1
    case 0xC2: return cursor.peek(1) == 0xA0 ? 2 : 0
    case 0xE1, 0xE2, 0xE3, 0xEF: return isWideSpace ? 3 : 0
    default: return 0
    }
  }

  /// U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF.
  private var isWideSpace: Bool {
    guard let first = cursor.peek, let second = cursor.peek(1), let third = cursor.peek(2) else {
      return false
    }
    switch (first, second) {
    case (0xE1, 0x9A): return third == 0x80
    case (0xE2, 0x80): return third <= 0x8A || (0xA8...0xA9).contains(third) || third == 0xAF
    case (0xE2, 0x81): return third == 0x9F
    case (0xE3, 0x80): return third == 0x80
    case (0xEF, 0xBB): return third == 0xBF
    default: return false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Whether an unquoted word can begin so. All but ASCII counts as letters, a space apart.
  static func beginsWord(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return (folded >= 0x61 && folded <= 0x7A) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "$") || byte >= 0x80
  }

  /// The unquoted word that comes next; empty if none does.
  mutating func readBareWord() -> String {
    let begin = cursor.index
    guard let first = cursor.peek, JSON5Reader.beginsWord(first), spaceLength == 0 else {
      return ""
    }
    while let byte = cursor.peek, spaceLength == 0,
      JSON5Reader.beginsWord(byte) || JSON5Reader.isDigit(byte)
    {
      cursor.advance(by: cursor.nextLength)
    }
    return cursor.text(from: begin)
  }
}

extension JSON5Reader {
  /// Moves past white space and comments.
  mutating func skipSpace() {
    while !isLost {
      let length = spaceLength
      if length > 0 {
        cursor.advance(by: length)
      } else if cursor.comes("//") {
        skipLineComment()
      } else if cursor.comes("/*") {
        skipBlockComment()
      } else {
        return
      }
    }
  }

  private mutating func skipLineComment() {
    while let scalar = cursor.scalar, !JSON5Reader.endsLine(scalar) { cursor.advanceCharacter() }
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

  /// Whether a character is a line terminator (ECMAScript 5.1, section 7.3), which ends a `//` comment.
  /// Places still count lines as editors do: at LF, CR and both together.
  static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x2028, 0x2029: true
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Whether a word without quotes, a key or `true`, comes next.
  var beginsWord: Bool {
    cursor.scalar.map { Identifier.canBegin($0) } ?? false
  }

  /// The word without quotes and escapes that comes next; empty if none does.
  mutating func readBareWord() -> String {
    let begin = cursor.index
    guard beginsWord else { return "" }
    while let scalar = cursor.scalar, Identifier.canContinue(scalar) { cursor.advanceCharacter() }
    return cursor.text(from: begin)
  }
}

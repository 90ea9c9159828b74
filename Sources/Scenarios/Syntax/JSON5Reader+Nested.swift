extension JSON5Reader {
  mutating func readObject() -> JSON5? {
    let position = cursor.position
    cursor.advance()
    var members: [JSON5.Member] = []
    skipSpace()
    while !isLost && !cursor.skip(UInt8(ascii: "}")) {
      if cursor.isAtEnd || cursor.peek == UInt8(ascii: "]") {
        leaveOpen("object", "}", position)
        break
      }
      readMember(&members)
      readSeparator(closing: UInt8(ascii: "}"))
    }
    return JSON5(.object(members), at: position)
  }

  mutating func readList() -> JSON5? {
    let position = cursor.position
    cursor.advance()
    var elements: [JSON5] = []
    skipSpace()
    while !isLost && !cursor.skip(UInt8(ascii: "]")) {
      if cursor.isAtEnd || cursor.peek == UInt8(ascii: "}") {
        leaveOpen("list", "]", position)
        break
      }
      if let element = readValue() { elements.append(element) } else { skipBrokenPart() }
      readSeparator(closing: UInt8(ascii: "]"))
    }
    return JSON5(.list(elements), at: position)
  }

  private mutating func leaveOpen(_ kind: String, _ closing: String, _ begin: Position) {
    giveUp(
      cursor.position, "expected '\(closing)', found \(cursor.nextText)",
      "the \(kind) that begins at \(begin.line):\(begin.column) is not closed")
  }

  private mutating func readMember(_ members: inout [JSON5.Member]) {
    let keyPosition = cursor.position
    guard let key = readKey() else { return skipBrokenPart() }
    skipSpace()
    if cursor.peek == UInt8(ascii: "=") {
      complain(cursor.position, "expected ':' after the key '\(key)', found '='", "write ':'")
      cursor.advance()
    } else if !cursor.skip(UInt8(ascii: ":")) {
      complain(cursor.position, "expected ':' after the key '\(key)', found \(cursor.nextText)")
      return skipBrokenPart()
    }
    skipSpace()
    guard let value = readValue() else { return skipBrokenPart() }
    guard members.count < JSON5Reader.memberLimit else {
      return giveUp(keyPosition, "the object has more than \(JSON5Reader.memberLimit) keys")
    }
    if let first = members.first(where: { $0.key == key }) {
      let place = first.keyPosition
      complain(
        keyPosition, "the key '\(key)' is given twice",
        "it stands at \(place.line):\(place.column) already")
    } else {
      members.append(JSON5.Member(key: key, keyPosition: keyPosition, value: value))
    }
  }

  private mutating func readKey() -> String? {
    if cursor.peek == UInt8(ascii: "\"") || cursor.peek == UInt8(ascii: "'") { return readText() }
    let position = cursor.position
    if let byte = cursor.peek, JSON5Reader.isDigit(byte) {
      complain(position, "a key that begins with a digit needs quotes", "write it in \"…\"")
      return nil
    }
    guard beginsWord || cursor.comes("\\u") else {
      complain(position, "expected a key, found \(cursor.nextText)")
      return nil
    }
    return readWord()
  }

  /// A key without quotes, which may have escapes; nil, with a reason, if one is none of a word.
  private mutating func readWord() -> String? {
    var word = String.UnicodeScalarView()
    while let scalar = cursor.scalar {
      let position = cursor.position
      if cursor.comes("\\u") {
        cursor.advance(by: 2)
        guard let code = readCode(4) else {
          complain(position, "an escape needs 4 hexadecimal digits")
          return nil
        }
        guard let meant = Unicode.Scalar(code), JSON5Reader.fits(meant, behind: word) else {
          complain(
            position, "'\(JSON5.escape(UInt16(code)))' cannot stand here in a key without quotes",
            "write the key in \"…\"")
          return nil
        }
        word.append(meant)
      } else if JSON5Reader.fits(scalar, behind: word) {
        word.append(scalar)
        cursor.advanceCharacter()
      } else {
        break
      }
    }
    return String(word)
  }

  private static func fits(_ scalar: Unicode.Scalar, behind word: String.UnicodeScalarView) -> Bool
  {
    word.isEmpty ? Identifier.canBegin(scalar) : Identifier.canContinue(scalar)
  }

  /// Reads the comma between two parts; where it is missing, says so and goes on.
  private mutating func readSeparator(closing: UInt8) {
    if isLost { return }
    skipSpace()
    if cursor.skip(UInt8(ascii: ",")) {
      skipSpace()
      if cursor.peek == UInt8(ascii: ",") {
        complain(cursor.position, "expected a value between two commas", "remove one of them")
        while cursor.skip(UInt8(ascii: ",")) { skipSpace() }
      }
      return
    }
    guard let next = cursor.peek, next != closing else { return }
    if next == UInt8(ascii: "}") || next == UInt8(ascii: "]") { return }
    let close = closing == UInt8(ascii: "}") ? "}" : "]"
    if next == UInt8(ascii: ";") {
      complain(cursor.position, "expected ',' or '\(close)', found ';'", "write ','")
      cursor.advance()
      return skipSpace()
    }
    complain(
      cursor.position, "expected ',' or '\(close)', found \(cursor.nextText)",
      "is a comma missing before it?")
    if !beginsPart(next) { skipBrokenPart() }
    if cursor.skip(UInt8(ascii: ",")) { skipSpace() }
  }

  /// Whether a key or a value can begin so.
  private func beginsPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "'") || beginsWord
  }

  /// Moves to the comma or bracket that ends the part of the object or list that is read.
  mutating func skipBrokenPart() {
    var open = 0
    while !isLost, let byte = cursor.peek {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if open == 0 { return }
        open -= 1
      case UInt8(ascii: ",") where open == 0:
        return
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        _ = readText()
        continue
      case UInt8(ascii: "/"):
        skipSpace()
        if cursor.peek != UInt8(ascii: "/") { continue }
      default:
        break
      }
      cursor.advance()
    }
  }
}

extension JSON5Reader {
  /// Reads a decimal or hexadecimal number.
  mutating func readNumber(_ position: Position) -> JSON5? {
    let begin = cursor.index
    let isNegative = cursor.skip(UInt8(ascii: "-"))
    if !isNegative { _ = cursor.skip(UInt8(ascii: "+")) }
    if beginsWord {
      let word = readBareWord()
      let text = cursor.text(from: begin)
      if word == "Infinity" || word == "NaN" {
        return JSON5(.number(.infinite(text, isNegative: isNegative)), at: position)
      }
      complain(position, "'\(text)' is not a number", "write such as 5, -5 or 0.5")
      return nil
    }
    let number =
      cursor.comes("0x") || cursor.comes("0X")
      ? readHexadecimal(isNegative, begin) : readDecimal(isNegative, begin)
    guard let number, !continuesWord else {
      while continuesWord { cursor.advanceCharacter() }
      let text = cursor.text(from: begin)
      let hasUnit = text.unicodeScalars.contains { Identifier.canBegin($0) || $0 == "%" }
      complain(
        position, "'\(text)' is not a number",
        hasUnit ? "write \"\(text)\" if it has a unit" : "write such as 5, -5 or 0.5")
      return nil
    }
    return JSON5(.number(number), at: position)
  }

  private var continuesWord: Bool {
    guard let scalar = cursor.scalar else { return false }
    return Identifier.canContinue(scalar) || scalar == "." || scalar == "%" || scalar == "-"
  }

  private mutating func readDigits() -> [UInt8] {
    var digits: [UInt8] = []
    while let byte = cursor.peek, JSON5Reader.isDigit(byte) {
      digits.append(byte)
      cursor.advance()
    }
    return digits
  }

  private mutating func readDecimal(_ isNegative: Bool, _ begin: Int) -> ExactNumber? {
    var digits = readDigits()
    if digits.count > 1 && digits[0] == 0x30 { return nil }
    var pointAt: Int?
    if cursor.skip(UInt8(ascii: ".")) {
      pointAt = digits.count
      digits += readDigits()
    }
    guard !digits.isEmpty, let power = readPower() else { return nil }
    return ExactNumber(
      decimalDigits: digits, pointAt: pointAt, power: power, isNegative: isNegative,
      text: cursor.text(from: begin))
  }

  /// The power of ten; 0 where there is none, nil where it lacks digits. Held within a million.
  private mutating func readPower() -> Int? {
    guard cursor.skip(UInt8(ascii: "e")) || cursor.skip(UInt8(ascii: "E")) else { return 0 }
    let isNegative = cursor.skip(UInt8(ascii: "-"))
    if !isNegative { _ = cursor.skip(UInt8(ascii: "+")) }
    let digits = readDigits()
    if digits.isEmpty { return nil }
    var power = 0
    for digit in digits { power = min(1_000_000, power * 10 + Int(digit - 0x30)) }
    return isNegative ? -power : power
  }

  private mutating func readHexadecimal(_ isNegative: Bool, _ begin: Int) -> ExactNumber? {
    cursor.advance(by: 2)
    var value: UInt64 = 0
    var count = 0
    var fits = true
    while let byte = cursor.peek, let digit = JSON5Reader.hexadecimalValue(byte) {
      fits = fits && value >> 60 == 0
      value = (value << 4) | UInt64(digit)
      count += 1
      cursor.advance()
    }
    guard count > 0 else { return nil }
    return ExactNumber(
      text: cursor.text(from: begin), isNegative: isNegative, significand: value, exponent: 0,
      isExact: fits)
  }

  static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }
}

/// A key as a line editor knows it.
enum KeyStroke: Hashable, Sendable {
  case character(Character)
  case enter
  case tab
  case backspace
  case delete
  case left
  case right
  case up
  case down
  case home
  case end
  case wordLeft
  case wordRight
  /// Deletes the word before the cursor, what is before it, or what is behind it.
  case cutWord
  case cutBefore
  case cutAfter
  /// Ctrl-C: gives the line up.
  case cancel
  /// Ctrl-D: the end of input on an empty line.
  case endOfInput
  /// Ctrl-L: clears the screen.
  case clear
}

/// Makes keys of the bytes that a terminal sends (ECMA-48 and the sequences of xterm).
struct KeyReader {
  private var bytes: [UInt8] = []

  /// The keys that are whole with more bytes; the beginning of one waits for its rest.
  mutating func keys(of more: [UInt8]) -> [KeyStroke] {
    bytes += more
    var keys: [KeyStroke] = []
    while let (key, length) = next() {
      if let key { keys.append(key) }
      bytes.removeFirst(length)
    }
    return keys
  }

  /// The first key, nil inside for bytes that mean none, and how many bytes it takes; nil if more are needed.
  private func next() -> (KeyStroke?, Int)? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B { return sequence() }
    if first < 0x20 || first == 0x7F { return (KeyReader.controls[first], 1) }
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard bytes.count >= length else { return nil }
    guard let text = String(validating: bytes[..<length], as: UTF8.self), let character = text.first
    else { return (nil, 1) }
    return (.character(character), length)
  }

  private static let controls: [UInt8: KeyStroke] = [
    0x01: .home, 0x02: .left, 0x03: .cancel, 0x04: .endOfInput, 0x05: .end, 0x06: .right,
    0x08: .backspace, 0x09: .tab, 0x0A: .enter, 0x0B: .cutAfter, 0x0C: .clear, 0x0D: .enter,
    0x0E: .down, 0x10: .up, 0x15: .cutBefore, 0x17: .cutWord, 0x7F: .backspace,
  ]

  /// A sequence that begins with Escape.
  private func sequence() -> (KeyStroke?, Int)? {
    guard bytes.count >= 2 else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "b"): return (.wordLeft, 2)
    case UInt8(ascii: "f"): return (.wordRight, 2)
    case 0x7F: return (.cutWord, 2)
    case UInt8(ascii: "["), UInt8(ascii: "O"): break
    default: return (nil, 1)
    }
    // Parameters and intermediates, then one final byte.
    guard let end = bytes[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      // What is no sequence must not swallow all that follows.
      return bytes.count > 16 ? (nil, bytes.count) : nil
    }
    let parameters = String(decoding: bytes[2..<end], as: UTF8.self)
    return (KeyReader.key(parameters, bytes[end]), end + 1)
  }

  private static func key(_ parameters: String, _ final: UInt8) -> KeyStroke? {
    let isControl = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
    switch (final, parameters) {
    case (UInt8(ascii: "A"), _): return .up
    case (UInt8(ascii: "B"), _): return .down
    case (UInt8(ascii: "C"), _): return isControl ? .wordRight : .right
    case (UInt8(ascii: "D"), _): return isControl ? .wordLeft : .left
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): return .home
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): return .end
    case (UInt8(ascii: "~"), "3"): return .delete
    default: return nil
    }
  }
}

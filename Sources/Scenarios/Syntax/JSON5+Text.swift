extension JSON5: CustomStringConvertible {
  /// The value on one line: keys without quotes where they need none.
  public var description: String {
    switch content {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let number): return number.text
    case .text(let text): return JSON5.quoted(text)
    case .list(let elements):
      return "[" + JSON5.joined(elements.map { $0.description }) + "]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      return "{ " + JSON5.joined(members.map { JSON5.key($0.key) + ": \($0.value)" }) + " }"
    }
  }

  /// The text in double quotes, with what JSON cannot hold escaped.
  public static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0..<0x20, 0x7F: bytes += escape(byte)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func key(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, JSON5Reader.beginsWord(first) && first < 0x80,
      bytes.allSatisfy({ ($0 < 0x80 && JSON5Reader.beginsWord($0)) || JSON5Reader.isDigit($0) })
    else { return quoted(name) }
    return name
  }

  private static func joined(_ parts: [String]) -> String {
    var text = ""
    for (index, part) in parts.enumerated() { text += index == 0 ? part : ", " + part }
    return text
  }

  /// The same value with every place in it replaced.
  func moved(to position: Position) -> JSON5 {
    switch content {
    case .list(let elements):
      return JSON5(.list(elements.map { $0.moved(to: position) }), at: position)
    case .object(let members):
      let moved = members.map {
        Member(key: $0.key, keyPosition: position, value: $0.value.moved(to: position))
      }
      return JSON5(.object(moved), at: position)
    default:
      return JSON5(content, at: position)
    }
  }
}

/// Writes and reads fields of a line, each with a tab behind it.
enum RowText {
  /// The fields in one line without its end; a field may hold any text.
  static func line(_ fields: [String]) -> String {
    var line = ""
    for field in fields { line += escaped(field) + "\t" }
    return line
  }

  /// What a line has in front of its tag: fields, each with a tab behind it.
  static func body(of line: ArraySlice<UInt8>) -> [UInt8] {
    Array(line[..<(line.lastIndex(of: tab).map { $0 + 1 } ?? line.startIndex)])
  }

  /// The fields of a line; what follows the last tab is none.
  static func fields(of body: [UInt8]) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    for byte in body {
      if byte == tab {
        fields.append(unescaped(field))
        field = []
      } else {
        field.append(byte)
      }
    }
    return fields
  }

  /// Splits at a byte; an empty text has no parts.
  static func parts(_ text: String, at separator: UInt8) -> [String] {
    if text.isEmpty { return [] }
    var parts: [[UInt8]] = [[]]
    for byte in text.utf8 {
      if byte == separator { parts.append([]) } else { parts[parts.count - 1].append(byte) }
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case backslash: bytes += [backslash, backslash]
      case tab: bytes += [backslash, UInt8(ascii: "t")]
      case newline: bytes += [backslash, UInt8(ascii: "n")]
      case carriageReturn: bytes += [backslash, UInt8(ascii: "r")]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func unescaped(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var isEscape = false
    for byte in bytes {
      if isEscape {
        text.append(meaning(of: byte))
        isEscape = false
      } else if byte == backslash {
        isEscape = true
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func meaning(of byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "t"): tab
    case UInt8(ascii: "n"): newline
    case UInt8(ascii: "r"): carriageReturn
    default: byte
    }
  }

  static let tab = UInt8(ascii: "\t")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let backslash = UInt8(ascii: "\\")
}

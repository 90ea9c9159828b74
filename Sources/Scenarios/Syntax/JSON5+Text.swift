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

  /// The text in double quotes, with what JSON cannot hold, and what cannot be seen, escaped.
  public static func quoted(_ text: String) -> String {
    let hides = VisibleText.firstHidden(in: text) != nil
    var quoted = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += [Unicode.Scalar(UInt8(ascii: "\\")), scalar]
      case "\n": quoted += "\\n".unicodeScalars
      case "\t": quoted += "\\t".unicodeScalars
      default:
        if hides && VisibleText.mayHide(scalar) {
          quoted += escape(scalar).unicodeScalars
        } else {
          quoted.append(scalar)
        }
      }
    }
    quoted.append("\"")
    return String(quoted)
  }

  /// `\u001b`, or two such for what lies beyond 16 bits (RFC 8259, section 7).
  public static func escape(_ scalar: Unicode.Scalar) -> String {
    var text = ""
    for unit in scalar.utf16 { text += escape(unit) }
    return text
  }

  static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }

  /// Without quotes if it is an ASCII word, which needs none.
  private static func key(_ name: String) -> String {
    guard let first = name.unicodeScalars.first, first.isASCII, Identifier.canBegin(first),
      name.unicodeScalars.allSatisfy({ $0.isASCII && Identifier.canContinue($0) })
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

extension Fields {
  /// In words: the kind, then each name with its value: `vote, term 4, granted`.
  public var text: String {
    var parts: [String] = []
    if let kind { parts.append(kind) }
    for item in items { parts.append(item.text) }
    return parts.joined(separator: ", ")
  }
}

extension Field {
  /// The name in words and the value; a flag is its name, or *not* and its name.
  public var text: String {
    switch value {
    case .flag(true): Field.words(name)
    case .flag(false): "not " + Field.words(name)
    default: "\(Field.words(name)) \(value.text)"
    }
  }

  /// A name in camel case as words: `lastTerm` is `last term`.
  static func words(_ name: String) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      if byte >= 65, byte <= 90 {
        bytes.append(32)
        bytes.append(byte + 32)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension FieldValue {
  /// Longer lists show this many elements, and how many more there are.
  private static var longestList: Int { 8 }

  /// In words; an agent as `n3`, a time in seconds.
  public var text: String {
    switch self {
    case .none: return "none"
    case .integer(let integer): return String(integer)
    case .flag(let flag): return flag ? "yes" : "no"
    case .agent(let agent): return agent.description
    case .time(let time): return time.text
    case .text(let text): return text
    case .composite(let fields): return fields.isShort ? fields.text : "(\(fields.text))"
    case .list(let values):
      var text = values.prefix(FieldValue.longestList).map { $0.text }.joined(separator: ", ")
      let rest = values.count - FieldValue.longestList
      if rest > 0 { text += ", and \(rest) more" }
      return "[\(text)]"
    }
  }
}

extension Fields {
  /// Whether its words need no brackets among others.
  fileprivate var isShort: Bool { items.count + (kind == nil ? 0 : 1) <= 1 }
}

extension Fields {
  /// In words: the kind, then each name with its value: `vote, term 4, granted`.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  func write(to text: inout String) {
    var isFirst = true
    if let kind {
      text += kind
      isFirst = false
    }
    for item in items {
      if !isFirst { text += ", " }
      item.write(to: &text)
      isFirst = false
    }
  }
}

extension Field {
  /// The name in words and the value; a flag is its name, or *not* and its name.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  func write(to text: inout String) {
    switch value {
    case .flag(true): text += Field.words(name)
    case .flag(false):
      text += "not "
      text += Field.words(name)
    default:
      text += Field.words(name)
      text += " "
      value.write(to: &text)
    }
  }

  /// A name in camel case as words: `lastTerm` is `last term`.
  static func words(_ name: String) -> String {
    if !name.utf8.contains(where: { $0 >= 65 && $0 <= 90 }) { return name }
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
    var text = ""
    write(to: &text)
    return text
  }

  func write(to text: inout String) {
    switch self {
    case .none: text += "none"
    case .integer(let integer): text += String(integer)
    case .flag(let flag): text += flag ? "yes" : "no"
    case .agent(let agent): text += agent.description
    case .time(let time): text += time.text
    case .text(let words): text += words.isEmpty ? "none" : words
    case .composite(let fields) where fields.isEmpty: text += "none"
    case .composite(let fields) where fields.isShort: fields.write(to: &text)
    case .composite(let fields):
      text += "("
      fields.write(to: &text)
      text += ")"
    case .list(let values): write(values, to: &text)
    }
  }

  private func write(_ values: [FieldValue], to text: inout String) {
    text += "["
    for (index, value) in values.prefix(FieldValue.longestList).enumerated() {
      if index > 0 { text += ", " }
      value.write(to: &text)
    }
    let rest = values.count - FieldValue.longestList
    if rest > 0 { text += ", and \(rest) more" }
    text += "]"
  }
}

extension Fields {
  fileprivate var isEmpty: Bool { items.isEmpty && kind == nil }

  /// Whether its words need no brackets among others.
  fileprivate var isShort: Bool { items.count + (kind == nil ? 0 : 1) <= 1 }
}

/// Writes trees as strict JSON, two spaces a level, keys in their order.
enum JSONText {
  static func text(_ json: JSON5) -> String {
    var text = ""
    write(json, "", &text)
    return text + "\n"
  }

  private static func write(_ json: JSON5, _ indent: String, _ text: inout String) {
    switch json.content {
    case .list(let elements) where elements.contains(where: { $0.isNested }):
      write(elements.count, "[", "]", indent, &text) { index, inner, text in
        write(elements[index], inner, &text)
      }
    case .object(let members) where !members.isEmpty:
      write(members.count, "{", "}", indent, &text) { index, inner, text in
        text += JSON5.quoted(members[index].key) + ": "
        write(members[index].value, inner, &text)
      }
    default:
      text += json.description
    }
  }

  private static func write(
    _ count: Int, _ open: String, _ close: String, _ indent: String, _ text: inout String,
    _ part: (Int, String, inout String) -> Void
  ) {
    text += open + "\n"
    let inner = indent + "  "
    for index in 0..<count {
      text += inner
      part(index, inner, &text)
      text += index == count - 1 ? "\n" : ",\n"
    }
    text += indent + close
  }
}

extension JSON5 {
  fileprivate var isNested: Bool {
    switch content {
    case .list, .object: true
    default: false
    }
  }
}

extension JSON5 {
  static func text(_ text: String) -> JSON5 { JSON5(.text(text)) }
  static func integer(_ value: Int64) -> JSON5 { JSON5(.number(ExactNumber(value))) }
  static func boolean(_ value: Bool) -> JSON5 { JSON5(.boolean(value)) }
  static func texts(_ texts: [String]) -> JSON5 { JSON5(.list(texts.map { .text($0) })) }

  static func object(_ members: [(String, JSON5)]) -> JSON5 {
    JSON5(.object(members.map { Member(key: $0.0, keyPosition: .start, value: $0.1) }))
  }
}

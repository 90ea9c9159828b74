public import Simulator

/// What values are made of, as JSON: times in nanoseconds, agents by their names.
extension JSONWriter {
  /// A value in the form that its kind has: a number, a flag, a string, an array, an object or
  /// null.
  public mutating func value(_ value: FieldValue) {
    switch value {
    case .none: null()
    case .integer(let integer): self.value(integer)
    case .flag(let flag): self.value(flag)
    case .agent(let agent): self.value(agent.description)
    case .time(let time): self.value(time)
    case .text(let text): self.value(text)
    case .list(let values): array(of: values) { json, element in json.value(element) }
    case .composite(let fields): self.value(fields)
    }
  }

  /// An object: the kind under `kind`, if there is one, and each field under its name.
  public mutating func value(_ fields: Fields) {
    object { json in
      if let kind = fields.kind { json.member("kind", kind) }
      for item in fields.items {
        json.key(fields.kind != nil && item.name == "kind" ? "kindOf" : item.name)
        json.value(item.value)
      }
    }
  }
}

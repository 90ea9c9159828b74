extension ValueReader {
  /// The values of an object: every key that is of its shape, and the defaults of those not given.
  ///
  /// A key with a mistake is left out, so that others can still be looked at.
  mutating func readObject(_ json: JSON5, _ keys: [Key], _ name: String) -> Values {
    guard case .object(let members) = json.content else { return Values([], at: json.position) }
    for member in members where !keys.contains(where: { $0.name == member.key }) {
      let names = keys.map { $0.name }
      complain(
        member.keyPosition, "unknown key '\(member.key)'\(name.isEmpty ? "" : " in '\(name)'")",
        Nearest.suggestion(for: member.key, among: names))
    }
    var values = Values([], at: json.position)
    for key in keys {
      if let member = members.first(where: { $0.key == key.name }) {
        readMember(member, key, &values)
      } else if key.presence == .required {
        complain(
          json.position, "\(name.isEmpty ? "the scenario" : "'\(name)'") lacks '\(key.name)'",
          "it takes \(key.shape.summary)")
      } else {
        addDefault(key, given: members, &values)
      }
    }
    return values
  }

  private mutating func readMember(_ member: JSON5.Member, _ key: Key, _ values: inout Values) {
    guard let value = read(member.value, as: key.shape, key.name) else { return }
    values.append(
      Values.Field(
        name: key.name, keyPosition: member.keyPosition, value: value,
        position: member.value.position, isGiven: true))
  }

  private mutating func addDefault(
    _ key: Key, given members: [JSON5.Member], _ values: inout Values
  ) {
    var value: Value?
    switch key.presence {
    case .required, .optional: return
    case .sameAs(let other): value = values[other]
    case .standard(let text):
      value = ValueReader.standard(text, key.shape, at: values.position)
      precondition(value != nil, "the default of '\(key.name)' is not of its shape: \(text)")
    }
    guard let value else { return }
    values.append(
      Values.Field(
        name: key.name, keyPosition: values.position, value: value, position: values.position,
        isGiven: false))
  }

  /// The value that a description gives as its default, or nil if it is wrong.
  private static func standard(_ text: String, _ shape: Shape, at position: Position) -> Value? {
    var diagnostics = Diagnostics(file: "default")
    guard let json = JSON5Reader.read(Array(text.utf8), &diagnostics), diagnostics.isEmpty else {
      return nil
    }
    var reader = ValueReader(diagnostics: diagnostics)
    let value = reader.read(json.moved(to: position), as: shape, "default")
    return reader.diagnostics.isEmpty ? value : nil
  }
}

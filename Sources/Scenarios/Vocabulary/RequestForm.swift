public import Simulator

/// What the clients of a protocol can be made to ask for, as scenario files say it.
public struct RequestForm: Sendable {
  /// The fields of a request; none if clients cannot be made to ask for anything.
  public let fields: [AskField]
  /// What is wrong with a request of these fields, or nil.
  let mistake: @Sendable (Fields) -> AskMistake?

  /// The form that a load's `Wish` declares.
  public init<W: Askable>(_ wish: W.Type) {
    fields = W.fields
    mistake = { given in W.mistake(in: given) }
  }
}

extension Askable {
  /// What is wrong with the request of these fields, each of its shape; nil if nothing is.
  fileprivate static func mistake(in given: Fields) -> AskMistake? {
    if Self(given) != nil { return nil }
    return Self(unchecked: given)?.mistake(given)
      ?? AskMistake(nil, "no client can ask for that", "see what its fields take")
  }
}

extension Key {
  /// The key of scenario files that takes a field of a request.
  init(_ field: AskField) {
    let presence: Presence =
      switch field.presence {
      case .required: .required
      case .optional: .optional
      case .standard(let value): .standard(value.source)
      }
    self.init(field.name, Key.shape(field.shape), presence, about: field.about)
  }

  private static func shape(_ shape: AskField.Shape) -> Shape {
    switch shape {
    case .integer(let range): .integer(range)
    case .agent: .integer(1...200_000)
    case .word(let words): .word(words)
    case .integers(let range, let limit): .list(of: .integer(range), count: 0...limit)
    case .part(let fields): .object(fields.map { Key($0) })
    }
  }
}

extension AskField {
  /// What a value of the key stands for; nil if it is none of its shape.
  func value(_ value: Value) -> FieldValue? {
    switch shape {
    case .integer: return value.integer.map { .integer($0) }
    case .agent: return value.integer.map { .agent(AgentID(Int($0) - 1)) }
    case .word: return value.text.map { .text($0) }
    case .integers:
      return value.list.map { .list($0.compactMap { $0.value.integer.map { .integer($0) } }) }
    case .part(let fields): return value.object.map { .composite(Fields($0, fields)) }
    }
  }
}

extension Fields {
  /// What a file gives of a request.
  init(_ values: Values, _ fields: [AskField]) {
    self.init(
      fields.compactMap { field in
        guard let given = values.field(field.name), given.isGiven else { return nil }
        return field.value(given.value).map { Field(field.name, $0) }
      })
  }
}

extension FieldValue {
  /// As a scenario file writes it.
  var source: String {
    switch self {
    case .integer(let number): "\(number)"
    case .agent(let agent): "\(agent.index + 1)"
    case .text(let text): JSON5.quoted(text)
    case .flag(let flag): flag ? "true" : "false"
    case .time(let time): JSON5.quoted(DurationText.text(time))
    case .list(let values): "[" + FieldValue.joined(values.map { $0.source }) + "]"
    case .composite(let fields): fields.source
    case .none: "null"
    }
  }

  fileprivate static func joined(_ parts: [String]) -> String {
    var text = ""
    for part in parts { text += text.isEmpty ? part : ", " + part }
    return text
  }
}

extension Fields {
  /// As a scenario file writes it, in braces.
  var source: String {
    items.isEmpty
      ? "{}" : "{ " + FieldValue.joined(items.map { "\($0.name): \($0.value.source)" }) + " }"
  }
}

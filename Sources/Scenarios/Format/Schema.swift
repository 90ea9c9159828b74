/// The JSON Schema of scenario files (draft 2020-12), for editors.
public enum Schema {
  /// The schema of the scenarios of these protocols, as JSON; the same text every time.
  public static func text(vocabularies: [Vocabulary]) -> String {
    JSONText.text(tree(vocabularies))
  }

  private static func tree(_ vocabularies: [Vocabulary]) -> JSON5 {
    let keys = Format.keys(for: nil, among: vocabularies)
    let properties = keys.map { key in
      (key.name, property(key, sectionKeys(key, vocabularies).map { .object($0) } ?? key.shape))
    }
    return .object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("Lockstep scenario")),
      ("type", .text("object")),
      ("properties", .object(properties)),
      ("required", .texts(required(keys))),
      ("additionalProperties", .boolean(false)),
      ("allOf", JSON5(.list(vocabularies.map { loadRule($0) }))),
      ("$defs", .object(definitions)),
    ])
  }

  private static func sectionKeys(_ key: Key, _ vocabularies: [Vocabulary]) -> [Key]? {
    vocabularies.first { $0.name == key.name }?.settings
  }

  /// What `load` holds depends on the protocol.
  private static func loadRule(_ vocabulary: Vocabulary) -> JSON5 {
    let isProtocol = JSON5.object([
      ("properties", .object([("protocol", .object([("const", .text(vocabulary.name))]))]))
    ])
    let load = JSON5.object([
      ("properties", .object([("load", schema(of: .object(vocabulary.load)))]))
    ])
    return .object([("if", isProtocol), ("then", load)])
  }

  private static func required(_ keys: [Key]) -> [String] {
    keys.filter { $0.presence == .required }.map { $0.name }
  }

  private static func property(_ key: Key, _ shape: Shape) -> JSON5 {
    var members: [(String, JSON5)] = [("description", .text(description(key)))]
    if case .object(let own) = schema(of: shape).content {
      members += own.map { ($0.key, $0.value) }
    }
    return .object(members)
  }

  private static func description(_ key: Key) -> String {
    var text = key.about
    switch key.presence {
    case .required, .optional: break
    case .standard(let value): text += " Default: \(value)."
    case .sameAs(let other): text += " Default: that of '\(other)'."
    }
    if let example = key.example { text += " Example: \(example)" }
    return text
  }

  /// The schema of a shape, as an object.
  static func schema(of shape: Shape) -> JSON5 {
    switch shape {
    case .boolean: return .object([("type", .text("boolean"))])
    case .integer(let range): return integer(range)
    case .text: return .object([("type", .text("string"))])
    case .word(let words): return .object([("enum", .texts(words))])
    case .list(let element, let count):
      return .object([
        ("type", .text("array")), ("items", schema(of: element)),
        ("minItems", .integer(Int64(count.lowerBound))),
        ("maxItems", .integer(Int64(count.upperBound))),
      ])
    case .object(let keys): return object(keys)
    case .map(let element, _):
      return .object([
        ("type", .text("object")), ("additionalProperties", schema(of: element)),
      ])
    case .either(let one, let other):
      return .object([("anyOf", JSON5(.list([schema(of: one), schema(of: other)])))])
    case .anything: return .object([])
    default: return .object([("$ref", .text("#/$defs/\(definitionName(shape))"))])
    }
  }

  private static func integer(_ range: ClosedRange<Int64>) -> JSON5 {
    var members: [(String, JSON5)] = [("type", .text("integer"))]
    if range.lowerBound != .min { members.append(("minimum", .integer(range.lowerBound))) }
    if range.upperBound != .max { members.append(("maximum", .integer(range.upperBound))) }
    return .object(members)
  }

  private static func object(_ keys: [Key]) -> JSON5 {
    var members: [(String, JSON5)] = [
      ("type", .text("object")),
      ("properties", .object(keys.map { ($0.name, property($0, $0.shape)) })),
    ]
    let names = required(keys)
    if !names.isEmpty { members.append(("required", .texts(names))) }
    members.append(("additionalProperties", .boolean(false)))
    return .object(members)
  }
}

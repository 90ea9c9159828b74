/// The account of what `--json` gives: every result has fields, described where they are written.
///
/// A test holds that a result has exactly the fields that its description names, of the kinds it names.
public enum JSONFormat {
  /// Rises when a field goes, or means something else; a new field leaves it as it is.
  public static let version = 1

  /// The first field of every result.
  public static let field = JSONField(
    "format", .number, "The version of this format; it rises when a field goes or changes.")
}

/// One field of a JSON object.
public struct JSONField: Sendable {
  /// The key in the object.
  public let name: String
  /// What its value is.
  public let kind: JSONKind
  /// Whether it may be null.
  public let isOptional: Bool
  /// What the value means, in one sentence of the command's own description of its JSON.
  public let about: String

  /// A field; unless stated otherwise it is never null.
  public init(_ name: String, _ kind: JSONKind, isOptional: Bool = false, _ about: String) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
    self.about = about
  }
}

/// What kind of JSON value something is.
public indirect enum JSONKind: Sendable {
  case text
  /// A whole number unless `about` says otherwise.
  case number
  case flag
  case object([JSONField])
  case list(JSONKind)
  /// One of several, by what is measured.
  case either([JSONKind])

  /// In words: `text`, `list of objects`.
  var name: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .flag: "true or false"
    case .object: "object"
    case .list(.object): "list of objects"
    case .list(let element): "list of \(element.name)s"
    case .either(let kinds): kinds.map { $0.name }.joined(separator: " or ")
    }
  }

  /// The fields of it or of what it holds.
  var fields: [JSONField] {
    switch self {
    case .text, .number, .flag: []
    case .object(let fields): fields
    case .list(let element): element.fields
    case .either(let kinds): kinds.flatMap { $0.fields }
    }
  }
}

extension JSONField {
  /// Fields in lines, those of inner objects indented below them.
  public static func text(of fields: [JSONField], indent: String = "  ") -> String {
    let names = fields.map { "\($0.name): \($0.kind.name)\($0.isOptional ? " or null" : "")" }
    let width = Swift.min(44, names.map { Columns.count($0) }.max() ?? 0)
    var text = ""
    for (field, name) in zip(fields, names) {
      text += indent + Columns.flushLeft(name, width) + "  " + field.about + "\n"
      text += JSONField.text(of: field.kind.fields, indent: indent + "    ")
    }
    return text
  }
}

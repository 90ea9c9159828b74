/// The description of one key of the format: the source of validation, schema and documentation.
public struct Key: Hashable, Sendable {
  /// How files spell it, in camel case.
  public let name: String
  /// Which values it takes.
  public let shape: Shape
  /// Whether it may be left out, and what stands for it then.
  public let presence: Presence
  /// What it means, one sentence.
  public let about: String
  /// A value as it may stand in a file, in JSON5.
  public let example: String?

  /// Whether a key must be there, and what stands for it otherwise.
  public enum Presence: Hashable, Sendable {
    case required
    /// Nothing stands for it.
    case optional
    /// This JSON5 text stands for it.
    case standard(String)
    /// The value of another key of the same object stands for it.
    case sameAs(String)
  }

  /// A key that may be left out, unless `presence` says otherwise.
  public init(
    _ name: String, _ shape: Shape, _ presence: Presence = .optional, about: String,
    example: String? = nil
  ) {
    self.name = name
    self.shape = shape
    self.presence = presence
    self.about = about
    self.example = example
  }

  /// The same key without a default: for places that override a part.
  var asOverride: Key { with(.optional) }

  /// The same key with another presence.
  func with(_ presence: Presence) -> Key {
    Key(name, shape, presence, about: about, example: example)
  }
}

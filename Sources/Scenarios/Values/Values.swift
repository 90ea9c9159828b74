public import Simulator

/// The values of an object of a scenario, defaults filled in, in the order of its description.
public struct Values: Hashable, Sendable {
  /// Each key once, those of the file and those that a default stands for.
  public private(set) var fields: [Field]
  /// Where the object begins.
  public let position: Position

  /// A key with its value.
  public struct Field: Hashable, Sendable {
    /// The key.
    public let name: String
    /// Where the key stands; the object's place if the file does not have it.
    public let keyPosition: Position
    /// The value, given or by default.
    public let value: Value
    /// Where the value begins; the object's place if the file does not have it.
    public let position: Position
    /// Whether the file says it, and not a default.
    public let isGiven: Bool

    /// A key with its value; `isGiven` is false for a default.
    public init(
      name: String, keyPosition: Position, value: Value, position: Position, isGiven: Bool
    ) {
      self.name = name
      self.keyPosition = keyPosition
      self.value = value
      self.position = position
      self.isGiven = isGiven
    }
  }

  /// The fields of an object that begins at a place.
  public init(_ fields: [Field] = [], at position: Position = .start) {
    self.fields = fields
    self.position = position
  }

  mutating func append(_ field: Field) { fields.append(field) }

  /// The field of a name, given or by default.
  /// - Complexity: linear in the number of keys.
  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// The value of a name, given or by default.
  public subscript(name: String) -> Value? { field(name)?.value }

  /// Whether the file itself has the key.
  public func isGiven(_ name: String) -> Bool { field(name)?.isGiven ?? false }

  /// The place of a key's value, or of the object if the file does not have the key.
  public func position(of name: String) -> Position {
    guard let field = field(name), field.isGiven else { return position }
    return field.position
  }

  /// What an accessor gives that found nothing: the description promised a value of that shape.
  private func demand<T>(_ value: T?, _ name: String) -> T {
    guard let value else { preconditionFailure("no described value of that shape: \(name)") }
    return value
  }
}

/// Each is the value of a key whose description promises one: required, or with a default.
///
/// - Precondition: the description has the key with that shape. For optional keys ask `self[name]?`.
extension Values {
  /// True or false.
  public func boolean(_ name: String) -> Bool { demand(self[name]?.boolean, name) }
  /// A whole number.
  public func integer(_ name: String) -> Int64 { demand(self[name]?.integer, name) }
  /// A text, or a word of an enumeration.
  public func text(_ name: String) -> String { demand(self[name]?.text, name) }
  /// A span or a moment.
  public func duration(_ name: String) -> Nanoseconds { demand(self[name]?.duration, name) }
  /// The least and the greatest of a range of spans.
  public func durationRange(_ name: String) -> ClosedRange<Nanoseconds> {
    demand(self[name]?.durationRange, name)
  }
  /// A distribution of spans.
  public func delay(_ name: String) -> Delay { demand(self[name]?.delay, name) }
  /// A probability.
  public func chance(_ name: String) -> Ratio { demand(self[name]?.chance, name) }
  /// Events in a span.
  public func rate(_ name: String) -> Rate { demand(self[name]?.rate, name) }
  /// Bytes a second.
  public func bandwidth(_ name: String) -> Int64 { demand(self[name]?.bandwidth, name) }
  /// A factor in thousandths.
  public func factor(_ name: String) -> Int64 { demand(self[name]?.factor, name) }
  /// The values of a list with their places.
  public func list(_ name: String) -> [Value.Item] { demand(self[name]?.list, name) }
  /// The fields of an object or a map.
  public func object(_ name: String) -> Values { demand(self[name]?.object, name) }
}

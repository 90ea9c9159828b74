public import Simulator

/// A value of a scenario that has been read and found to be of its shape.
public indirect enum Value: Hashable, Sendable {
  case boolean(Bool)
  case integer(Int64)
  /// A text or a word.
  case text(String)
  case duration(Nanoseconds)
  case durationRange(ClosedRange<Nanoseconds>)
  case delay(Delay)
  case chance(Ratio)
  case rate(Rate)
  /// Bytes a second.
  case bandwidth(Int64)
  /// In thousandths.
  case factor(Int64)
  case partsPerMillion(ClosedRange<Int64>)
  case seeds(SeedSet)
  case list([Item])
  /// An object or a map.
  case object(Values)
  /// A value of any kind, as it was written.
  case anything(JSON5)

  /// A value of a list with its place.
  public struct Item: Hashable, Sendable {
    /// The value, of the shape of the list's items.
    public let value: Value
    /// Where it begins in the file.
    public let position: Position

    /// A value of a list at its place.
    public init(_ value: Value, at position: Position) {
      self.value = value
      self.position = position
    }
  }
}

/// Each is the value of that kind, or nil if it is of another.
extension Value {
  /// True or false.
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  /// A whole number.
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  /// A text, or a word of an enumeration.
  public var text: String? { if case .text(let value) = self { value } else { nil } }
  /// A span or a moment.
  public var duration: Nanoseconds? { if case .duration(let value) = self { value } else { nil } }
  /// The least and the greatest of a range of spans.
  public var durationRange: ClosedRange<Nanoseconds>? {
    if case .durationRange(let value) = self { value } else { nil }
  }
  /// A distribution of spans.
  public var delay: Delay? { if case .delay(let value) = self { value } else { nil } }
  /// A probability.
  public var chance: Ratio? { if case .chance(let value) = self { value } else { nil } }
  /// Events in a span.
  public var rate: Rate? { if case .rate(let value) = self { value } else { nil } }
  /// Bytes a second.
  public var bandwidth: Int64? { if case .bandwidth(let value) = self { value } else { nil } }
  /// A factor in thousandths.
  public var factor: Int64? { if case .factor(let value) = self { value } else { nil } }
  /// A range of parts per million, as of a clock's drift.
  public var partsPerMillion: ClosedRange<Int64>? {
    if case .partsPerMillion(let value) = self { value } else { nil }
  }
  /// The seeds of a sweep.
  public var seeds: SeedSet? { if case .seeds(let value) = self { value } else { nil } }
  /// The values of a list with their places.
  public var list: [Item]? { if case .list(let value) = self { value } else { nil } }
  /// The fields of an object or a map.
  public var object: Values? { if case .object(let value) = self { value } else { nil } }
}

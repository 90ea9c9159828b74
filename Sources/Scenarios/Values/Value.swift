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
    public let value: Value
    public let position: Position

    public init(_ value: Value, at position: Position) {
      self.value = value
      self.position = position
    }
  }
}

/// Each is the value of that kind, or nil if it is of another.
extension Value {
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  public var text: String? { if case .text(let value) = self { value } else { nil } }
  public var duration: Nanoseconds? { if case .duration(let value) = self { value } else { nil } }
  public var durationRange: ClosedRange<Nanoseconds>? {
    if case .durationRange(let value) = self { value } else { nil }
  }
  public var delay: Delay? { if case .delay(let value) = self { value } else { nil } }
  public var chance: Ratio? { if case .chance(let value) = self { value } else { nil } }
  public var rate: Rate? { if case .rate(let value) = self { value } else { nil } }
  public var bandwidth: Int64? { if case .bandwidth(let value) = self { value } else { nil } }
  public var factor: Int64? { if case .factor(let value) = self { value } else { nil } }
  public var partsPerMillion: ClosedRange<Int64>? {
    if case .partsPerMillion(let value) = self { value } else { nil }
  }
  public var seeds: SeedSet? { if case .seeds(let value) = self { value } else { nil } }
  public var list: [Item]? { if case .list(let value) = self { value } else { nil } }
  public var object: Values? { if case .object(let value) = self { value } else { nil } }
}

/// Finds out which case of an enumeration a value is, at the cost of one `switch`.
///
/// The number of a part's case holds that of the part too, so that cases of different parts differ.
@frozen
public struct KindVisitor: FieldVisitor {
  /// Number of the case, in six bits a level; 0 for what is no enumeration.
  public var index = 0

  /// Looks at a value.
  @inlinable @inline(__always)
  public init<T: Fielded>(of value: T) {
    value.fields(into: &self)
  }

  @inlinable @inline(__always)
  public mutating func kind(_ index: Int, _ name: String) {
    self.index = (self.index << 6) | index
  }

  @inlinable @inline(__always)
  public mutating func part<T: Fielded>(_ index: Int, _ name: String?, _ value: T) {
    self.index = (self.index << 6) | (index + 1)
    value.fields(into: &self)
  }

  @inlinable public mutating func field<T: Fielded>(_ name: String, _ value: T) {}
  @inlinable public mutating func list<C: Collection>(_ values: C) where C.Element: Fielded {}
  @inlinable public mutating func value(_ integer: Int64) {}
  @inlinable public mutating func value(_ flag: Bool) {}
  @inlinable public mutating func value(_ agent: AgentID) {}
  @inlinable public mutating func value(_ text: String) {}
  @inlinable public mutating func value(time: Nanoseconds) {}
  @inlinable public mutating func none() {}
}

/// A digest takes in the numbers of cases and the values, and leaves the names alone.
extension Digest: FieldVisitor {
  @inlinable @inline(__always)
  public mutating func kind(_ index: Int, _ name: String) { feed(index) }

  @inlinable @inline(__always)
  public mutating func kind(_ index: Int, _ name: String, _ field: String, _ value: Int32) {
    feed((UInt64(UInt32(bitPattern: value)) << 8) | UInt64(index))
  }

  @inlinable @inline(__always)
  public mutating func fields(_ one: String, _ first: Int32, _ other: String, _ second: Int32) {
    feed((UInt64(UInt32(bitPattern: first)) << 32) | UInt64(UInt32(bitPattern: second)))
  }

  @inlinable @inline(__always)
  public mutating func part<T: Fielded>(_ index: Int, _ name: String?, _ value: T) {
    feed(index)
    value.fields(into: &self)
  }

  @inlinable @inline(__always)
  public mutating func field<T: Fielded>(_ name: String, _ value: T) {
    value.fields(into: &self)
  }

  @inlinable
  public mutating func list<C: Collection>(_ values: C) where C.Element: Fielded {
    feed(values.count)
    for value in values { value.fields(into: &self) }
  }

  @inlinable @inline(__always)
  public mutating func value(_ integer: Int64) { feed(integer) }

  @inlinable @inline(__always)
  public mutating func value(_ flag: Bool) { feed(flag) }

  @inlinable @inline(__always)
  public mutating func value(_ agent: AgentID) { feed(agent) }

  public mutating func value(_ text: String) { feed(text) }

  @inlinable @inline(__always)
  public mutating func value(time: Nanoseconds) { feed(time) }

  /// A word that no agent has and that other values hardly have.
  @inlinable @inline(__always)
  public mutating func none() { feed(0x6E6F_7468_696E_6721 as UInt64) }
}

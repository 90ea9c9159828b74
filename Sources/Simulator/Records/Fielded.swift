/// A value that says what it is made of, as names and values, to any visitor.
///
/// One method serves the digest, the description, JSON and inspection, so that they cannot disagree.
public protocol Fielded {
  /// Tells the visitor the case of an enumeration first, if it is one, and then each field.
  ///
  /// What distinguishes two values must be told; names are in camel case. Make it `@inlinable` for what
  /// is fed to the digest on the path of an event: then a digest costs no more than feeding it by hand.
  func fields<V: FieldVisitor>(into visitor: inout V)
}

extension Fielded {
  /// Feeds a digest all that distinguishes the value.
  @inlinable @inline(__always)
  public func feed(_ digest: inout Digest) { fields(into: &digest) }
}

/// Takes in what values are made of.
public protocol FieldVisitor {
  /// The value is this case of an enumeration; cases are numbered from 0.
  mutating func kind(_ index: Int, _ name: String)
  /// The value is that of a part: the case of an enumeration whose cases wrap the parts' values.
  ///
  /// - Parameters:
  ///   - index: the number of that case, from 0.
  ///   - name: what tells the part's values from another part's, or nil if nothing needs to.
  ///   - value: what the case wraps.
  mutating func part<T: Fielded>(_ index: Int, _ name: String?, _ value: T)
  /// A named value, which is told by itself.
  mutating func field<T: Fielded>(_ name: String, _ value: T)
  /// Values that are told apart by their place.
  mutating func list<C: Collection>(_ values: C) where C.Element: Fielded
  /// The value is a number.
  mutating func value(_ integer: Int64)
  /// The value is true or false.
  mutating func value(_ flag: Bool)
  /// The value is an agent.
  mutating func value(_ agent: AgentID)
  /// The value is a text.
  mutating func value(_ text: String)
  /// The value is a moment of virtual time or a span of it.
  mutating func value(time: Nanoseconds)
  /// There is no value.
  mutating func none()
  /// Two small numbers, which a digest takes as one word.
  mutating func fields(_ one: String, _ first: Int32, _ other: String, _ second: Int32)
  /// The case of an enumeration and a small number, which a digest takes as one word.
  mutating func kind(_ index: Int, _ name: String, _ field: String, _ value: Int32)
}

extension FieldVisitor {
  @inlinable @inline(__always)
  public mutating func fields(_ one: String, _ first: Int32, _ other: String, _ second: Int32) {
    field(one, first)
    field(other, second)
  }

  @inlinable @inline(__always)
  public mutating func kind(_ index: Int, _ name: String, _ field: String, _ value: Int32) {
    kind(index, name)
    self.field(field, value)
  }
}

extension FieldVisitor {
  /// A moment of virtual time or a span of it.
  @inlinable @inline(__always)
  public mutating func field(_ name: String, time: Nanoseconds) {
    field(name, VirtualTime(time))
  }

  /// A moment or a span that may be missing.
  @inlinable @inline(__always)
  public mutating func field(_ name: String, time: Nanoseconds?) {
    field(name, time.map { VirtualTime($0) })
  }

  /// A list of values that are told apart by their place.
  @inlinable @inline(__always)
  public mutating func field<C: Collection>(_ name: String, list: C) where C.Element: Fielded {
    field(name, FieldList(list))
  }
}

/// A moment or a span as a value of its own, so that it is not taken for a count.
@frozen
public struct VirtualTime: Hashable, Sendable, Fielded {
  /// The moment from the start of the run, or the length of the span.
  public var nanoseconds: Nanoseconds

  /// A moment or a span of as many nanoseconds.
  @inlinable
  public init(_ nanoseconds: Nanoseconds) { self.nanoseconds = nanoseconds }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.value(time: nanoseconds)
  }
}

/// A collection as one value.
@frozen
public struct FieldList<C: Collection>: Fielded where C.Element: Fielded {
  @usableFromInline let values: C

  /// The values of a collection, in its order.
  @inlinable
  public init(_ values: C) { self.values = values }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(values) }
}

extension Int64: Fielded {
  @inlinable public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(self) }
}

extension Int: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(Int64(self)) }
}

extension Int32: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(Int64(self)) }
}

extension UInt32: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(Int64(self)) }
}

extension UInt64: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.value(Int64(bitPattern: self))
  }
}

extension Bool: Fielded {
  @inlinable public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(self) }
}

extension String: Fielded {
  @inlinable public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(self) }
}

extension AgentID: Fielded {
  @inlinable public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(self) }
}

extension AgentSet: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(members) }
}

extension RequestID: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("client", client)
    visitor.field("attempt", attempt)
  }
}

extension Optional: Fielded where Wrapped: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    if let self { self.fields(into: &visitor) } else { visitor.none() }
  }
}

extension Array: Fielded where Element: Fielded {
  @inlinable public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(self) }
}

public import Simulator

/// One piece of news that agents spread: an update that its number stands for.
@frozen
public struct Rumour: Hashable, Comparable, Sendable {
  /// Its number in the order in which clients start rumours, from 0.
  public let number: Int32

  /// The rumour of a number, from 0.
  @inlinable
  public init(_ number: Int) { self.number = Int32(truncatingIfNeeded: number) }

  /// The number as an index.
  @inlinable
  public var index: Int { Int(number) }

  @inlinable
  public static func < (left: Rumour, right: Rumour) -> Bool { left.number < right.number }

  /// `r1` is the first.
  public var text: String { "r\(number &+ 1)" }
}

extension Rumour: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(Int64(number) + 1) }
}

public import Simulator

/// The name of one write of a variable: who wrote it, and its number among that agent's, from 1.
@frozen
public struct Dot: Hashable, Comparable, Sendable {
  public let origin: AgentID
  public let number: Int64

  @inlinable
  public init(_ origin: AgentID, _ number: Int64) {
    self.origin = origin
    self.number = number
  }

  /// By agent, then by number: an order for lists, which says nothing of causes.
  @inlinable
  public static func < (left: Dot, right: Dot) -> Bool {
    left.origin != right.origin ? left.origin < right.origin : left.number < right.number
  }
}

extension Dot: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("origin", origin)
    visitor.field("number", number)
  }
}

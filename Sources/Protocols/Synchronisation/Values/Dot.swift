public import Simulator

/// The name of one write of a variable: who wrote it, and its number among that agent's, from 1.
@frozen
public struct Dot: Hashable, Comparable, Sendable {
  /// The agent that ordered the write.
  public let origin: AgentID
  /// Its number among the agent's writes of the variable, from 1.
  public let number: Int64

  /// The name of an agent's write of this number.
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

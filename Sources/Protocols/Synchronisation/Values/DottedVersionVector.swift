public import Simulator

/// The versions of one variable that no known write has overwritten, and which writes are known.
///
/// Dotted version vectors (Preguiça, Baquero, Almeida, Fonte and Gonçalves, *Dotted Version Vectors:
/// Logical Clocks for Optimistic Replication*, 2010): each version has a dot, its own name, beside the
/// context in which it was written, so that a server tells apart concurrent writes of two clients. The
/// state is a join semilattice: replicas that know the same writes are equal, whatever the order in which
/// they learned of them, and however often.
public struct DottedVersionVector<Value: Fielded & Hashable & Sendable>: Hashable, Sendable {
  /// Ascending by dot; no sibling was written in the knowledge of another.
  public private(set) var siblings: [Sibling] = []
  /// Every write that is known, overwritten or not; contains the siblings' dots.
  public private(set) var context = CausalContext()

  /// One version.
  public typealias Sibling = DottedVersion<Value>

  /// What a write did to the versions.
  @frozen
  public enum Effect: Hashable, Sendable {
    /// It overwrote all that was there.
    case replaced
    /// It stands beside versions that it did not know of.
    case concurrent
    /// It, or something that overwrote it, was known.
    case stale
  }

  /// The state of a variable that was never written.
  public init() {}

  /// A write that this replica orders: it overwrites what the writer's context knows.
  /// - Returns: its dot.
  @discardableResult
  public mutating func write(
    _ value: Value, knowing known: CausalContext, at agent: AgentID
  ) -> Dot {
    let dot = Dot(agent, nextNumber(of: agent))
    apply(Sibling(dot, value), knowing: known)
    return dot
  }

  /// A write with its dot and the context in which it was written.
  ///
  /// - Complexity: O(s + n) in the number of siblings and agents.
  @discardableResult
  public mutating func apply(_ sibling: Sibling, knowing known: CausalContext) -> Effect {
    if context.contains(sibling.dot) {
      context.merge(known)
      siblings.removeAll { $0.dot != sibling.dot && known.contains($0.dot) }
      return .stale
    }
    siblings.removeAll { known.contains($0.dot) }
    let effect = siblings.isEmpty ? Effect.replaced : .concurrent
    siblings.insert(sibling, at: siblings.firstIndex { $0.dot > sibling.dot } ?? siblings.count)
    context.insert(sibling.dot)
    context.merge(known)
    return effect
  }

  /// Takes in what another replica knows.
  ///
  /// - Complexity: O(s²) in the number of siblings.
  public mutating func merge(_ other: DottedVersionVector) {
    siblings.removeAll { other.context.contains($0.dot) && !other.siblings.contains($0) }
    for sibling in other.siblings where !context.contains(sibling.dot) {
      siblings.insert(sibling, at: siblings.firstIndex { $0.dot > sibling.dot } ?? siblings.count)
    }
    context.merge(other.context)
  }

  /// The number of an agent's next write.
  public func nextNumber(of agent: AgentID) -> Int64 {
    let last = context.clock[agent]
    return context.ahead.reduce(last) { $1.origin == agent ? max($0, $1.number) : $0 } + 1
  }
}

extension DottedVersionVector: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("siblings", siblings)
    visitor.field("context", context)
  }
}

/// A value with the name of the write that it comes from.
// Of its own, since Embedded Swift cannot specialise a conformance of what is nested in a generic type.
public struct DottedVersion<Value: Fielded & Hashable & Sendable>: Hashable, Sendable {
  /// The write.
  public let dot: Dot
  /// What was written.
  public let value: Value

  /// A value as this write left it.
  public init(_ dot: Dot, _ value: Value) {
    self.dot = dot
    self.value = value
  }
}

extension DottedVersion: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("dot", dot)
    value.fields(into: &visitor)
  }
}

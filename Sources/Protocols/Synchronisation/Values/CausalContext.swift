public import Simulator

/// A set of writes of one variable: all of each agent's up to a number, and some beyond a gap.
///
/// Where writes arrive in causal order there are no gaps, and the set is a vector clock.
public struct CausalContext: Hashable, Sendable {
  /// Of each agent, every write up to here.
  public private(set) var clock: VectorClock
  /// Writes beyond a gap, ascending; none that `clock` covers or that could extend it.
  public private(set) var ahead: [Dot]

  /// The set of all writes that a vector clock covers; by default the empty set.
  public init(_ clock: VectorClock = VectorClock()) {
    self.clock = clock
    ahead = []
  }

  /// Whether a write is in the set.
  /// - Complexity: O(g) in the number of writes beyond gaps.
  public func contains(_ dot: Dot) -> Bool {
    clock[dot.origin] >= dot.number || ahead.contains(dot)
  }

  /// - Complexity: O(g) in the number of writes beyond gaps.
  public mutating func insert(_ dot: Dot) {
    if contains(dot) { return }
    ahead.insert(dot, at: ahead.firstIndex { $0 > dot } ?? ahead.count)
    closeGaps()
  }

  /// Takes in all that the other has.
  public mutating func merge(_ other: CausalContext) {
    clock.merge(other.clock)
    for dot in other.ahead where !ahead.contains(dot) {
      ahead.insert(dot, at: ahead.firstIndex { $0 > dot } ?? ahead.count)
    }
    closeGaps()
  }

  private mutating func closeGaps() {
    if ahead.isEmpty { return }
    for dot in ahead where dot.number == clock[dot.origin] + 1 {
      clock.raise(dot.origin, to: dot.number)
    }
    ahead.removeAll { clock[$0.origin] >= $0.number }
  }
}

extension CausalContext: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("clock", clock)
    visitor.field("ahead", ahead)
  }
}

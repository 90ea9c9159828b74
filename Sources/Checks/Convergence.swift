public import Simulator

/// The oracle of convergence: after quiet, all replicas hold the same value.
public enum Convergence {
  /// The first two replicas that differ.
  @frozen
  public struct Difference: Hashable, Sendable {
    public let first: AgentID
    public let second: AgentID

    @inlinable
    public init(first: AgentID, second: AgentID) {
      self.first = first
      self.second = second
    }
  }

  /// Compares every replica with the first one.
  ///
  /// - Returns: the first replica and the earliest that differs from it; nil when all are equal.
  /// - Complexity: O(n) comparisons.
  @inlinable
  public static func firstDifference<Value: Equatable>(
    of replicas: [(agent: AgentID, value: Value)]
  ) -> Difference? {
    guard let first = replicas.first else { return nil }
    for replica in replicas where replica.value != first.value {
      return Difference(first: first.agent, second: replica.agent)
    }
    return nil
  }
}

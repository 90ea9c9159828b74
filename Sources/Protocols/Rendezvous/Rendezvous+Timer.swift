public import Simulator

extension Rendezvous {
  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The next sign of life.
    case tick
    /// The work on a round, or by itself, is done.
    case work
    /// The present wait has lasted for as long as it may.
    case limit
    /// The last call is over.
    case call

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .tick: visitor.kind(0, "tick")
      case .work: visitor.kind(1, "work")
      case .limit: visitor.kind(2, "limit")
      case .call: visitor.kind(3, "call")
      }
    }
  }
}

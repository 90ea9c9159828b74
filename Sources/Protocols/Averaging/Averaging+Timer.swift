public import Simulator

extension Averaging {
  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The next round begins.
    case round
    /// Half of the round is over: what came is averaged.
    case half

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .round: visitor.kind(0, "round")
      case .half: visitor.kind(1, "half")
      }
    }
  }
}

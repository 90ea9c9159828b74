public import Simulator

extension Swim {
  /// What a client asks an agent for.
  public enum Request: String, ClientContent, Word {
    /// Leave the group.
    case leave
    /// Take part again.
    case join

    public var description: String { word }

    /// A frame of 24 bytes.
    public var byteCount: Int { 24 }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: ClientContent {
    /// The agent has left, and the disk keeps that.
    case left(Int32)
    /// The agent takes part in this incarnation.
    case joined(Int32)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .left(let incarnation): visitor.kind(0, "left", "incarnation", incarnation)
      case .joined(let incarnation): visitor.kind(1, "joined", "incarnation", incarnation)
      }
    }

    public var byteCount: Int { 28 }
  }

  /// What wakes an agent.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The next period starts.
    case period = 0
    /// The member that was pinged has not answered in time.
    case timeout = 1
    /// A ping for another agent has not been answered in time.
    case relay = 2
    /// The time of a suspicion is over.
    case suspicion = 3
    /// The next comparison of tables.
    case sync = 4
    /// The next ping of a dead member.
    case reconnect = 5

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .period: visitor.kind(0, "period")
      case .timeout: visitor.kind(1, "timeout")
      case .relay: visitor.kind(2, "relay")
      case .suspicion: visitor.kind(3, "suspicion")
      case .sync: visitor.kind(4, "sync")
      case .reconnect: visitor.kind(5, "reconnect")
      }
    }
  }
}

public import Simulator

extension TeamAgent {
  /// What an agent waits for: the timers of its parts, and two of its own behind them.
  @frozen
  public enum Timer: TimerTag {
    case parts(CoordinatingAgent.Timer)
    /// The task under way is done.
    case work
    /// Something may have to be said again, or is over.
    case tick

    public static var slotCount: Int { CoordinatingAgent.Timer.slotCount + 2 }

    public var slot: Int {
      switch self {
      case .parts(let timer): timer.slot
      case .work: CoordinatingAgent.Timer.slotCount
      case .tick: CoordinatingAgent.Timer.slotCount + 1
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .parts(let timer): visitor.part(0, nil, timer)
      case .work: visitor.kind(1, "work")
      case .tick: visitor.kind(2, "tick")
      }
    }
  }

  /// What a client asks an agent for.
  @frozen
  public enum Request: ClientContent {
    /// How far the team is.
    case outcome

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .outcome: visitor.kind(0, "outcome")
      }
    }

    public var byteCount: Int { 24 }
  }

  /// What a client is answered, as far as the announcements of coordinators have reached the agent.
  @frozen
  public enum Reply: ClientContent {
    /// The team has come so far.
    case underWay(round: Int32)
    /// All rounds are over; this is what the job says of the last.
    case finished(headline: Int64)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .underWay(let round): visitor.kind(0, "under way", "round", round)
      case .finished(let headline):
        visitor.kind(1, "finished")
        visitor.field("headline", headline)
      }
    }

    public var byteCount: Int { 32 }
  }
}

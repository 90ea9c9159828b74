public import Simulator

extension Gossip {
  /// What a client asks an agent for.
  @frozen
  public enum Request: ClientContent {
    /// Learn this rumour and spread it. The client may ask again, here or elsewhere.
    case start(Rumour)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .start(let rumour): visitor.kind(0, "start", "rumour", rumour.number &+ 1)
      }
    }

    /// A frame of 24 bytes, and the rumour's 64.
    public var byteCount: Int { 88 }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: ClientContent {
    /// The agent keeps the rumour durably.
    case started(Rumour)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .started(let rumour): visitor.kind(0, "started", "rumour", rumour.number &+ 1)
      }
    }

    public var byteCount: Int { 28 }
  }

  /// The start of a cycle, and that of a round of anti-entropy.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    case cycle = 0
    case antiEntropy = 1

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .cycle: visitor.kind(0, "cycle")
      case .antiEntropy: visitor.kind(1, "anti-entropy")
      }
    }
  }
}

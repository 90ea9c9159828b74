public import Simulator

extension Economy {
  /// What a client asks the auctioneer for; a client that asks again keeps the session.
  @frozen
  public enum Request: ClientContent {
    /// An auction for an owner.
    case open(Mechanism, owner: Int32, Raft.Session)
    /// A transfer between accounts.
    case pay(from: Int32, to: Int32, coins: Int64, Raft.Session)
    /// The end of an auction before its time.
    case close(auction: Int32, Raft.Session)
  }

  /// What a client is answered.
  @frozen
  public enum Reply: ClientContent {
    /// The auction is open.
    case opened(auction: Int32)
    /// The auction is over.
    case ended(auction: Int32, isSettled: Bool)
    /// The transfer is made, or will never be.
    case paid(Bool)
    /// The bidding of an auction is closed at the client's wish.
    case closed
    case refused(Verdict)
    /// The request had no effect here.
    case notLeader(AgentID?)
  }

  /// What an agent waits for: the timers of Raft, and two more.
  public enum Timer: TimerTag {
    case raft(Raft.Timer)
    /// An auction must be attended to.
    case duty
    /// A task is done, or of no more interest.
    case task

    public static var slotCount: Int { Raft.Timer.slotCount + 2 }

    public var slot: Int {
      switch self {
      case .raft(let timer): timer.slot
      case .duty: Raft.Timer.slotCount
      case .task: Raft.Timer.slotCount + 1
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .raft(let timer): visitor.part(0, "raft", timer)
      case .duty: visitor.kind(1, "duty")
      case .task: visitor.kind(2, "task")
      }
    }
  }
}

extension Economy.Request {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .open(let mechanism, let owner, let session):
      visitor.kind(0, "open", "owner", owner)
      visitor.field("mechanism", mechanism)
      session.fields(into: &visitor)
    case .pay(let source, let target, let coins, let session):
      visitor.kind(1, "pay")
      visitor.fields("from", source, "to", target)
      visitor.field("coins", coins)
      session.fields(into: &visitor)
    case .close(let auction, let session):
      visitor.kind(2, "close", "auction", auction)
      session.fields(into: &visitor)
    }
  }
}

extension Economy.Reply {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .opened(let auction): visitor.kind(0, "opened", "auction", auction)
    case .ended(let auction, let isSettled):
      visitor.kind(1, "ended", "auction", auction)
      visitor.field("settled", isSettled)
    case .paid(let isMade):
      visitor.kind(2, "paid")
      visitor.field("made", isMade)
    case .closed: visitor.kind(3, "closed")
    case .refused(let verdict):
      visitor.kind(4, "refused")
      visitor.field("why", verdict)
    case .notLeader(let leader):
      visitor.kind(5, "not leader")
      visitor.field("leader", leader)
    }
  }
}

public import Simulator

extension Economy {
  /// What bidders are told of an auction.
  @frozen
  public struct Announcement: Hashable, Sendable {
    /// The auction.
    public let auction: Int32
    /// How it finds its winner.
    public let mechanism: Mechanism
    /// Its step now.
    public let step: UInt16
    /// Whether committed bids are to be revealed.
    public let isReveal: Bool
    /// The reserve of sealed bids; of open ones the highest bid, or where the clock stands.
    public let price: Int64
    /// Who has the highest open bid; -1 if nobody has.
    public let standing: Int32
    /// How long the step lasts yet.
    public let remaining: Nanoseconds
  }

  /// What agents send to one another.
  public enum Message: Hashable, Sendable {
    case raft(Raft.Message)
    /// The auctioneer asks for bids.
    case announcement(Announcement)
    /// A bidder, winner or worker asks the auctioneer to log a deed.
    case deed(Deed)
    /// A bidder does not want to bid in this step.
    case pass(auction: Int32, step: UInt16)
    /// The auctioneer tells a bidder that it has won, in a term; a task must be taken up.
    case award(auction: Int32, step: UInt16, payment: Int64, term: Raft.Term, isTask: Bool)
    /// The auctioneer tells a worker to start.
    case start(auction: Int32, step: UInt16)
    /// The auctioneer tells a worker that its task is settled.
    case settled(auction: Int32)
  }
}

extension Economy.Message: MessageContent {
  public var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .raft(let message): message.byteCount
    case .announcement: frame + 28
    case .deed: frame + Deed.byteCount
    case .pass, .start: frame + 6
    case .award: frame + 23
    case .settled: frame + 4
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let message): visitor.part(0, nil, message)
    case .announcement(let announcement):
      visitor.kind(1, "announcement")
      announcement.fields(into: &visitor)
    case .deed(let deed): visitor.part(2, "deed", deed)
    case .pass(let auction, let step):
      visitor.kind(3, "pass", "auction", auction)
      visitor.field("step", Int32(step))
    case .award(let auction, let step, let payment, let term, let isTask):
      visitor.kind(4, "award", "auction", auction)
      visitor.field("step", Int32(step))
      visitor.field("payment", payment)
      visitor.field("term", term)
      visitor.field("task", isTask)
    case .start(let auction, let step):
      visitor.kind(5, "start", "auction", auction)
      visitor.field("step", Int32(step))
    case .settled(let auction): visitor.kind(6, "settled", "auction", auction)
    }
  }
}

extension Economy.Announcement: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("auction", auction)
    visitor.field("mechanism", mechanism)
    visitor.field("step", Int32(step))
    visitor.field("reveal", isReveal)
    visitor.field("price", price)
    visitor.field("standing", standing)
    visitor.field("remaining", time: remaining)
  }
}

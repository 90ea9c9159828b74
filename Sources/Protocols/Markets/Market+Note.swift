public import Simulator

extension Market {
  /// A fact that an agent states for checks, measures and milestones.
  public enum Note: Hashable, Sendable {
    case raft(Raft.Note)
    // A replica states what a deed did in this order: trades, balances, and the deed itself.
    /// Units changed hands.
    case traded(Trade)
    /// An account that the deed concerned has this now.
    case balance(Int32, Ledger.Account)
    /// The deed at an index of the log was applied; the best limits of the book after it.
    case applied(Deed, index: Int64, Status, Quote)
    /// A price was looked for in as many steps, and found or not.
    case priced(Tatonnement.End)

    /// A trader asks the exchange for something new.
    case asked(Deed)
    /// It knows how a request ended, after so long.
    case answered(Deed.Kind, Status, after: Nanoseconds)
    /// It has learned of units that it traded, of an order that it entered so long ago.
    case learned(units: Int64, after: Nanoseconds)
    /// It wants nothing more.
    case retired(traded: Int64)
  }

  /// The best limits of a book.
  @frozen
  public struct Quote: Hashable, Sendable {
    /// Of bids; nil without any.
    public var bid: Int64?
    /// Of asks.
    public var ask: Int64?

    /// The best limits.
    @inlinable
    public init(bid: Int64? = nil, ask: Int64? = nil) {
      self.bid = bid
      self.ask = ask
    }
  }
}

extension Market.Quote: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("bid", bid)
    visitor.field("ask", ask)
  }
}

extension Market.Note: NoteContent {
  public static var milestoneNames: [String] { Raft.Note.milestoneNames + ["trade", "clearing"] }

  public var milestone: Milestone? {
    switch self {
    case .raft(let note): note.milestone
    case .traded: Milestone(index: Raft.Note.milestoneNames.count)
    case .applied(_, _, .cleared, _): Milestone(index: Raft.Note.milestoneNames.count + 1)
    case .balance, .applied, .priced, .asked, .answered, .learned, .retired: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let note): visitor.part(0, nil, note)
    case .traded(let trade):
      visitor.kind(1, "traded")
      trade.fields(into: &visitor)
    case .balance(let account, let balance):
      visitor.kind(2, "balance", "account", account)
      balance.free.fields(into: &visitor)
      visitor.field("held", balance.held)
    case .applied(let deed, let index, let status, let quote):
      visitor.kind(3, "applied")
      visitor.field("index", index)
      deed.fields(into: &visitor)
      visitor.field("status", status)
      quote.fields(into: &visitor)
    case .priced(let end):
      visitor.kind(4, "priced")
      visitor.field("price", end.price)
      visitor.field("steps", end.steps)
      visitor.field("settled", end.isSettled)
    case .asked(let deed):
      visitor.kind(5, "asked")
      deed.fields(into: &visitor)
    case .answered(let kind, let status, let time):
      visitor.kind(6, "answered")
      visitor.field("kind", kind)
      visitor.field("status", status)
      visitor.field("after", time: time)
    case .learned(let units, let time):
      visitor.kind(7, "learned")
      visitor.field("units", units)
      visitor.field("after", time: time)
    case .retired(let traded):
      visitor.kind(8, "retired")
      visitor.field("traded", traded)
    }
  }
}

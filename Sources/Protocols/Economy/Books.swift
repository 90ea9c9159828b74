public import Simulator

/// What the replicated log makes of economic deeds: accounts, transfers and auctions.
///
/// The books depend on the deeds alone, in the order of the log. Whatever a replica, a client or an auctioneer
/// does, its deed is refused here where the rules do not allow it.
public struct Books: Hashable, Sendable {
  /// What deeds are held to.
  public let rules: AuctionRules
  /// The accounts.
  public internal(set) var ledger: Ledger
  /// All auctions, by number.
  public internal(set) var auctions: [Auction] = []
  /// The latest moment that a deed has named; it never falls.
  public internal(set) var time: Nanoseconds = 0
  /// Number of deeds that were applied.
  public internal(set) var appliedCount = 0
  /// Follows from all deeds so far and what they led to: equal at equal places of the log.
  public internal(set) var digest: UInt64 = 0

  /// Auctions that are not over.
  var open = KeyedList<Int32, Int32>()
  /// The auction that a client's request opened.
  var sessions: [Raft.Session: Int32] = [:]
  /// Transfers of which only the first half is done.
  var transfers = KeyedList<Raft.Session, Transfer>()
  /// Requests for a transfer whose end is known.
  var ended: [Raft.Session: Bool] = [:]
  /// By bidder, tasks that it has done and that it has failed.
  var records: [Record]
  /// By bidder, what it has paid in auctions.
  var spent: [Int64]
  /// By metric; empty without breakers.
  var breakers: [CircuitBreaker] = []
  /// What the deed under way has led to.
  var events: [Event] = []

  /// A transfer between its halves.
  struct Transfer: Hashable, Sendable {
    let session: Raft.Session
    let source: Int32
    let target: Int32
    let coins: Int64
  }

  /// What a bidder has done with the tasks that it took up.
  public struct Record: Hashable, Sendable {
    /// Tasks done.
    public var done: Int64 = 0
    /// Tasks not done within the lease.
    public var failed: Int64 = 0

    /// The share of tasks done, in per cent; half before the first.
    public var percent: Int64 { (done + 1) * 100 / (done + failed + 2) }
  }

  /// Books in which nothing has happened.
  public init(_ rules: AuctionRules) {
    self.rules = rules
    let bidder = Ledger.Money(coins: rules.funds)
    let owner = Ledger.Money(coins: rules.ownerFunds, units: Int64(1) << 40)
    ledger = Ledger(
      Array(repeating: bidder, count: rules.bidders)
        + Array(repeating: owner, count: rules.owners))
    records = Array(repeating: Record(), count: rules.bidders)
    spent = Array(repeating: 0, count: rules.bidders)
    breakers = rules.breakers.map { CircuitBreaker($0) }
  }

  /// An auction; nil if there is none of this number.
  public func auction(_ number: Int32) -> Auction? {
    number >= 0 && number < auctions.count ? auctions[Int(number)] : nil
  }

  /// The auctions that are not over, in the order in which they were opened.
  public var openAuctions: [Int32] { open.items }

  /// The auction that a request has opened, if it has.
  public func auction(of session: Raft.Session) -> Int32? { sessions[session] }

  /// How a transfer ended: whether it was made; nil if it has not.
  public func transferEnd(of session: Raft.Session) -> Bool? { ended[session] }

  /// The transfers of which only the first half is done.
  public var halfTransfers: [Raft.Session] { transfers.items.map { $0.session } }

  /// What a bidder has done so far; nil if there is none of this number.
  public func record(of bidder: Int32) -> Record? {
    bidder >= 0 && bidder < records.count ? records[Int(bidder)] : nil
  }
}

/// Deeds.
extension Books {
  /// Applies a deed that a sequencer of this term has put into the log.
  ///
  /// - Returns: what came of it, and what it led to.
  public mutating func apply(_ deed: Deed, term: Raft.Term) -> (Verdict, [Event]) {
    events = []
    let verdict = dispatch(deed, term)
    appliedCount += 1
    let outcome = events
    events = []
    stir(deed, verdict, outcome)
    return (verdict, outcome)
  }

  private mutating func dispatch(_ deed: Deed, _ term: Raft.Term) -> Verdict {
    switch deed.kind {
    case .reserve: beginTransfer(deed)
    case .commit: endTransfer(deed)
    case .open: openAuction(deed)
    case .bid: bid(deed, term)
    case .seal: seal(deed)
    case .tick: tick(deed, term)
    case .accept: accept(deed)
    case .decline: decline(deed, term)
    case .result: finishTask(deed)
    case .close: closeByClient(deed, term)
    case .cancel, .buy, .sell, .buyAtMarket, .sellAtMarket, .withdraw, .clear: .invalid
    }
  }

  /// Takes the deed and what it led to into the digest.
  private mutating func stir(_ deed: Deed, _ verdict: Verdict, _ events: [Event]) {
    var parts = Digest()
    deed.feed(&parts)
    verdict.feed(&parts)
    for event in events { event.feed(&parts) }
    if let account = ledger[deed.actor] { account.feed(&parts) }
    digest = RandomStream.mix(digest ^ parts.value)
  }

  /// The number of an auction's place in the list, if it is one.
  func place(of auction: Int32) -> Int? {
    auction >= 0 && auction < auctions.count ? Int(auction) : nil
  }
}

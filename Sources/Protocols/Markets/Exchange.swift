/// What a market's log has come to: accounts, the book, and where each trader stands.
///
/// A deed changes it at its index of the log, the same way at every replica. An order's number is its index.
public struct Exchange: Hashable, Sendable {
  /// How orders become trades, and which rules are broken.
  let settings: Market.Settings
  /// Who has what; orders that rest have holds under their numbers.
  public internal(set) var ledger: Ledger
  /// What is offered.
  public internal(set) var book: OrderBook
  /// By trader.
  public internal(set) var seats: [Seat]
  /// The last price that was cried.
  var price: Int64

  /// Where a trader stands.
  public struct Seat: Hashable, Sendable {
    /// The number of its last request that was applied.
    public var sequence: Int32 = 0
    /// How that ended.
    public var status = Market.Status.invalid
    /// Its order in the book, or 0.
    public var order: Int64 = 0
    /// Units that it has traded in all.
    public var traded: Int64 = 0
  }

  /// What a deed did.
  public struct Result: Hashable, Sendable {
    /// How it ended.
    public var status: Market.Status
    /// What it made change hands.
    public var trades: [Trade] = []
    /// The accounts that it concerned, ascending.
    public var touched: [Int32] = []
    /// Where the search for a price ended, if there was one.
    public var end: Tatonnement.End?

    init(_ status: Market.Status) { self.status = status }
  }

  /// An exchange before the first deed.
  public init(_ settings: Market.Settings, traders: Int) {
    self.settings = settings
    ledger = Ledger(
      accounts: traders, each: Ledger.Money(coins: settings.coins, units: settings.units))
    var rules = OrderBook.Rules()
    rules.meetsHalfway = settings.breaks(.midpoint) || settings.breaks(.sentinels)
    rules.prefersNewest =
      settings.breaks(.newestFirst) || settings.mistake == .newestFirst
    book = OrderBook(rules)
    seats = Array(repeating: Seat(), count: traders)
    price = settings.lowest
  }

  /// Whether a request of this number, or a later one, was applied.
  func isRepetition(_ sequence: Int32, of trader: Int32) -> Bool {
    sequence <= seats[Int(trader)].sequence
  }

  /// How things stand for a trader.
  func answer(to trader: Int32) -> Market.Answer {
    let seat = seats[Int(trader)]
    return Market.Answer(
      sequence: seat.sequence, status: seat.status, open: book[seat.order]?.quantity ?? 0,
      traded: seat.traded)
  }

  /// The best limits.
  mutating func quote() -> Market.Quote {
    Market.Quote(bid: book.best(.bid)?.limit, ask: book.best(.ask)?.limit)
  }

  /// Applies a deed at its index.
  ///
  /// - Complexity: O(log n) of an order and each of its trades, O(n log n) of a clearing.
  public mutating func apply(_ deed: Deed, at index: Int64) -> Result {
    if deed.kind == .clear { return clear() }
    guard deed.actor >= 0, deed.actor < seats.count else { return Result(.invalid) }
    let actor = Int(deed.actor)
    if isRepetition(deed.session.sequence, of: deed.actor), settings.mistake != .appliesAgain {
      return Result(.repeated)
    }
    seats[actor].sequence = max(seats[actor].sequence, deed.session.sequence)
    var result: Result
    switch deed.kind {
    case .buy, .sell, .buyAtMarket, .sellAtMarket: result = enter(deed, index)
    case .withdraw: result = withdraw(deed.actor)
    default: result = Result(.invalid)
    }
    seats[actor].status = result.status
    result.touched = Self.touched(by: result.trades, and: [deed.actor])
    return result
  }

  /// Each account once, ascending.
  private static func touched(by trades: [Trade], and others: [Int32]) -> [Int32] {
    var accounts = others
    for trade in trades { accounts += [trade.buyer, trade.seller] }
    accounts.sort()
    var last: Int32?
    return accounts.filter { account in
      defer { last = account }
      return account != last
    }
  }
}

/// Clearings.
extension Exchange {
  /// Trades all that can be, at one price.
  private mutating func clear() -> Result {
    var result = Result(.cleared)
    let (bids, asks) = (book.sorted(.bid), book.sorted(.ask))
    switch settings.mode {
    case .continuous: return Result(.invalid)
    case .call: result.trades = auction.clear(bids, asks).trades
    case .tatonnement:
      if bids.isEmpty || asks.isEmpty { return result }
      let end = grope(bids, asks)
      price = end.price
      result.end = end
      if end.isSettled {
        result.trades = Tatonnement.trades(at: end.price, bids, asks)
      }
    }
    if settings.mistake == .clearsShort, let last = result.trades.popLast(), last.quantity > 1 {
      result.trades.append(last.changed(by: -1))
    }
    for trade in result.trades {
      for id in [trade.bid, trade.ask] {
        if let order = book[id] { book.reduce(order, by: trade.quantity) }
      }
    }
    settle(result.trades)
    result.touched = Self.touched(by: result.trades, and: [ledger.feeAccount])
    return result
  }

  private var auction: CallAuction {
    var auction = CallAuction()
    auction.allocation = settings.allocation
    auction.pricing = settings.pricing
    if settings.breaks(.firstTakesAll) { auction.shortcut = .firstTakesAll }
    if settings.breaks(.bestLevels) { auction.shortcut = .bestLevels }
    return auction
  }

  private func grope(_ bids: [MarketOrder], _ asks: [MarketOrder]) -> Tatonnement.End {
    if settings.breaks(.randomWalk) {
      let seed = settings.seed &+ UInt64(bitPattern: bids[0].id &* 65_537 &+ asks[0].id)
      return Tatonnement.wander(from: price, seed)
    }
    return Tatonnement(gain: settings.gain, limit: settings.steps).settle(from: price, bids, asks)
  }
}

import Simulator

/// A market kept again beside the replicas, from what they state of each deed; and the first of it that must
/// not be.
///
/// The first replica that applies an entry of the log is believed and judged; the others are compared with it.
///
/// - Complexity: of an order O(n) in those that rest, in steps of an array that is moved; of a clearing O(n).
struct MarketAudit: Sendable {
  let settings: Market.Settings
  private(set) var violation: Violation?

  /// What each replica has stated of the deed that it is applying.
  private var statements: [Statement]
  /// What an entry of the log did.
  private var digests: [Int64: UInt64] = [:]
  private var lastIndex: Int64 = 0

  /// Orders that rest, by number.
  var orders: [Int64: MarketOrder] = [:]
  var withdrawn: Set<Int64> = []
  var bids = SortedOrders()
  var asks = SortedOrders()
  var accounts: [Account]
  var seats: [Seat]

  /// What a replica states of one deed.
  struct Statement: Sendable {
    var trades: [Trade] = []
    var balances: [(number: Int32, account: Ledger.Account)] = []
    var end: Tatonnement.End?
  }

  /// An account by its trades, and as replicas stated it last.
  struct Account: Sendable {
    var all: Ledger.Money
    /// What orders that rest may cost.
    var need = Ledger.Money()
    var stated: Ledger.Account
  }

  /// A trader.
  struct Seat: Sendable {
    var sequence: Int32 = 0
    var status = Market.Status.invalid
    var order: Int64 = 0
    var traded: Int64 = 0
  }

  init(_ settings: Market.Settings, agentCount: Int) {
    self.settings = settings
    let traders = max(0, agentCount - settings.replicas)
    statements = Array(repeating: Statement(), count: agentCount)
    let each = Ledger.Money(coins: settings.coins, units: settings.units)
    accounts = Array(
      repeating: Account(all: each, stated: Ledger.Account(free: each)), count: traders)
    let empty = Account(all: Ledger.Money(), stated: Ledger.Account(free: Ledger.Money()))
    accounts += [empty, empty]
    seats = Array(repeating: Seat(), count: traders)
  }

  mutating func noted(_ note: Market.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .traded(let trade): statements[agent.index].trades.append(trade)
    case .balance(let number, let account):
      statements[agent.index].balances.append((number, account))
    case .priced(let end): statements[agent.index].end = end
    case .applied(let deed, let index, let status, let quote):
      let statement = statements[agent.index]
      statements[agent.index] = Statement()
      apply(deed, index, status, quote, statement, by: agent, at: time)
    default: return
    }
  }

  /// A process that ends states nothing more of what it was applying.
  mutating func crashed(_ agent: AgentID) { statements[agent.index] = Statement() }

  private mutating func apply(
    _ deed: Deed, _ index: Int64, _ status: Market.Status, _ quote: Market.Quote,
    _ statement: Statement, by agent: AgentID, at time: Nanoseconds
  ) {
    var digest = Digest()
    deed.feed(&digest)
    status.feed(&digest)
    for trade in statement.trades { trade.feed(&digest) }
    for (number, account) in statement.balances {
      digest.feed(Int64(number))
      account.feed(&digest)
    }
    if let known = digests[index] {
      if known != digest.value {
        report(.agreement, "\(agent.description) applies entry \(index) otherwise", time)
      }
      return
    }
    if index <= lastIndex {
      report(.agreement, "\(agent.description) applies entry \(index), where others had none", time)
    }
    lastIndex = max(lastIndex, index)
    digests[index] = digest.value
    if violation == nil { judge(deed, index, status, quote, statement, at: time) }
  }

  private mutating func judge(
    _ deed: Deed, _ index: Int64, _ status: Market.Status, _ quote: Market.Quote,
    _ statement: Statement, at time: Nanoseconds
  ) {
    if deed.kind == .clear {
      judgeClearing(statement, index, at: time)
    } else if seats.indices.contains(Int(deed.actor)) {
      judgeRequest(deed, index, status, statement.trades, at: time)
    }
    judgeBalances(statement.balances, index, at: time)
    if settings.mode == .continuous, let bid = quote.bid, let ask = quote.ask, bid >= ask {
      report(.uncrossed, "after entry \(index) \(bid) is bid and \(ask) is asked", time)
    }
  }

  private mutating func judgeRequest(
    _ deed: Deed, _ index: Int64, _ status: Market.Status, _ trades: [Trade],
    at time: Nanoseconds
  ) {
    let actor = Int(deed.actor)
    let isNew = deed.session.sequence > seats[actor].sequence
    if isNew == (status == .repeated) {
      let what = isNew ? "has no effect, and is new" : "has an effect again"
      report(
        .onceOnly, "request \(deed.session.sequence) of t\(deed.actor + 1) \(what)", time)
    }
    if status == .repeated { return }
    seats[actor].sequence = max(seats[actor].sequence, deed.session.sequence)
    seats[actor].status = status
    switch status {
    case .entered: match(deed, index, trades, at: time)
    case .withdrawn, .tooLate: takeOut(of: actor, status, at: time)
    default:
      if let trade = trades.first {
        report(
          .withinOrders, "entry \(index) is \(status.word), and trades \(trade.quantity)", time)
      }
    }
  }

  private mutating func takeOut(
    of actor: Int, _ status: Market.Status, at time: Nanoseconds
  ) {
    let id = seats[actor].order
    guard let order = orders[id] else { return }
    if status == .tooLate {
      report(.withdrawn, "t\(actor + 1) is told that its order \(id) is over, and it rests", time)
    }
    remove(order)
    withdrawn.insert(id)
    seats[actor].order = 0
  }

  mutating func report(_ check: MarketCheck, _ message: String, _ time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}

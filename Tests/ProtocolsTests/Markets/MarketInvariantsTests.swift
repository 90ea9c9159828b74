import Simulator
import Testing

@testable import Protocols

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct MarketInvariantsTests {
  private var settings: Market.Settings
  private var invariants: MarketInvariants
  private var exchange: Exchange
  private var index: Int64 = 0

  private var violated: String? { invariants.violation?.check }

  init() { self.init(.continuous) }

  private init(_ mode: Market.Mode, _ change: (inout Market.Settings) -> Void = { _ in }) {
    settings = Market.Settings()
    settings.replicas = 3
    settings.mode = mode
    settings.coins = 100
    change(&settings)
    invariants = MarketInvariants(settings, agentCount: 7)
    exchange = Exchange(settings, traders: 4)
  }

  private static func deed(
    _ kind: Deed.Kind, _ actor: Int32, _ quantity: UInt16, _ amount: Int64, _ number: Int32
  ) -> Deed {
    Deed(
      kind, actor: actor, quantity: quantity, amount: amount,
      session: Raft.Session(client: actor, sequence: number))
  }

  /// What a replica states of a deed.
  private mutating func state(
    _ deed: Deed, _ status: Market.Status, _ trades: [Trade] = [],
    _ balances: [(Int32, Ledger.Account)] = [], at index: Int64,
    _ quote: Market.Quote = Market.Quote(), by replica: Int = 0
  ) {
    for trade in trades { note(.traded(trade), replica) }
    for (number, account) in balances { note(.balance(number, account), replica) }
    note(.applied(deed, index: index, status, quote), replica)
  }

  private mutating func note(_ note: Market.Note, _ replica: Int = 0) {
    invariants.noted(note, by: AgentID(replica), at: 1)
  }

  /// Has the exchange apply a deed, and states what it did, after a change of that.
  private mutating func apply(
    _ kind: Deed.Kind, _ actor: Int32 = 0, _ quantity: UInt16 = 0, _ amount: Int64 = 0,
    _ number: Int32 = 1, by replicas: [Int] = [0],
    _ change: (inout Exchange.Result, inout [Int32: Ledger.Account]) -> Void = { _, _ in }
  ) {
    index += 1
    let deed = Self.deed(kind, actor, quantity, amount, number)
    var result = exchange.apply(deed, at: index)
    var accounts: [Int32: Ledger.Account] = [:]
    for number in result.touched { accounts[number] = exchange.ledger[number] }
    change(&result, &accounts)
    let quote = exchange.quote()
    for replica in replicas {
      if let end = result.end { note(.priced(end), replica) }
      state(
        deed, result.status, result.trades, accounts.sorted { $0.key < $1.key }, at: index, quote,
        by: replica)
    }
  }

  @Test mutating func `orders, partial fills, withdrawals and repetitions are legal`() {
    apply(.buy, 0, 3, 12, by: [0, 1, 2])
    apply(.buy, 2, 3, 12)
    apply(.sell, 1, 4, 10)
    apply(.sell, 1, 4, 10)
    apply(.withdraw, 2, 0, 0, 2)
    apply(.withdraw, 2, 0, 0, 3)
    apply(.buyAtMarket, 3, 5)
    apply(.sell, 1, 9, 1, 2)
    apply(.buy, 0, 9, 100, 2)
    #expect(violated == nil, "\(String(describing: invariants.violation))")
  }

  @Test mutating func `coins from nowhere are seen`() {
    apply(.buy, 0, 3, 12) { $1[0]?.free.coins += 1 }
    #expect(violated == "money and units constant")
  }

  @Test mutating func `an account that owes is seen`() {
    apply(.buy, 0, 3, 12) {
      $1[0]?.free.coins += 50
      $1[0]?.held.coins -= 50
    }
    #expect(violated == "no negative balance")
  }

  @Test mutating func `money that stays set aside is seen`() {
    apply(.buy, 0, 3, 12)
    apply(.withdraw, 0, 0, 0, 2) {
      $1[0]?.free.coins -= 1
      $1[0]?.held.coins += 1
    }
    #expect(violated == "exact settlement")
  }

  @Test mutating func `a bid above an ask is seen`() {
    state(Self.deed(.sell, 1, 1, 10, 1), .unaffordable, at: 1, Market.Quote(bid: 10, ask: 11))
    #expect(violated == nil)
    state(Self.deed(.sell, 1, 1, 10, 2), .unaffordable, at: 2, Market.Quote(bid: 11, ask: 11))
    #expect(violated == "no crossed book")
  }

  @Test mutating func `an order that trades before an earlier one is seen`() {
    apply(.buy, 0, 1, 12)
    apply(.buy, 2, 1, 12)
    apply(.sell, 1, 1, 10) { result, _ in
      result.trades = [Trade(bid: bid(2, 12), ask: ask(3, 10), quantity: 1, price: 12)]
    }
    #expect(violated == "price-time priority")
  }

  @Test mutating func `a price between the limits is seen`() {
    apply(.buy, 0, 1, 12)
    apply(.sell, 1, 1, 10) { result, _ in
      result.trades = [Trade(bid: bid(1, 12), ask: ask(2, 10), quantity: 1, price: 11)]
    }
    #expect(violated == "price-time priority")
  }

  @Test mutating func `a market order that stops early is seen`() {
    apply(.buy, 0, 2, 12)
    apply(.sellAtMarket, 1, 3) { result, accounts in
      result.trades = []
      accounts = [:]
    }
    #expect(violated == "price-time priority")
  }

  @Test mutating func `a trade beyond the quantity or the limit of an order is seen`() {
    var other = self
    apply(.buy, 0, 1, 12)
    apply(.sell, 1, 2, 10) { result, _ in result.trades = [result.trades[0].changed(by: 1)] }
    #expect(violated == "within the orders")
    other.apply(.buy, 0, 1, 12)
    other.apply(.sell, 1, 1, 13) { result, _ in
      result.trades = [Trade(bid: bid(1, 12), ask: ask(2, 13), quantity: 1, price: 12)]
    }
    #expect(other.violated == "within the orders")
  }

  @Test mutating func `a trade of what was withdrawn is seen`() {
    apply(.buy, 0, 1, 12)
    apply(.withdraw, 0, 0, 0, 2)
    apply(.sell, 1, 1, 10) { result, _ in
      result.trades = [Trade(bid: bid(1, 12), ask: ask(3, 10), quantity: 1, price: 12)]
    }
    #expect(violated == "withdrawn stays withdrawn")
  }

  @Test mutating func `a withdrawal that finds nothing of an order that rests is seen`() {
    apply(.buy, 0, 1, 12)
    state(Self.deed(.withdraw, 0, 0, 0, 2), .tooLate, at: 2)
    #expect(violated == "withdrawn stays withdrawn")
  }

  @Test func `a call that trades fewer units, or at another price, is seen`() {
    for pricing in CallAuction.Pricing.allCases {
      var call = MarketInvariantsTests(.call) { $0.pricing = pricing }
      call.apply(.buy, 0, 3, 20)
      call.apply(.buy, 2, 3, 18)
      call.apply(.sell, 1, 5, 10)
      var other = call
      call.apply(.clear)
      #expect(call.violated == nil, "\(String(describing: call.invariants.violation))")
      other.apply(.clear) { result, _ in
        let last = result.trades.removeLast()
        if last.quantity > 1 { result.trades.append(last.changed(by: -1)) }
      }
      #expect(other.violated == "exact crossing")
    }
    var priced = MarketInvariantsTests(.call)
    priced.apply(.buy, 0, 3, 20)
    priced.apply(.sell, 1, 3, 10)
    priced.apply(.clear) { result, _ in
      result.trades = [Trade(bid: bid(1, 20), ask: ask(2, 10), quantity: 3, price: 14)]
    }
    #expect(priced.violated == "exact crossing")
  }

  @Test func `shares in proportion are legal where they are the rule, and seen where not`() {
    for allocation in CallAuction.Allocation.allCases {
      var call = MarketInvariantsTests(.call) { $0.allocation = .proRata }
      // What the exchange does is in proportion; what is expected is by the settings.
      var settings = call.settings
      settings.allocation = allocation
      call.invariants = MarketInvariants(settings, agentCount: 7)
      call.apply(.buy, 0, 4, 10)
      call.apply(.buy, 2, 4, 10)
      call.apply(.sell, 1, 4, 10)
      call.apply(.clear)
      #expect(call.violated == (allocation == .proRata ? nil : "price-time priority"))
    }
    var unfair = MarketInvariantsTests(.call) { $0.allocation = .proRata }
    unfair.apply(.buy, 0, 4, 10)
    unfair.apply(.buy, 2, 4, 10)
    unfair.apply(.sell, 1, 4, 10)
    unfair.apply(.clear) { result, _ in
      result.trades = [Trade(bid: bid(1, 10), ask: ask(3, 10), quantity: 4, price: 10)]
    }
    #expect(unfair.violated == "price-time priority")
  }

  @Test func `a price that settles elsewhere is seen, one that is not found is legal`() {
    var market = MarketInvariantsTests(.tatonnement) { $0.steps = 1 }
    market.apply(.buy, 0, 1, 90)
    market.apply(.sell, 1, 1, 80)
    market.apply(.clear)
    let end = market.exchange.apply(Deed(.clear), at: 99).end
    #expect(end?.isSettled == false)
    #expect(market.violated == nil, "\(String(describing: market.invariants.violation))")
    market.apply(.clear) { result, _ in result.end?.isSettled = true }
    #expect(market.violated == "exact crossing")
  }

  @Test mutating func `a request that has an effect again is seen`() {
    apply(.buy, 0, 1, 12)
    state(Self.deed(.buy, 0, 1, 12, 1), .occupied, at: 2)
    #expect(violated == "applied once")
  }

  @Test mutating func `a new request that is taken for a repetition is seen`() {
    state(Self.deed(.buy, 0, 1, 12, 1), .repeated, at: 1)
    #expect(violated == "applied once")
  }

  @Test mutating func `replicas that differ are seen, one that applies all again is legal`() {
    apply(.buy, 0, 1, 12, by: [0, 1])
    invariants.changed(AgentID(1), .crashed, at: 2)
    let account = exchange.ledger.accounts[0]
    let deed = Self.deed(.buy, 0, 1, 12, 1)
    let quote = Market.Quote(bid: 12)
    state(deed, .entered, [], [(0, account)], at: 1, quote, by: 1)
    #expect(violated == nil)
    state(deed, .occupied, [], [(0, account)], at: 1, quote, by: 2)
    #expect(violated == "replicas agree")
  }

  @Test mutating func `an entry that comes late is seen`() {
    apply(.buy, 0, 1, 12)
    index = 4
    apply(.buy, 1, 1, 12)
    state(Self.deed(.buy, 2, 1, 12, 1), .unaffordable, at: 3)
    #expect(violated == "replicas agree")
  }

  private mutating func tell(_ answer: Market.Answer) {
    invariants.sent(
      .answer(answer), from: AgentID(0), to: AgentID(3), .lost(.network), at: 2)
  }

  @Test mutating func `a trader that is told what is not committed is seen`() {
    apply(.buy, 0, 1, 12)
    tell(Market.Answer(sequence: 1, status: .entered, open: 1, traded: 0))
    tell(Market.Answer(sequence: 0, status: .invalid, open: 0, traded: 0))
    #expect(violated == nil)
    tell(Market.Answer(sequence: 2, status: .withdrawn, open: 0, traded: 0))
    #expect(violated == "committed first")
  }

  @Test mutating func `a trader that is told of units that it did not trade is seen`() {
    apply(.buy, 0, 1, 12)
    tell(Market.Answer(sequence: 1, status: .entered, open: 0, traded: 1))
    #expect(violated == "committed first")
  }
}

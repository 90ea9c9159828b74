import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct MarketMeterTests {
  private var meter: MarketMeter
  private let ledger = PhaseLedger()
  private let settings: Market.Settings

  init() {
    var settings = Market.Settings()
    settings.replicas = 1
    settings.units = 2
    settings.seed = 7
    self.settings = settings
    meter = MarketMeter(settings, agentCount: 3)
  }

  private mutating func note(_ note: Market.Note, _ agent: Int = 0) {
    meter.noted(note, by: AgentID(agent), at: 50 * .millisecond)
  }

  private mutating func apply(
    _ kind: Deed.Kind, _ actor: Int32, _ index: Int64, _ status: Market.Status,
    _ quote: Market.Quote = Market.Quote(), quantity: UInt16 = 0
  ) {
    note(.applied(Deed(kind, actor: actor, quantity: quantity), index: index, status, quote))
  }

  private func amount(_ name: String) -> Amount? {
    BarrierFigures(meter, ledger).amount(name, in: .whole)
  }

  @Test mutating func `a history of two orders, one trade and a withdrawal has these figures`() {
    note(.asked(Deed(.buy, actor: 0)), 1)
    note(.asked(Deed(.sell, actor: 1)), 2)
    apply(.buy, 0, 1, .entered, Market.Quote(bid: 90), quantity: 2)
    note(.answered(.buy, .entered, after: 10 * .millisecond), 1)
    let bid = MarketOrder(id: 1, trader: 0, .bid, limit: 90, quantity: 2)
    let ask = MarketOrder(id: 2, trader: 1, .ask, limit: 80, quantity: 1)
    for _ in 1...2 {
      // Once more by a replica that starts again.
      note(.traded(Trade(bid: bid, ask: ask, quantity: 1, price: 90, received: 88)))
      apply(.sell, 1, 2, .entered, Market.Quote(bid: 90, ask: 95), quantity: 1)
    }
    note(.learned(units: 1, after: 20 * .millisecond), 1)
    #expect(amount("trades") == .count(1) && amount("volume") == .count(1))
    #expect(amount("kept") == .count(2) && amount("orders") == .count(2))
    let worth = settings.limit(of: 0) - settings.limit(of: 1)
    #expect(amount("efficiency") == .ratio(worth, settings.optimum(traders: 2)))
    #expect(amount("order latency") == BarrierFigures.samples(10))
    #expect(amount("fill latency") == BarrierFigures.samples(20))
    var resting = meter
    resting.finish(at: .second)
    #expect(
      BarrierFigures(resting, ledger).amount("left resting", in: .whole) == .count(1))
    apply(.withdraw, 0, 3, .withdrawn)
    apply(.withdraw, 0, 4, .tooLate)
    apply(.buy, 0, 5, .unaffordable)
    note(.retired(traded: 1), 1)
    meter.finish(at: .second)
    #expect(amount("left resting") == .count(0) && amount("unanswered") == .count(1))
    #expect(amount("withdrawals") == .count(1) && amount("late withdrawals") == .count(1))
    #expect(amount("refused") == .count(1) && amount("retired") == .count(1))
  }

  @Test
  mutating func `a clearing that finds no price is counted, and what a crash broke off is not`() {
    note(.priced(Tatonnement.End(price: 3, steps: 5, isSettled: false)))
    apply(.clear, 0, 1, .cleared)
    note(.priced(Tatonnement.End(price: 3, steps: 9, isSettled: false)))
    meter.changed(AgentID(0), .crashed, at: .second)
    apply(.clear, 0, 2, .cleared)
    #expect(amount("unsettled") == .count(1) && amount("clearings") == .count(2))
    var steps = Histogram()
    steps.record(5)
    #expect(amount("price steps") == .samples(steps))
  }
}

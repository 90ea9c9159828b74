import Checks
public import Protocols
import Scenarios
public import Simulator

/// What is traded on a market, at what prices, and what it is worth against the optimum.
public struct MarketMeter: Watcher {
  public typealias Subject = Market
  public typealias LoadNote = Nothing

  private let settings: Market.Settings
  private var ledger = PhaseLedger()
  var pulse = Pulse()
  /// The last entry of the log that was counted.
  private var highest: Int64 = 0
  /// The trades of the deed that each replica is applying.
  private var statements: [[Trade]]
  private var ends: [Tatonnement.End?]
  /// By trader: requests that were asked and not answered, and whether it wants nothing more.
  private var unanswered: Set<Int> = []
  private var retired: Set<Int> = []
  /// Units that are left of orders that rest, by their numbers, and each trader's order.
  private var resting: [Int64: Int64] = [:]
  private var orderOf: [Int32: Int64] = [:]

  var orders = PhasedTally()
  var trades = PhasedTally()
  var units = PhasedTally()
  var withdrawals = PhasedTally()
  var late = PhasedTally()
  var refused = PhasedTally()
  var clearings = PhasedTally()
  var unsettled = PhasedTally()
  var messages = PhasedTally()
  var welfare = PhasedTally()
  var optimum = PhasedTally()
  var losses = PhasedTally()
  var kept = PhasedTally()
  var open = PhasedTally()
  var satisfied = PhasedTally()
  var rest = PhasedTally()
  var orderLatency = PhasedHistogram()
  var withdrawalLatency = PhasedHistogram()
  var fillLatency = PhasedHistogram()
  var price = PhasedHistogram()
  var spread = PhasedHistogram()
  var steps = PhasedHistogram()

  init(_ settings: Market.Settings, agentCount: Int) {
    self.settings = settings
    statements = Array(repeating: [], count: agentCount)
    ends = Array(repeating: nil, count: agentCount)
    if agentCount > settings.replicas {
      optimum.add(settings.optimum(traders: agentCount - settings.replicas), phase: 0)
    }
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Market.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { messages.add(phase: ledger.current) }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .crashed = change {
      statements[agent.index] = []
      ends[agent.index] = nil
    }
  }

  public mutating func noted(_ note: Market.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .traded(let trade): statements[agent.index].append(trade)
    case .priced(let end): ends[agent.index] = end
    case .applied(let deed, let index, let status, let quote):
      if index > highest {
        highest = index
        count(deed, index, status, quote, agent)
      }
      statements[agent.index].removeAll(keepingCapacity: true)
      ends[agent.index] = nil
    case .asked(let deed):
      unanswered.insert(agent.index)
      let isOrder = deed.kind != .withdraw
      if isOrder { orders.add(phase: ledger.current) }
      if isOrder { orderLatency.await(at: time, ledger) }
    case .answered(let kind, let status, let latency):
      answered(kind, status, latency, agent, at: time)
    case .learned(_, let latency):
      fillLatency.record(latency, phase: ledger.phase(at: Swift.max(0, time - latency)))
    case .retired: retired.insert(agent.index)
    case .raft, .balance: return
    }
  }

  private mutating func answered(
    _ kind: Deed.Kind, _ status: Market.Status, _ latency: Nanoseconds, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    unanswered.remove(agent.index)
    pulse.beat(at: time)
    // On the trader's clock, which may have been set back.
    let latency = Swift.max(0, latency)
    let phase = ledger.phase(at: Swift.max(0, time - latency))
    if kind == .withdraw {
      withdrawalLatency.record(latency, phase: phase)
    } else {
      orderLatency.record(latency, phase: phase)
    }
  }

  private mutating func count(
    _ deed: Deed, _ index: Int64, _ status: Market.Status, _ quote: Market.Quote, _ agent: AgentID
  ) {
    let phase = ledger.current
    switch status {
    case .entered:
      orderOf[deed.actor] = index
      if deed.kind == .buy || deed.kind == .sell { resting[index] = Int64(deed.quantity) }
    case .withdrawn:
      withdrawals.add(phase: phase)
      if let id = orderOf[deed.actor] { resting[id] = nil }
    case .tooLate: late.add(phase: phase)
    case .unaffordable, .occupied, .invalid: refused.add(phase: phase)
    case .cleared: clearings.add(phase: phase)
    case .repeated: break
    }
    if let end = ends[agent.index] {
      steps.record(Int64(end.steps), phase: phase)
      if !end.isSettled { unsettled.add(phase: phase) }
    }
    for trade in statements[agent.index] { count(trade) }
    if let bid = quote.bid, let ask = quote.ask, ask >= bid {
      spread.record(ask - bid, phase: phase)
    }
  }

  private mutating func count(_ trade: Trade) {
    let phase = ledger.current
    trades.add(phase: phase)
    units.add(trade.quantity, phase: phase)
    price.record(trade.price, phase: phase)
    let (value, cost) = (settings.limit(of: trade.buyer), settings.limit(of: trade.seller))
    welfare.add((value - cost) * trade.quantity, phase: phase)
    if trade.price > value || trade.received < cost { losses.add(phase: phase) }
    for id in [trade.bid, trade.ask] {
      guard let left = resting[id] else { continue }
      resting[id] = left > trade.quantity ? left - trade.quantity : nil
    }
    kept.add((trade.price - trade.received) * trade.quantity, phase: phase)
  }

  public mutating func finish(at time: Nanoseconds) {
    open.add(Int64(unanswered.count), phase: ledger.current)
    rest.add(Int64(resting.count), phase: ledger.current)
    satisfied.add(Int64(retired.count), phase: ledger.current)
  }
}

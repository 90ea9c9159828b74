import Checks
public import Protocols
import Scenarios
public import Simulator

/// How auctions end, what they are worth, and who gains by them.
public struct EconomyMeter: Watcher {
  public typealias Subject = Economy
  public typealias LoadNote = EconomyClientNote

  let settings: Economy.Settings
  var ledger = PhaseLedger()
  private var pulse = Pulse()
  /// By number.
  private var auctions: [AuctionWorth] = []
  private var highest: Int64 = 0
  private var isNew: [Bool]
  private var deed = Deed(.tick)
  private var counted = 0

  var opened = PhasedTally()
  var awarded = PhasedTally()
  var settled = PhasedTally()
  var failed = PhasedTally()
  var passed = PhasedTally()
  var bids = PhasedTally()
  var rounds = PhasedTally()
  var refused = PhasedTally()
  var seats = PhasedTally()
  var messages = PhasedTally()
  var revenue = PhasedTally()
  var rewards = PhasedTally()
  var fees = PhasedTally()
  var slashed = PhasedTally()
  var reached = PhasedTally()
  var optimum = PhasedTally()
  var payments = PhasedTally()
  var retries = PhasedTally()
  var gaveUp = PhasedTally()
  var refusedRequests = PhasedTally()
  var trips = PhasedTally()
  var halted = PhasedTally()
  var held = PhasedHistogram()
  var awardLatency = PhasedHistogram()
  var endLatency = PhasedHistogram()
  var paymentLatency = PhasedHistogram()
  /// By strategy, in the order of the words, and of the deviant.
  var profits = Array(repeating: PhasedTally(), count: Economy.Strategy.allCases.count)
  var deviantProfit = PhasedTally()
  private(set) var openRequests: Int64 = 0
  private(set) var openAuctions: Int64 = 0

  init(_ settings: Economy.Settings) {
    self.settings = settings
    isNew = Array(repeating: false, count: settings.replicas)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Economy.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { messages.add(phase: ledger.current) }
  }

  public mutating func noted(_ note: Economy.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .applied(let index, _, let deed, let verdict, _):
      isNew[agent.index] = index > highest
      if index <= highest { return }
      highest = index
      self.deed = deed
      count(deed, verdict)
    case .led(let event, _): if isNew[agent.index] { take(event, at: time) }
    case .seated: seats.add(phase: ledger.current)
    case .raft, .worked, .declined: break
    }
  }

  /// What the auctioneer's books hold, after each step in which they changed.
  public mutating func stepped(
    _ machine: borrowing Economy, _ agent: AgentID, at time: Nanoseconds
  ) {
    guard machine.isAuctioneer else { return }
    machine.withBooks { books in
      if books.appliedCount == counted { return }
      counted = books.appliedCount
      held.record(books.ledger.held.coins, phase: ledger.current)
    }
  }

  private mutating func count(_ deed: Deed, _ verdict: Verdict) {
    if verdict == .halted { halted.add(phase: ledger.current) }
    if verdict != .done { return refused.add(phase: ledger.current) }
    switch deed.kind {
    case .bid, .seal: bids.add(phase: ledger.current)
    case .tick: rounds.add(phase: ledger.current)
    default: break
    }
  }

  private mutating func take(_ event: Books.Event, at time: Nanoseconds) {
    let phase = ledger.current
    switch event {
    case .opened(let number):
      opened.add(phase: phase)
      openAuctions += 1
      let mechanism = Mechanism(code: deed.detail) ?? .vickrey
      auctions.append(AuctionWorth(number, mechanism, settings, at: time))
    case .awarded(let number, _, _, _): award(number, at: time)
    case .accepted: break
    case .passed: passed.add(phase: phase)
    case .slashed(_, _, let coins): slashed.add(coins, phase: phase)
    case .sold(let number, let bidder, let bundle, let payment, let moved):
      award(number, at: time)
      sold(number, bidder, bundle, payment, moved)
    case .settled(let number):
      settled.add(phase: phase)
      end(number)
    case .failed(let number):
      failed.add(phase: phase)
      end(number)
    case .paid: payments.add(phase: phase)
    case .breaker(_, .opened): trips.add(phase: phase)
    case .breaker: break
    }
  }

  /// The first award of an auction, or its sale.
  private mutating func award(_ number: Int32, at time: Nanoseconds) {
    let place = Int(number)
    if auctions[place].isAwarded { return }
    auctions[place].isAwarded = true
    awarded.add(phase: ledger.current)
    awardLatency.record(
      time - auctions[place].openedAt, phase: ledger.phase(at: auctions[place].openedAt))
  }

  private mutating func sold(
    _ number: Int32, _ bidder: Int32, _ bundle: UInt16, _ payment: Int64, _ moved: Int64
  ) {
    let phase = ledger.current
    let auction = auctions[Int(number)]
    if auction.mechanism.isPurchase {
      rewards.add(moved, phase: phase)
    } else {
      revenue.add(moved, phase: phase)
    }
    fees.add(moved * settings.rules.fee / 1_000, phase: phase)
    let (welfare, profit) = AuctionWorth.gain(
      number, auction.mechanism, bidder, bundle, payment, settings)
    auctions[Int(number)].reached += welfare
    if settings.deviant?.index == Int(bidder) {
      deviantProfit.add(profit, phase: phase)
    } else {
      profits[Valuation(settings).strategy(of: bidder).ordinal].add(profit, phase: phase)
    }
  }

  private mutating func end(_ number: Int32) {
    openAuctions -= 1
    let auction = auctions[Int(number)]
    guard let best = auction.optimum else { return }
    reached.add(auction.reached, phase: ledger.current)
    optimum.add(best, phase: ledger.current)
  }

  public mutating func clientNoted(_ note: EconomyClientNote, at time: Nanoseconds) {
    switch note {
    case .asked(_, _, let isAuction):
      openRequests += 1
      if isAuction {
        endLatency.await(at: time, ledger)
      } else {
        paymentLatency.await(at: time, ledger)
      }
    case .askedAgain: retries.add(phase: ledger.current)
    case .ended(_, _, _, _, let askedAt):
      openRequests -= 1
      endLatency.record(time - askedAt, phase: ledger.phase(at: askedAt))
      pulse.beat(at: time)
    case .paid(_, _, _, let askedAt):
      openRequests -= 1
      paymentLatency.record(time - askedAt, phase: ledger.phase(at: askedAt))
      pulse.beat(at: time)
    case .refused:
      openRequests -= 1
      refusedRequests.add(phase: ledger.current)
    case .gaveUp: gaveUp.add(phase: ledger.current)
    }
  }

  public func report(into report: inout WatchReport) {
    reportAuctions(into: &report)
    reportMoney(into: &report)
    reportClients(into: &report)
    report.completions(pulse)
  }
}

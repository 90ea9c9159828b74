public import Simulator

/// The safety of averaging, checked in every step of a run; `AveragingCheck` lists what is checked.
///
/// Mass is checked as far as the method promises it (`Averaging.Settings.Promise`), and in full:
/// - by the disks, with each write that becomes durable, parts and decisions under way taken along. Only
///   the loss of a whole disk ends the promise.
/// - where nothing is acknowledged, by what agents state, at the end of each round by the world's clock.
///   The promise ends with the first message that is lost or comes too late, and the first agent that
///   crashes or stands still.
public struct AveragingInvariants: Observer {
  public typealias Subject = Averaging
  public typealias LoadNote = Nothing

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let settings: Averaging.Settings
  /// Whether the sum of all numbers is still promised.
  public private(set) var isMassPromised: Bool
  private var ledger: MassLedger
  /// By agent, what it stated last.
  private var stated: [Int64]
  private var statedTotal: Int64 = 0
  private var firstTotal: Int64 = 0
  /// The least and the greatest of the first numbers.
  private var range: ClosedRange<Int64>?
  /// The next round that ends by the world's clock.
  private var openRound: Int64 = 0

  /// How far rounding may carry push-sum's quotients: 2^-14, since weights stay above 2^-17.
  private static var tolerance: Int64 { 1 << 26 }

  /// Watches a run from its start.
  public init(agentCount: Int, _ settings: Averaging.Settings) {
    self.settings = settings
    isMassPromised = settings.promise != .none
    ledger = MassLedger(agentCount: agentCount)
    stated = Array(repeating: 0, count: agentCount)
  }

  public mutating func noted(_ note: Averaging.Note, by agent: AgentID, at time: Nanoseconds) {
    closeRounds(until: time)
    switch note {
    case .began(let value):
      firstTotal &+= value &- stated[agent.index]
      state(value, agent)
      range = min(range?.lowerBound ?? value, value)...max(range?.upperBound ?? value, value)
    case .averaged(_, let value):
      state(value, agent)
      checkRange(value, agent, at: time)
    case .resumed(let value): checkRange(value, agent, at: time)
    case .late: endPlainPromise()
    case .emptied: isMassPromised = false
    case .absent, .decided, .roundLost: break
    }
  }

  private mutating func state(_ value: Int64, _ agent: AgentID) {
    statedTotal &+= value &- stated[agent.index]
    stated[agent.index] = value
  }

  private mutating func checkRange(_ value: Int64, _ agent: AgentID, at time: Nanoseconds) {
    guard let range else { return }
    let slack = AveragingInvariants.tolerance
    if value >= range.lowerBound - slack, value <= range.upperBound + slack { return }
    report(
      .range,
      "\(agent.description) has \(value), outside \(range.lowerBound)...\(range.upperBound)",
      at: time)
  }

  private mutating func report(
    _ check: AveragingCheck, _ message: String, at time: Nanoseconds
  ) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}

// Mass where nothing is acknowledged.
extension AveragingInvariants {
  private mutating func endPlainPromise() {
    if settings.promise == .whileUndisturbed { isMassPromised = false }
  }

  /// Looks at the sum at the end of each round that is over.
  private mutating func closeRounds(until time: Nanoseconds) {
    guard settings.promise == .whileUndisturbed, time >= (openRound + 1) * settings.interval else {
      return
    }
    if isMassPromised, statedTotal != firstTotal {
      report(
        .mass,
        "all numbers together are \(statedTotal &- firstTotal) more after round \(openRound)",
        at: time)
    }
    openRound = time / settings.interval
  }

  public mutating func sent(
    _ message: Averaging.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard settings.promise == .whileUndisturbed, case .value(let round, _) = message else { return }
    let half = Int64(round) * settings.interval + settings.interval / 2
    switch fate {
    case .arrives(let arrival) where arrival < half: break
    case .duplicated(let one, let other) where min(one, other) < half: break
    case .arrives, .duplicated, .lost, .held, .waits: isMassPromised = false
    }
  }

  public mutating func lost(
    _ message: Averaging.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    endPlainPromise()
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    closeRounds(until: time)
    switch change {
    case .crashed, .paused: endPlainPromise()
    case .started, .resumed: break
    }
  }
}

// Mass by the disks.
extension AveragingInvariants {
  public mutating func becameDurable(
    _ write: Averaging.Storage.Write, _ storage: borrowing Averaging.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    switch settings.promise {
    case .byDecisions: ledger.applyDecision(write, agent)
    case .byTransfers: ledger.applyTransfer(write, agent)
    case .none, .whileUndisturbed: return
    }
    checkLedger(agent, at: time)
  }

  private mutating func checkLedger(_ agent: AgentID, at time: Nanoseconds) {
    guard isMassPromised, let (value, weight) = ledger.surplus else { return }
    report(
      .mass,
      "\(agent.description) made all numbers together \(value) more, all weights \(weight) more",
      at: time)
  }

  /// A crash may leave writes on the disk that were never said to be durable, or take all of it.
  public mutating func storageChanged(
    _ storage: borrowing Averaging.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    if !storage.hasBegun {
      if ledger.knows(agent) { isMassPromised = false }
    } else if settings.promise == .byDecisions {
      ledger.readDecisions(storage, of: agent)
    } else if settings.promise == .byTransfers {
      ledger.readTransfers(storage, of: agent)
    }
    checkLedger(agent, at: time)
  }
}

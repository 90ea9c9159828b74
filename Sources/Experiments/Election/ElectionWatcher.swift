import Checks
public import Protocols
public import Scenarios
public import Simulator

/// The checks and measures of a run of elections with its clients.
public struct ElectionWatcher: SeriesWatcher {
  public static var measureList: [Measure] { ElectionExperiment.measures }
  public typealias Subject = Election
  public typealias LoadNote = ElectionLoad.Note

  private var invariants: ElectionInvariants<ElectionLoad.Note>
  private var cluster: ElectionMeter
  private var latency = PhasedHistogram()
  private var unavailable = PhasedHistogram()
  private var orders = PhasedTally()
  private var givenUp = PhasedTally()
  private var gaps = GapMeter()
  private var ledger = PhaseLedger()
  public private(set) var pulse = Pulse()

  /// - Parameters:
  ///   - scopes: those that are to have a leader.
  ///   - hasClients: whether clients give orders all the time, so that a time without one done means
  ///     something.
  public init(
    directory: Election.Directory, driftAllowance: Int64, scopes: [Election.Scope],
    hasClients: Bool
  ) {
    invariants = ElectionInvariants(directory: directory, driftAllowance: driftAllowance)
    cluster = ElectionMeter(agentCount: directory.count, expected: scopes)
    if hasClients { gaps.beginLoad(at: 0) }
  }

  public var violation: Violation? { invariants.violation }

  public var hasViolation: Bool { invariants.hasViolation }

  public mutating func noted(_ note: Election.Note, by agent: AgentID, at time: Nanoseconds) {
    invariants.noted(note, by: agent, at: time)
    cluster.noted(note, by: agent, ledger, at: time)
  }

  public mutating func stepped(
    _ machine: borrowing Election, _ agent: AgentID, at time: Nanoseconds
  ) {
    invariants.stepped(machine, agent, at: time)
    if cluster.awaitsSteps { cluster.stepped(agent, ledger, at: time) }
  }

  public mutating func sent(
    _ message: Election.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    invariants.sent(message, from: source, to: target, fate, at: time)
    if source != target { cluster.sent(message, ledger) }
  }

  public mutating func becameDurable(
    _ write: Election.Storage.Write, _ storage: borrowing Election.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    invariants.becameDurable(write, storage, of: agent, at: time)
  }

  public mutating func storageChanged(
    _ storage: borrowing Election.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    invariants.storageChanged(storage, of: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    invariants.changed(agent, change, at: time)
    cluster.changed(agent, change, ledger, at: time)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func clientNoted(_ note: ElectionLoad.Note, at time: Nanoseconds) {
    switch note {
    case .done(let since):
      latency.record(time - since, phase: ledger.phase(at: since))
      orders.add(phase: ledger.current)
      pulse.beat(at: time)
      if let gap = gaps.succeed(at: time) { unavailable.record(gap.start, gap.end, ledger) }
    case .gaveUp: givenUp.add(phase: ledger.current)
    case .ordered, .answered: break
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    cluster.finish(at: time, ledger)
    if let gap = gaps.endLoad(at: time) { unavailable.record(gap.start, gap.end, ledger) }
  }

  public var verdicts: [CheckVerdict] {
    CheckVerdict.all(ElectionCheck.names, invariants.violation)
  }

  public var series: [Series] {
    [.samples(latency), .samples(unavailable), .tally(orders), .tally(givenUp)] + cluster.series
  }

  public var standings: [Timeline.Change] { cluster.standings }
}

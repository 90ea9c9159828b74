public import Protocols
public import Scenarios
public import Simulator

/// The checks and measures of a run of barriers with its clients.
public struct BarrierWatcher: SeriesWatcher {
  public static var measureList: [Measure] { BarrierExperiment.measures }
  public typealias Subject = Barrier
  public typealias LoadNote = BarrierClientNote

  private var invariants: BarrierInvariants<BarrierClientNote>
  private var meter: BarrierMeter
  private var ledger = PhaseLedger()

  /// - Parameters:
  ///   - expectedRounds: rounds that the participants come through together if nothing stops them.
  ///   - participants: the first so many clients.
  public init(
    agentCount: Int, _ settings: Barrier.Settings, expectedRounds: Int64, participants: Int
  ) {
    invariants = BarrierInvariants(agentCount: agentCount, settings)
    meter = BarrierMeter(
      clients: agentCount, expectedRounds: expectedRounds, participants: participants)
  }

  public var violation: Violation? { invariants.violation }
  public var hasViolation: Bool { invariants.hasViolation }

  public mutating func noted(_ note: Barrier.Note, by agent: AgentID, at time: Nanoseconds) {
    invariants.noted(note, by: agent, at: time)
    meter.noted(note, by: agent, ledger, at: time)
    show(note, agent, at: time)
  }

  private mutating func show(_ note: Barrier.Note, _ agent: AgentID, at time: Nanoseconds) {
    let standing: Timeline.Standing
    switch note {
    case .arrived: standing = .waiting
    case .passed, .refused, .exited: standing = .follower
    default: return
    }
    standings.append(Timeline.Change(time: time, agent: agent, standing: standing, term: 0))
  }

  public mutating func sent(
    _ message: Barrier.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    invariants.sent(message, from: source, to: target, fate, at: time)
    if source != target { meter.sent(ledger) }
  }

  public mutating func becameDurable(
    _ write: Barrier.Storage.Write, _ storage: borrowing Barrier.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    invariants.becameDurable(write, storage, of: agent, at: time)
  }

  public mutating func storageChanged(
    _ storage: borrowing Barrier.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    invariants.storageChanged(storage, of: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    invariants.changed(agent, change, at: time)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func clientNoted(_ note: BarrierClientNote, at time: Nanoseconds) {
    meter.clientNoted(note, ledger, at: time)
  }

  public mutating func finish(at time: Nanoseconds) { meter.finish(ledger) }

  public var verdicts: [CheckVerdict] {
    CheckVerdict.all(BarrierCheck.names, invariants.violation)
  }

  public var series: [Series] { meter.series }
  public var pulse: Pulse { meter.pulse }
  public private(set) var standings: [Timeline.Change] = []
}

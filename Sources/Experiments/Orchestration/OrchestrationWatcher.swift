public import Protocols
public import Scenarios
public import Simulator

/// The checks of the barriers and the measures of the work between them.
public struct OrchestrationWatcher: SeriesWatcher {
  public static var measureList: [Measure] { OrchestrationExperiment.measures }
  public typealias Subject = Barrier
  public typealias LoadNote = OrchestrationNote

  private var invariants: BarrierInvariants<OrchestrationNote>
  private var meter: OrchestrationMeter
  private var ledger = PhaseLedger()

  public init(
    agentCount: Int, _ settings: Barrier.Settings, _ load: OrchestrationLoad.Settings
  ) {
    invariants = BarrierInvariants(agentCount: agentCount, settings)
    meter = OrchestrationMeter(load)
  }

  public var violation: Violation? { invariants.violation }
  public var hasViolation: Bool { invariants.hasViolation }

  public mutating func noted(_ note: Barrier.Note, by agent: AgentID, at time: Nanoseconds) {
    invariants.noted(note, by: agent, at: time)
  }

  public mutating func sent(
    _ message: Barrier.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    invariants.sent(message, from: source, to: target, fate, at: time)
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

  public mutating func clientNoted(_ note: OrchestrationNote, at time: Nanoseconds) {
    meter.clientNoted(note, ledger, at: time)
  }

  public mutating func finish(at time: Nanoseconds) { meter.finish(ledger) }

  public var verdicts: [CheckVerdict] {
    CheckVerdict.all(BarrierCheck.names, invariants.violation)
  }

  public var series: [Series] { meter.series }
  public var pulse: Pulse { meter.pulse }
  public var standings: [Timeline.Change] { [] }
}

public import Protocols
public import Scenarios
public import Simulator

/// The checks and measures of a run of synchronised variables with its clients.
public struct SynchronisationWatcher: SeriesWatcher {
  public static var measureList: [Measure] { SynchronisationExperiment.measures }
  public typealias Subject = Synchroniser
  public typealias LoadNote = UpdateNote

  private var invariants: SynchronisationInvariants<UpdateNote>
  private var meter: SynchronisationMeter
  private var ledger = PhaseLedger()
  private let quiet: Nanoseconds
  /// Whether the run was quiet at the end for long enough.
  private var isJudged = false

  /// - Parameter quiet: the time without a write or a change of faults after which all must agree.
  public init(agentCount: Int, _ settings: Synchroniser.Settings, quiet: Nanoseconds) {
    invariants = SynchronisationInvariants(agentCount: agentCount, settings)
    meter = SynchronisationMeter(agentCount: agentCount)
    self.quiet = quiet
  }

  public var violation: Violation? { invariants.violation }

  public var hasViolation: Bool { invariants.hasViolation }

  public mutating func noted(
    _ note: Synchroniser.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    invariants.noted(note, by: agent, at: time)
    meter.noted(note, by: agent, ledger, at: time)
  }

  public mutating func stepped(
    _ machine: borrowing Synchroniser, _ agent: AgentID, at time: Nanoseconds
  ) {
    invariants.stepped(machine, agent, at: time)
  }

  public mutating func sent(
    _ message: Synchroniser.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    invariants.sent(message, from: source, to: target, fate, at: time)
    if source != target { meter.sent(ledger) }
  }

  public mutating func responded(
    _ reply: Synchroniser.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    invariants.responded(reply, id, by: agent, at: time)
  }

  public mutating func becameDurable(
    _ write: Synchroniser.Storage.Write, _ storage: borrowing Synchroniser.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    invariants.becameDurable(write, storage, of: agent, at: time)
  }

  public mutating func storageChanged(
    _ storage: borrowing Synchroniser.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    invariants.storageChanged(storage, of: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    invariants.changed(agent, change, at: time)
    if change == .crashed { meter.crashed(agent) }
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    invariants.faulted(event, at: time)
    ledger.note(event, at: time)
  }

  public mutating func clientNoted(_ note: UpdateNote, at time: Nanoseconds) {
    meter.noted(note, ledger)
  }

  public mutating func finish(at time: Nanoseconds) {
    isJudged = invariants.finish(at: time, quiet: quiet)
    meter.finish(ledger)
  }

  public var verdicts: [CheckVerdict] {
    SynchronisationCheck.allCases.map { check in
      if let violation = invariants.violation, violation.check == check.name {
        return CheckVerdict(check.name, .violated(violation.message))
      }
      let needsQuiet = check == .convergence || check == .lostUpdate
      return CheckVerdict(check.name, needsQuiet && !isJudged ? .notChecked : .held)
    }
  }

  public var series: [Series] { meter.series }

  public var standings: [Timeline.Change] { [] }
}

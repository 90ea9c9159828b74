public import Protocols
public import Scenarios
public import Simulator

/// The checks and measures of a run of Raft with its clients.
public struct RaftWatcher: SeriesWatcher {
  public static var measureList: [Measure] { RaftExperiment.measures }
  public typealias Subject = Raft
  public typealias LoadNote = ClientNote

  static var linearizable: String { "linearizable" }
  /// What must never be violated, in the order of `verdicts`.
  public static var checkNames: [String] { RaftCheck.names + [linearizable] }

  private var invariants: RaftInvariants<ClientNote>
  private var register = RegisterWatch()
  private var cluster: RaftMeter
  private var clients: ClientMeter
  private var ledger = PhaseLedger()

  /// - Parameter loadStart: when clients begin to ask all the time, or nil if they do not.
  public init(agentCount: Int, loadStart: Nanoseconds?, loadStop: Nanoseconds) {
    invariants = RaftInvariants(agentCount: agentCount)
    cluster = RaftMeter(agentCount: agentCount)
    clients = ClientMeter(load: loadStart.map { $0...max($0, loadStop) })
  }

  public var violation: Violation? { invariants.violation ?? register.violation }

  public var hasViolation: Bool { invariants.hasViolation || register.violation != nil }

  public mutating func noted(_ note: Raft.Note, by agent: AgentID, at time: Nanoseconds) {
    invariants.noted(note, by: agent, at: time)
    cluster.noted(note, by: agent, ledger, at: time)
  }

  public mutating func stepped(
    _ machine: borrowing Raft, _ agent: AgentID, at time: Nanoseconds
  ) {
    invariants.stepped(machine, agent, at: time)
  }

  public mutating func sent(
    _ message: Raft.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    invariants.sent(message, from: source, to: target, fate, at: time)
    if source != target { cluster.sent() }
  }

  public mutating func delivered(
    _ message: Raft.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    invariants.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
  }

  public mutating func requested(
    _ request: Raft.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    invariants.requested(request, id, of: agent, at: time)
  }

  public mutating func responded(
    _ reply: Raft.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    invariants.responded(reply, id, by: agent, at: time)
  }

  public mutating func becameDurable(
    _ write: Raft.Storage.Write, _ storage: borrowing Raft.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    invariants.becameDurable(write, storage, of: agent, at: time)
  }

  public mutating func storageChanged(
    _ storage: borrowing Raft.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    invariants.storageChanged(storage, of: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    invariants.changed(agent, change, at: time)
    cluster.changed(agent, change, ledger, at: time)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    cluster.endPhase(ledger.current)
    ledger.note(event, at: time)
  }

  public mutating func clientNoted(_ note: ClientNote, at time: Nanoseconds) {
    clients.noted(note, ledger, at: time)
    register.noted(note, at: time)
  }

  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    invariants.ended(eventNumber: eventNumber, digest, at: time)
  }

  public mutating func finish(at time: Nanoseconds) {
    register.finish(at: time)
    cluster.finish(at: time, ledger)
    clients.finish(at: time, ledger)
  }

  public var verdicts: [CheckVerdict] {
    CheckVerdict.all(RaftCheck.names, invariants.violation)
      + [CheckVerdict(Self.linearizable, linearizability)]
  }

  private var linearizability: CheckVerdict.Result {
    if let violation = register.violation { return .violated(violation.message) }
    if register.operationCount == 0 { return .notChecked }
    return register.undecided.map { .undecided($0) } ?? .held
  }

  public var pulse: Pulse { clients.pulse }

  public var series: [Series] { clients.series + cluster.series }

  public var standings: [Timeline.Change] { cluster.standings }
}

import Checks
public import Protocols
public import Scenarios
public import Simulator

/// The checks and measures of a run of deliberations with its clients, and of the log beneath.
///
/// The watcher of an agent that deliberates among other things may own one and pass on to it what
/// concerns its part.
public struct DeliberationWatcher: SeriesWatcher {
  public static var measureList: [Measure] { DeliberationExperiment.measures }
  public typealias Subject = Deliberation
  public typealias LoadNote = DeliberationLoad.Note

  /// What must never be violated, in the order of `verdicts`.
  public static var checkNames: [String] { DeliberationCheck.names + RaftCheck.names }

  private var invariants: DeliberationInvariants<DeliberationLoad.Note>
  private var log: RaftInvariants<DeliberationLoad.Note>
  private var meter: DeliberationMeter
  private var cluster: RaftMeter<DeliberationLoad.Note>
  private var board: VariableBoard

  public init(agentCount: Int, _ settings: Deliberation.Settings) {
    invariants = DeliberationInvariants(settings)
    log = RaftInvariants(agentCount: agentCount)
    meter = DeliberationMeter(agentCount: agentCount, settings.mode)
    cluster = RaftMeter(agentCount: agentCount)
    board = VariableBoard(agentCount: agentCount)
  }

  public var violation: Violation? { invariants.violation ?? log.violation }
  public var hasViolation: Bool { invariants.hasViolation || log.hasViolation }

  public mutating func noted(_ note: Deliberation.Note, by agent: AgentID, at time: Nanoseconds) {
    if case .raft(let note) = note {
      log.noted(note, by: agent, at: time)
      return cluster.noted(note, by: agent, at: time)
    }
    invariants.noted(note, by: agent, at: time)
    meter.noted(note, by: agent, at: time)
    board.noted(note, by: agent, at: time)
  }

  public mutating func stepped(
    _ machine: borrowing Deliberation, _ agent: AgentID, at time: Nanoseconds
  ) {
    log.stepped(machine.raft, agent, at: time)
  }

  public mutating func sent(
    _ message: Deliberation.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if case .raft(let message) = message {
      log.sent(message, from: source, to: target, fate, at: time)
      cluster.sent(message, from: source, to: target, fate, at: time)
    }
    meter.sent(message, from: source, to: target, fate, at: time)
  }

  public mutating func delivered(
    _ message: Deliberation.Message, from source: AgentID, to target: AgentID,
    sentAt: Nanoseconds, at time: Nanoseconds
  ) {
    if case .raft(let message) = message {
      log.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
    } else {
      invariants.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
    }
  }

  public mutating func requested(
    _ request: Deliberation.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    if case .store(let request) = request { log.requested(request, id, of: agent, at: time) }
  }

  public mutating func responded(
    _ reply: Deliberation.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    if case .store(let reply) = reply { log.responded(reply, id, by: agent, at: time) }
  }

  public mutating func becameDurable(
    _ write: Deliberation.Storage.Write, _ storage: borrowing Deliberation.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    if case .raft(let write) = write {
      log.becameDurable(write, storage.raft, of: agent, at: time)
    } else {
      invariants.becameDurable(write, storage, of: agent, at: time)
      meter.becameDurable(write, storage, of: agent, at: time)
    }
  }

  public mutating func storageChanged(
    _ storage: borrowing Deliberation.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    log.storageChanged(storage.raft, of: agent, at: time)
    invariants.storageChanged(storage, of: agent, at: time)
    meter.storageChanged(storage, of: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    log.changed(agent, change, at: time)
    cluster.changed(agent, change, at: time)
    board.changed(agent, change, at: time)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    cluster.faulted(event, at: time)
    meter.faulted(event, at: time)
  }

  public mutating func clientNoted(_ note: DeliberationLoad.Note, at time: Nanoseconds) {
    meter.clientNoted(note, at: time)
  }

  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    log.ended(eventNumber: eventNumber, digest, at: time)
  }

  public mutating func finish(at time: Nanoseconds) {
    meter.finish(at: time)
    cluster.finish(at: time)
  }

  public var verdicts: [CheckVerdict] {
    CheckVerdict.all(DeliberationCheck.names, invariants.violation)
      + CheckVerdict.all(RaftCheck.names, log.violation)
  }

  public var series: [Series] {
    own.measures.map { $0.series } + cluster.results.map { $0.series }
  }

  public var pulse: Pulse { own.pulse }

  private var own: WatchReport {
    var report = WatchReport()
    meter.report(into: &report)
    board.report(into: &report)
    return report
  }

  public var standings: [Timeline.Change] { cluster.changes }
}

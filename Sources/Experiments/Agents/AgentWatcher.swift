import Checks
public import Protocols
public import Scenarios
public import Simulator

/// The checks and measures of a run of coordinating agents: those of the patterns, each told what
/// concerns it.
public struct AgentWatcher: SeriesWatcher {
  public static var measureList: [Measure] { AgentExperiment.measures }
  public typealias Subject = CoordinatingAgent
  public typealias LoadNote = AgentLoad.Note
  typealias Pattern = CoordinatingAgent.Pattern

  var deliberation: DeliberationWatcher
  var store: StoreWatch
  var election: ElectionWatcher
  var leaders: LeaderBoard
  var synchronisation: SynchronisationWatcher
  var barrier: BarrierWatcher
  public private(set) var pulse = Pulse()
  /// The part that the input under way is for; nil for all.
  private var stepping: Pattern?

  init(
    deliberation: DeliberationWatcher, store: StoreWatch, election: ElectionWatcher,
    leaders: LeaderBoard, synchronisation: SynchronisationWatcher, barrier: BarrierWatcher
  ) {
    self.deliberation = deliberation
    self.store = store
    self.election = election
    self.leaders = leaders
    self.synchronisation = synchronisation
    self.barrier = barrier
  }

  public var hasViolation: Bool {
    deliberation.hasViolation || store.violation != nil || election.hasViolation
      || synchronisation.hasViolation || barrier.hasViolation
  }

  public mutating func noted(
    _ note: CoordinatingAgent.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    switch note {
    case .deliberation(let note): deliberation.noted(note, by: agent, at: time)
    case .election(let note): election.noted(note, by: agent, at: time)
    case .synchronisation(let note): synchronisation.noted(note, by: agent, at: time)
    case .barrier(let note): barrier.noted(note, by: agent, at: time)
    }
  }

  /// An input steps one part; only a start steps all.
  public mutating func stepped(
    _ machine: borrowing CoordinatingAgent, _ agent: AgentID, at time: Nanoseconds
  ) {
    if stepping == nil || stepping == .deliberation {
      deliberation.stepped(machine.deliberation, agent, at: time)
    }
    if stepping == nil || stepping == .election {
      election.stepped(machine.election, agent, at: time)
      leaders.stepped(machine.election, agent)
    }
    if stepping == nil || stepping == .synchronisation {
      synchronisation.stepped(machine.synchronisation, agent, at: time)
    }
    if stepping == nil || stepping == .barrier {
      barrier.stepped(machine.barrier, agent, at: time)
    }
  }

  public mutating func sent(
    _ message: CoordinatingAgent.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    switch message {
    case .deliberation(let message):
      deliberation.sent(message, from: source, to: target, fate, at: time)
    case .election(let message): election.sent(message, from: source, to: target, fate, at: time)
    case .synchronisation(let message):
      synchronisation.sent(message, from: source, to: target, fate, at: time)
    case .barrier(let message): barrier.sent(message, from: source, to: target, fate, at: time)
    }
  }

  public mutating func delivered(
    _ message: CoordinatingAgent.Message, from source: AgentID, to target: AgentID,
    sentAt: Nanoseconds, at time: Nanoseconds
  ) {
    stepping = message.pattern
    switch message {
    case .deliberation(let message):
      deliberation.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
    case .election(let message):
      election.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
    case .synchronisation(let message):
      synchronisation.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
    case .barrier(let message):
      barrier.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
    }
  }

  public mutating func expired(
    _ timer: CoordinatingAgent.Timer, of agent: AgentID, at time: Nanoseconds
  ) {
    stepping = timer.pattern
    switch timer {
    case .deliberation(let timer): deliberation.expired(timer, of: agent, at: time)
    case .election(let timer): election.expired(timer, of: agent, at: time)
    case .synchronisation(let timer): synchronisation.expired(timer, of: agent, at: time)
    case .barrier(let timer): barrier.expired(timer, of: agent, at: time)
    }
  }

  public mutating func requested(
    _ request: CoordinatingAgent.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    stepping = request.pattern
    switch request {
    case .deliberation(let request): deliberation.requested(request, id, of: agent, at: time)
    case .election(let request): election.requested(request, id, of: agent, at: time)
    case .synchronisation(let request):
      synchronisation.requested(request, id, of: agent, at: time)
    case .barrier(let request): barrier.requested(request, id, of: agent, at: time)
    }
  }

  public mutating func responded(
    _ reply: CoordinatingAgent.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    switch reply {
    case .deliberation(let reply): deliberation.responded(reply, id, by: agent, at: time)
    case .election(let reply): election.responded(reply, id, by: agent, at: time)
    case .synchronisation(let reply): synchronisation.responded(reply, id, by: agent, at: time)
    case .barrier(let reply): barrier.responded(reply, id, by: agent, at: time)
    }
  }

  public mutating func becameDurable(
    _ write: CoordinatingAgent.Storage.Write, _ storage: borrowing CoordinatingAgent.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    switch write {
    case .deliberation(let write):
      deliberation.becameDurable(write, storage.deliberation, of: agent, at: time)
    case .election(let write): election.becameDurable(write, storage.election, of: agent, at: time)
    case .synchronisation(let write):
      synchronisation.becameDurable(write, storage.synchronisation, of: agent, at: time)
    case .barrier(let write): barrier.becameDurable(write, storage.barrier, of: agent, at: time)
    }
  }

  public mutating func storageChanged(
    _ storage: borrowing CoordinatingAgent.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    deliberation.storageChanged(storage.deliberation, of: agent, at: time)
    election.storageChanged(storage.election, of: agent, at: time)
    synchronisation.storageChanged(storage.synchronisation, of: agent, at: time)
    barrier.storageChanged(storage.barrier, of: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { stepping = nil }
    deliberation.changed(agent, change, at: time)
    election.changed(agent, change, at: time)
    leaders.changed(agent, change)
    synchronisation.changed(agent, change, at: time)
    barrier.changed(agent, change, at: time)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    store.faulted(event, at: time)
    deliberation.faulted(event, at: time)
    election.faulted(event, at: time)
    synchronisation.faulted(event, at: time)
    barrier.faulted(event, at: time)
  }

  public mutating func clientNoted(_ note: AgentLoad.Note, at time: Nanoseconds) {
    if note.isSuccess { pulse.beat(at: time) }
    switch note {
    case .store(let note): store.noted(note, at: time)
    case .deliberation(let note): deliberation.clientNoted(note, at: time)
    case .election(let note): election.clientNoted(note, at: time)
    case .synchronisation(let note): synchronisation.clientNoted(note, at: time)
    case .barrier(let note): barrier.clientNoted(note, at: time)
    }
  }

  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    deliberation.ended(eventNumber: eventNumber, digest, at: time)
  }

  public mutating func finish(at time: Nanoseconds) {
    deliberation.finish(at: time)
    store.finish(at: time)
    election.finish(at: time)
    synchronisation.finish(at: time)
    barrier.finish(at: time)
  }
}

extension AgentLoad.Note {
  /// Whether a client learned that what it wanted is done.
  fileprivate var isSuccess: Bool {
    switch self {
    case .store(.completed), .deliberation(.answered(_, .ended)), .election(.done),
      .synchronisation(.answered), .barrier(.answered(_, _, .concluded, _)):
      true
    default: false
    }
  }
}

public import Simulator

/// The bully algorithm as published (Garcia-Molina, *Elections in a Distributed Computing System*,
/// IEEE Transactions on Computers 31(1), 1982), with heartbeats of the coordinator as its detector.
///
/// The agent of the highest identity that is up leads. It rests on an `answerTimeout` longer than any
/// round trip, and on no message being lost: without them two coordinators can exist at once, as the
/// paper says. There are no terms and nothing is durable. An agent that starts holds an election, so one
/// that recovers takes the lead from any lower one.
public struct BullyElection: Hashable, Sendable {
  /// The agent.
  public let id: AgentID
  let settings: Election.Settings
  /// What it is doing.
  public internal(set) var phase = Phase.idle
  /// The agent that it considers the coordinator.
  public internal(set) var coordinator: AgentID?
  var detector: FailureDetector
  var orderNumber: Int64 = 0

  /// What an agent is doing.
  @frozen
  public enum Phase: String, Word {
    /// It leads or follows.
    case idle
    /// It asked all higher agents and waits for an answer.
    case electing
    /// It was answered and waits for the announcement of a coordinator.
    case waiting
  }

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Election.Settings) {
    id = profile.id
    self.settings = settings
    detector = FailureDetector(settings.detection)
  }

  /// Whether it considers itself the coordinator.
  public var leads: Bool { coordinator == id }
  var isCandidate: Bool { phase == .electing }

  mutating func start(_ recovery: Recovery, _ turn: inout Turn<Election>) {
    if settings.isAutomatic { holdElection(&turn) }
  }

  mutating func receive(
    _ message: Election.Message, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    switch message.body {
    case .election: receiveElection(from: sender, &turn)
    case .answer: receiveAnswer(&turn)
    case .coordinator, .heartbeat: receiveCoordinator(sender, &turn)
    case .order(let number):
      if coordinator == sender { note(.orderAccepted(from: sender, number), &turn) }
    default: break
    }
  }

  mutating func expire(_ turn: inout Turn<Election>) {
    switch phase {
    case .electing: takeOffice(&turn)
    case .waiting: holdElection(&turn)
    case .idle:
      if leads { return beat(&turn) }
      if let coordinator { note(.suspected(coordinator), &turn) }
      coordinator = nil
      holdElection(&turn)
    }
  }

  mutating func accept(
    _ request: Election.Request, _ id: RequestID, _ turn: inout Turn<Election>
  ) {
    switch request.operation {
    case .elect:
      if phase == .idle { holdElection(&turn) }
      turn.respond(.started(0), to: id)
    case .order where leads && request.scope == .global: order(id, &turn)
    case .order, .resign: turn.respond(.notLeader(coordinator), to: id)
    }
  }
}

extension BullyElection {
  /// Asks every higher agent whether it is there; the highest takes office at once.
  private mutating func holdElection(_ turn: inout Turn<Election>) {
    note(.electionStarted, &turn)
    let priority = settings.directory.priority(of: id)
    var asked = false
    for index in (id.index + 1)..<max(id.index + 1, settings.directory.count)
    where settings.directory.mayLead(AgentID(index)) {
      turn.send(Election.Message(.election(priority)), to: AgentID(index))
      asked = true
    }
    phase = .electing
    if asked {
      let wait = settings.mistake == .waitsForNone ? 1 : settings.answerTimeout
      turn.setTimer(Election.Timer(.phase), after: wait)
    } else {
      takeOffice(&turn)
    }
  }

  /// No higher agent answered: announces itself to all lower agents.
  private mutating func takeOffice(_ turn: inout Turn<Election>) {
    guard settings.directory.mayLead(id) else {
      phase = .waiting
      note(.electionFailed(.noAnswer), &turn)
      return turn.setTimer(Election.Timer(.phase), after: settings.coordinatorTimeout)
    }
    phase = .idle
    if !leads { note(.becameLeader(lease: 0), &turn) }
    coordinator = id
    for index in 0..<id.index {
      turn.send(Election.Message(.coordinator(sentAt: turn.now)), to: AgentID(index))
    }
    armHeartbeat(&turn)
  }

  private func armHeartbeat(_ turn: inout Turn<Election>) {
    if settings.isAutomatic {
      turn.setTimer(Election.Timer(.phase), after: settings.heartbeat)
    } else {
      turn.cancelTimer(Election.Timer(.phase))
    }
  }

  private mutating func beat(_ turn: inout Turn<Election>) {
    let end = settings.mistake == .hidesFromHigher ? id.index : settings.directory.count
    for index in 0..<end where index != id.index {
      turn.send(Election.Message(.heartbeat(sentAt: turn.now)), to: AgentID(index))
    }
    armHeartbeat(&turn)
  }

  private mutating func receiveElection(from sender: AgentID, _ turn: inout Turn<Election>) {
    guard sender < id, settings.directory.mayLead(id) else { return }
    if settings.mistake != .answersNone { turn.send(Election.Message(.answer), to: sender) }
    if phase == .idle { holdElection(&turn) }
  }

  private mutating func receiveAnswer(_ turn: inout Turn<Election>) {
    guard phase == .electing else { return }
    phase = .waiting
    turn.setTimer(Election.Timer(.phase), after: settings.coordinatorTimeout)
  }

  /// A higher coordinator is obeyed, a lower one bullied.
  private mutating func receiveCoordinator(_ sender: AgentID, _ turn: inout Turn<Election>) {
    if sender < id, settings.directory.mayLead(id) {
      if phase == .idle { holdElection(&turn) }
      return
    }
    if leads { note(.steppedDown(.preempted), &turn) }
    phase = .idle
    if coordinator != sender {
      coordinator = sender
      detector.reset()
      note(.followed(sender), &turn)
    }
    detector.hear(at: turn.now)
    if settings.isAutomatic {
      turn.setTimer(Election.Timer(.phase), after: detector.timeout)
    } else {
      turn.cancelTimer(Election.Timer(.phase))
    }
  }

  /// Sends an order to all agents. Nothing tells a coordinator whether it still is one.
  private mutating func order(_ request: RequestID, _ turn: inout Turn<Election>) {
    orderNumber += 1
    note(.orderAccepted(from: id, orderNumber), &turn)
    for index in 0..<settings.directory.count where index != id.index {
      turn.send(Election.Message(.order(orderNumber)), to: AgentID(index))
    }
    turn.respond(.done(0), to: request)
  }

  private func note(_ fact: Election.Fact, _ turn: inout Turn<Election>) {
    turn.note(Election.Note(fact, 0, .global))
  }
}

import Simulator

/// The parts: stepped with a turn of their own, and asked as a client on the spot would ask them.
extension TeamAgent {
  /// What the parts take for the client of this agent's own requests; no client of a scenario has it.
  static var ownClient: Int32 { 1 << 30 }

  /// Steps the parts; their answers to own requests stay here, all else becomes the agent's.
  @inline(__always)
  static func step(
    _ parts: inout CoordinatingAgent, _ inbox: inout [Answer], _ turn: inout Turn<TeamAgent>,
    _ step: (inout CoordinatingAgent, inout Turn<CoordinatingAgent>) -> Void
  ) {
    turn.stepPart(
      { (inner: inout Turn<CoordinatingAgent>) in step(&parts, &inner) },
      { pass($0, &inbox, &$1) })
  }

  @inline(__always)
  private static func pass(
    _ effect: consuming Effect<CoordinatingAgent>, _ inbox: inout [Answer],
    _ turn: inout Turn<TeamAgent>
  ) {
    switch consume effect {
    case .send(let message, let target): turn.send(.parts(message), to: target)
    case .sendAhead(let message, let target): turn.sendAhead(.parts(message), to: target)
    case .setTimer(let timer, let delay): turn.setTimer(.parts(timer), after: delay)
    case .cancelTimer(let timer): turn.cancelTimer(.parts(timer))
    case .persist(let write): turn.persist(.parts(write))
    case .respond(let reply, let id): keep(reply, id, &inbox)
    case .respondAhead(let reply, let id): keep(reply, id, &inbox)
    case .note(let note): turn.note(.parts(note))
    }
  }

  private static func keep(
    _ reply: consuming CoordinatingAgent.Reply, _ id: RequestID, _ inbox: inout [Answer]
  ) {
    if id.client == ownClient { inbox.append(Answer(request: id.attempt, reply: reply)) }
  }

  /// Asks a part for something; the answer is taken in when the step is over.
  mutating func ask(
    _ request: CoordinatingAgent.Request, _ turn: inout Turn<TeamAgent>
  ) -> Int32 {
    asked += 1
    let id = RequestID(client: TeamAgent.ownClient, attempt: asked)
    Self.step(&parts, &inbox, &turn) { $0.accept(request, id, &$1) }
    return id.attempt
  }

  /// Looks at what a step has made of the parts, and acts on it.
  mutating func look(_ turn: inout Turn<TeamAgent>) {
    adopt(&turn)
    followElection(&turn)
    while !inbox.isEmpty { take(inbox.removeFirst(), &turn) }
    armTick(&turn)
  }

  private mutating func take(_ answer: Answer, _ turn: inout Turn<TeamAgent>) {
    switch answer.reply {
    case .barrier(.concluded), .barrier(.refused):
      if answer.request == meeting { meet(&turn) }
    case .deliberation(.ended), .deliberation(.noElectorate):
      if answer.request == coordination?.proposal { coordination?.proposal = nil }
    default: break
    }
  }

  /// Goes to the barrier of the decided round, as every member does.
  mutating func arrive(_ turn: inout Turn<TeamAgent>) {
    hasMet = false
    let instance = Barrier.Instance(0, generation: decided.round)
    meeting = asked + 1
    _ = ask(.barrier(.wait(instance)), &turn)
  }

  private mutating func meet(_ turn: inout Turn<TeamAgent>) {
    hasMet = true
    advance(&turn)
  }
}

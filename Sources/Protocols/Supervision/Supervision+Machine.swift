public import Simulator

extension Supervision: Machine {
  /// The timers of an agent.
  public enum Timer: Int, TimerTag, CaseIterable {
    /// Something of the agenda is due.
    case wake
    public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "wake") }
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Supervision>
  ) {
    disk = storage
    life = storage.life &+ 1
    disk.apply(.began(life: life))
    turn.persist(.began(life: life))
    turn.note(.incomplete)
    start(0, .boot, &turn)
    settle(&turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Supervision>
  ) {
    guard sender == profile.id else { return }
    switch message {
    case .ask(let id, let asker, let target): receiveCall(id, from: asker, to: target, &turn)
    case .answer(let id, let target): receiveAnswer(id, to: target, &turn)
    }
    settle(&turn)
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Supervision>) {
    armedFor = nil
    while let entry = agenda.popDue(at: turn.now) {
      carryOut(entry, &turn)
      act(&turn)
    }
    settle(&turn)
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Supervision>
  ) {
    if actors.indices.contains(Int(request.node)) {
      take(request, id, &turn)
    } else {
      turn.respond(.refused(.noSuchProcess), to: id)
    }
    settle(&turn)
  }

  private mutating func take(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Supervision>
  ) {
    switch request {
    case .call(let node): acceptCall(node, id, &turn)
    case .exit(let node, let reason):
      // An exit signal from elsewhere than its supervisor does not end a supervisor, unless it kills.
      guard actors[Int(node)].isAlive, self.node(node).rules == nil || reason == .killed else {
        return turn.respond(.refused(.noProcess), to: id)
      }
      end(node, reason, &turn)
      turn.respond(.done, to: id)
    case .startChild(let node):
      guard self.node(node).rules?.strategy == .simpleOneForOne, actors[Int(node)].isAlive else {
        return turn.respond(.refused(.noProcess), to: id)
      }
      signal(.startChild(id), to: node)
    case .restart(let node):
      guard actors[Int(node)].absence == .waiting, !actors[Int(node)].isAlive,
        let parent = self.node(node).parent
      else { return turn.respond(.refused(.notWaiting), to: id) }
      signal(.resume(node), to: parent)
      turn.respond(.done, to: id)
    }
  }

  /// Lets supervisors act until none can, says whether all runs, and arms the timer.
  private mutating func settle(_ turn: inout Turn<Supervision>) {
    act(&turn)
    if hasChanged {
      hasChanged = false
      let isWhole = actors[0].status == .running && isWhole(below: 0)
      if isWhole != isComplete { turn.note(isWhole ? .complete : .incomplete) }
      isComplete = isWhole
    }
    arm(&turn)
  }

  /// Whether all below a running supervisor runs that should: a child that has finished need not.
  private func isWhole(below supervisor: Int32) -> Bool {
    for child in node(supervisor).children {
      let actor = actors[Int(child)]
      if actor.status == .running {
        if node(child).rules != nil, !isWhole(below: child) { return false }
      } else if actor.isAlive || actor.absence != .finished && actor.absence != .removed {
        return false
      }
    }
    return true
  }
}

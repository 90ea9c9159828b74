import Simulator

/// Calls of clients to workers, and of workers to those that they use.
extension Supervision {
  mutating func acceptCall(
    _ index: Int32, _ id: RequestID, _ turn: inout Turn<Supervision>
  ) {
    guard node(index).rules == nil, isCurrent(incarnation(index)) else {
      return turn.respond(.refused(.noProcess), to: id)
    }
    enqueue(Call(id: id, asker: nil), at: index, &turn)
  }

  private mutating func enqueue(
    _ call: Call, at index: Int32, _ turn: inout Turn<Supervision>
  ) {
    actors[Int(index)].mailbox.append(call)
    if actors[Int(index)].status == .running { startCall(index, &turn) }
  }

  /// Begins with the first of its mailbox, unless it is at work.
  mutating func startCall(_ index: Int32, _ turn: inout Turn<Supervision>) {
    while !actors[Int(index)].isWorking, !actors[Int(index)].mailbox.isEmpty {
      actors[Int(index)].isWorking = true
      let time = draw(node(index).work.call, &turn)
      if time > 0 { return agenda.add(.callOver, of: index, at: turn.now &+ time) }
      answerFirst(index, &turn)
    }
  }

  mutating func finishCall(_ index: Int32, _ turn: inout Turn<Supervision>) {
    answerFirst(index, &turn)
    startCall(index, &turn)
  }

  private mutating func answerFirst(_ index: Int32, _ turn: inout Turn<Supervision>) {
    actors[Int(index)].isWorking = false
    let call = actors[Int(index)].mailbox.removeFirst()
    actors[Int(index)].count &+= 1
    let count = actors[Int(index)].count
    let own = incarnation(index)
    if node(index).work.isDurable {
      disk.apply(.counted(index, count))
      turn.persist(.counted(index, count))
    }
    turn.note(.counted(own, count: count))
    if let asker = call.asker { return turn.send(.answer(call.id, to: asker), to: profile.id) }
    if node(index).uses == nil { return turn.respond(.counted(own, count), to: call.id) }
    if settings.references == .renewed,
      !(actors[Int(index)].reference.map { isCurrent($0) } ?? false)
    {
      actors[Int(index)].reference = lookUp(from: index)
    }
    guard let target = actors[Int(index)].reference else {
      return turn.respond(.refused(.noProcess), to: call.id)
    }
    turn.send(.ask(call.id, from: own, to: target), to: profile.id)
  }

  /// The present incarnation of what a process uses; nil if there is none.
  func lookUp(from index: Int32) -> Incarnation? {
    guard let target = node(index).uses.map({ incarnation($0) }), isCurrent(target) else {
      return nil
    }
    return target
  }

  mutating func receiveCall(
    _ id: RequestID, from asker: Incarnation, to target: Incarnation,
    _ turn: inout Turn<Supervision>
  ) {
    if isCurrent(target) {
      enqueue(Call(id: id, asker: asker), at: target.node, &turn)
    } else if settings.mistake == .deliversToOld {
      turn.note(.counted(target, count: 0))
      turn.send(.answer(id, to: asker), to: profile.id)
    } else {
      turn.note(.dropped(target))
    }
  }

  mutating func receiveAnswer(
    _ id: RequestID, to asker: Incarnation, _ turn: inout Turn<Supervision>
  ) {
    guard isCurrent(asker) else { return turn.note(.dropped(asker)) }
    turn.respond(.counted(asker, actors[Int(asker.node)].count), to: id)
  }
}

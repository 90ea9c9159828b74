public import Simulator

extension Swim: Machine {
  public static var roleNames: [String] { ["suspicious"] }

  /// Whoever suspects more members claims more.
  public func claim(toRole role: Int) -> Int64? {
    suspicionCount == 0 ? nil : Int64(suspicionCount)
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Swim>
  ) {
    table[id] = storage.own
    sequence = Int32(truncatingIfNeeded: turn.random.below(1 << 20))
    if recovery == .fresh {
      enter(&turn)
    } else if storage.own.status != .left {
      join(&turn)
    }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Swim>
  ) {
    settleOverdue(&turn)
    var isBehind = false
    switch message {
    case .ping(let number, let updates):
      isBehind = take(updates, &turn)
      return turn.send(.ack(number, newsFor(sender, isBehind: isBehind)), to: sender)
    case .pingRequest(let number, let member, let updates):
      isBehind = take(updates, &turn)
      relay(number, of: member, for: sender, &turn)
    case .ack(let number, let updates):
      isBehind = take(updates, &turn)
      takeAnswer(number, from: sender, &turn)
    case .nack(let number, let updates):
      isBehind = take(updates, &turn)
      takeNack(number)
    case .news(let updates): isBehind = take(updates, &turn)
    case .digest(let digest): compare(digest, of: sender, &turn)
    case .table(let updates, let isReturn):
      isBehind = merge(updates, from: sender, &turn)
      if !isReturn { return turn.send(.table(rows, isReturn: true), to: sender) }
    }
    if isBehind { turn.send(.news([Update(id, own)]), to: sender) }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Swim>) {
    settleOverdue(&turn)
    switch timer {
    case .period: startPeriod(&turn)
    case .timeout: askRelays(&turn)
    case .relay: endRelays(&turn)
    case .suspicion: break
    case .sync: sync(&turn)
    case .reconnect: reconnect(&turn)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Swim>
  ) {
    settleOverdue(&turn)
    switch request {
    case .leave:
      if isMember { leave(&turn) }
      turn.respond(.left(own.incarnation), to: id)
    case .join:
      if !isMember { join(&turn) }
      turn.respond(.joined(own.incarnation), to: id)
    }
  }

  /// Whatever an agent takes up late, its deadlines have passed before.
  private mutating func settleOverdue(_ turn: inout Turn<Swim>) {
    if probe.target >= 0, turn.now >= probe.deadline { concludeProbe(&turn) }
    endSuspicions(&turn)
  }
}

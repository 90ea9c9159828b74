public import Simulator

extension Market: Machine {
  public static var roleNames: [String] { Raft.roleNames }

  public func claim(toRole role: Int) -> Int64? {
    isReplica ? replicas[0].raft.claim(toRole: role) : nil
  }

  public mutating func shareMemory(_ storage: inout Storage, with other: Market) {
    if isReplica, other.isReplica {
      replicas[0].raft.shareMemory(&storage.raft, with: other.replicas[0].raft)
    }
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Market>
  ) {
    if isReplica {
      stepLog(&turn) { $0.start(from: storage.raft, recovery, &$1) }
    } else {
      resume(storage.request, &turn)
    }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Market>
  ) {
    switch message {
    case .raft(let message):
      if isReplica { stepLog(&turn) { $0.receive(message, from: sender, &$1) } }
    case .ask(let deed): if isReplica { takeIn(deed, from: sender, &turn) }
    case .answer(let answer): if !isReplica { receiveAnswer(answer, &turn) }
    case .filled(let answer): if !isReplica { receiveFill(answer, &turn) }
    case .elsewhere(let leader, let sequence):
      if !isReplica { redirect(to: leader, sequence, &turn) }
    }
  }

  /// Goes on after a failed flush as the replicated log says.
  public mutating func writeFailed(_ turn: inout Turn<Market>) -> Bool {
    guard replicas.first?.raft.outlivesWriteErrors == true else { return false }
    stepLog(&turn) { _ = $0.writeFailed(&$1) }
    return true
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Market>) {
    switch timer {
    case .raft(let timer): stepLog(&turn) { $0.expire(timer, &$1) }
    case .clear: clearingIsDue(&turn)
    case .trade: tradeIsDue(&turn)
    }
  }

  public mutating func accept(
    _ request: Nothing, _ id: RequestID, _ turn: inout Turn<Market>
  ) {}
}

extension Market {
  public typealias Request = Nothing
  public typealias Reply = Nothing
}

public import Simulator

extension CoordinatingAgent: Machine {
  public static var roleNames: [String] {
    joined(
      Deliberation.roleNames, Election.roleNames, Synchroniser.roleNames, Barrier.roleNames)
  }

  public func claim(toRole role: Int) -> Int64? {
    switch role {
    case 0: deliberation.claim(toRole: 0)
    case 1, 2: election.claim(toRole: role - 1)
    case 3: synchronisation.claim(toRole: 0)
    default: barrier.claim(toRole: role - 4)
    }
  }

  public mutating func shareMemory(_ storage: inout Storage, with other: CoordinatingAgent) {
    deliberation.shareMemory(&storage.deliberation, with: other.deliberation)
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<CoordinatingAgent>
  ) {
    Self.step(&deliberation, &turn) { $0.start(from: storage.deliberation, recovery, &$1) }
    Self.step(&election, &turn) { $0.start(from: storage.election, recovery, &$1) }
    Self.step(&synchronisation, &turn) {
      $0.start(from: storage.synchronisation, recovery, &$1)
    }
    Self.step(&barrier, &turn) { $0.start(from: storage.barrier, recovery, &$1) }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<CoordinatingAgent>
  ) {
    switch message {
    case .deliberation(let message):
      Self.step(&deliberation, &turn) { $0.receive(message, from: sender, &$1) }
    case .election(let message):
      Self.step(&election, &turn) { $0.receive(message, from: sender, &$1) }
    case .synchronisation(let message):
      Self.step(&synchronisation, &turn) { $0.receive(message, from: sender, &$1) }
    case .barrier(let message):
      Self.step(&barrier, &turn) { $0.receive(message, from: sender, &$1) }
    }
  }

  /// Whether the agent goes on, its replica of the log decides.
  public mutating func writeFailed(_ turn: inout Turn<CoordinatingAgent>) -> Bool {
    guard deliberation.raft.outlivesWriteErrors else { return false }
    Self.step(&deliberation, &turn) { _ = $0.writeFailed(&$1) }
    return true
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<CoordinatingAgent>) {
    switch timer {
    case .deliberation(let timer): Self.step(&deliberation, &turn) { $0.expire(timer, &$1) }
    case .election(let timer): Self.step(&election, &turn) { $0.expire(timer, &$1) }
    case .synchronisation(let timer): Self.step(&synchronisation, &turn) { $0.expire(timer, &$1) }
    case .barrier(let timer): Self.step(&barrier, &turn) { $0.expire(timer, &$1) }
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<CoordinatingAgent>
  ) {
    switch request {
    case .deliberation(let request):
      Self.step(&deliberation, &turn) { $0.accept(request, id, &$1) }
    case .election(let request): Self.step(&election, &turn) { $0.accept(request, id, &$1) }
    case .synchronisation(let request):
      Self.step(&synchronisation, &turn) { $0.accept(request, id, &$1) }
    case .barrier(let request): Self.step(&barrier, &turn) { $0.accept(request, id, &$1) }
    }
  }
}

/// What an agent believes, holds and waits for, part by part.
extension CoordinatingAgent {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("deliberation", deliberation)
    visitor.field("election", election)
    visitor.field("synchronisation", synchronisation)
    visitor.field("barrier", barrier)
  }
}

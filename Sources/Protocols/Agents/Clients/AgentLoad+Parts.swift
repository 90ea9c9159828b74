import Simulator

/// The clients of one pattern: how what they ask for and state becomes that of all clients.
protocol AgentLoadPart: Load {
  static func whole(_ request: Subject.Request) -> CoordinatingAgent.Request
  static func whole(_ note: Note) -> AgentLoad.Note
}

extension AgentLoad {
  /// Steps the clients of a part with a turn of their own; what they ask for stays in its order.
  ///
  /// - Parameter first: the number that the part's client 0 has among all.
  @inline(__always)
  static func step<Part: AgentLoadPart>(
    _ part: inout Part?, _ first: Int32, _ turn: inout LoadTurn<AgentLoad>,
    _ step: (inout Part, inout LoadTurn<Part>) -> Void
  ) {
    guard part != nil else { return }
    var inner = LoadTurn<Part>(partOf: turn)
    step(&part!, &inner)
    turn.random = inner.random
    inner.drain { effect in
      switch effect {
      case .submit(let request, let id, let agent):
        turn.submit(
          Part.whole(request), RequestID(client: id.client + first, attempt: id.attempt),
          to: agent)
      case .wake(let client, let alarm, let delay):
        turn.wake(client + first, alarm: Alarm(code: alarm.code), after: delay)
      case .note(let note): turn.note(Part.whole(note))
      }
    }
  }
}

extension KeyValueLoad: AgentLoadPart {
  static func whole(_ request: Raft.Request) -> CoordinatingAgent.Request {
    .deliberation(.store(request))
  }
  static func whole(_ note: ClientNote) -> AgentLoad.Note { .store(note) }
}

extension DeliberationLoad: AgentLoadPart {
  static func whole(_ request: Deliberation.Request) -> CoordinatingAgent.Request {
    .deliberation(request)
  }
  static func whole(_ note: Note) -> AgentLoad.Note { .deliberation(note) }
}

extension ElectionLoad: AgentLoadPart {
  static func whole(_ request: Election.Request) -> CoordinatingAgent.Request {
    .election(request)
  }
  static func whole(_ note: Note) -> AgentLoad.Note { .election(note) }
}

extension UpdateLoad: AgentLoadPart {
  static func whole(_ request: Synchroniser.Request) -> CoordinatingAgent.Request {
    .synchronisation(request)
  }
  static func whole(_ note: UpdateNote) -> AgentLoad.Note { .synchronisation(note) }
}

extension BarrierLoad: AgentLoadPart {
  static func whole(_ request: Barrier.Request) -> CoordinatingAgent.Request { .barrier(request) }
  static func whole(_ note: BarrierClientNote) -> AgentLoad.Note { .barrier(note) }
}

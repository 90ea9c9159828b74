import Simulator

/// The clients of one pattern: how what they ask for and state becomes that of all clients.
protocol AgentLoadPart: Load {
  static func whole(_ request: consuming Subject.Request) -> CoordinatingAgent.Request
  static func whole(_ note: consuming Note) -> AgentLoad.Note
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
    turn.stepPart(
      { (inner: inout LoadTurn<Part>) in step(&part!, &inner) },
      { effect, turn in
        switch consume effect {
        case .submit(let request, let id, let agent):
          turn.submit(
            Part.whole(request), RequestID(client: id.client + first, attempt: id.attempt),
            to: agent)
        case .wake(let client, let alarm, let delay):
          turn.wake(client + first, alarm: Alarm(code: alarm.code), after: delay)
        case .note(let note): turn.note(Part.whole(note))
        }
      })
  }
}

extension KeyValueLoad: AgentLoadPart {
  static func whole(_ request: consuming Raft.Request) -> CoordinatingAgent.Request {
    .deliberation(.store(request))
  }
  static func whole(_ note: consuming ClientNote) -> AgentLoad.Note { .store(note) }
}

extension DeliberationLoad: AgentLoadPart {
  static func whole(_ request: consuming Deliberation.Request) -> CoordinatingAgent.Request {
    .deliberation(request)
  }
  static func whole(_ note: consuming Note) -> AgentLoad.Note { .deliberation(note) }
}

extension ElectionLoad: AgentLoadPart {
  static func whole(_ request: consuming Election.Request) -> CoordinatingAgent.Request {
    .election(request)
  }
  static func whole(_ note: consuming Note) -> AgentLoad.Note { .election(note) }
}

extension UpdateLoad: AgentLoadPart {
  static func whole(_ request: consuming Synchroniser.Request) -> CoordinatingAgent.Request {
    .synchronisation(request)
  }
  static func whole(_ note: consuming UpdateNote) -> AgentLoad.Note { .synchronisation(note) }
}

extension BarrierLoad: AgentLoadPart {
  static func whole(_ request: consuming Barrier.Request) -> CoordinatingAgent.Request {
    .barrier(request)
  }
  static func whole(_ note: consuming BarrierClientNote) -> AgentLoad.Note { .barrier(note) }
}

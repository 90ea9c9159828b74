import Simulator

/// A machine that is a part of a coordinating agent: how what it asks for becomes the agent's.
protocol AgentPart: Machine {
  static func whole(_ message: consuming Message) -> CoordinatingAgent.Message
  static func whole(_ timer: Timer) -> CoordinatingAgent.Timer
  static func whole(_ write: consuming Storage.Write) -> CoordinatingAgent.Storage.Write
  static func whole(_ reply: consuming Reply) -> CoordinatingAgent.Reply
  static func whole(_ note: consuming Note) -> CoordinatingAgent.Note
}

extension CoordinatingAgent {
  /// Steps a part with a turn of its own; its effects become the agent's, in their order.
  @inline(__always)
  static func step<Part: AgentPart>(
    _ part: inout Part, _ turn: inout Turn<CoordinatingAgent>,
    _ step: (inout Part, inout Turn<Part>) -> Void
  ) {
    turn.stepPart(
      { (inner: inout Turn<Part>) in step(&part, &inner) },
      { effect, turn in
        switch consume effect {
        case .send(let message, let target): turn.send(Part.whole(message), to: target)
        case .sendAhead(let message, let target): turn.sendAhead(Part.whole(message), to: target)
        case .setTimer(let timer, let delay): turn.setTimer(Part.whole(timer), after: delay)
        case .cancelTimer(let timer): turn.cancelTimer(Part.whole(timer))
        case .persist(let write): turn.persist(Part.whole(write))
        case .respond(let reply, let id): turn.respond(Part.whole(reply), to: id)
        case .respondAhead(let reply, let id): turn.respondAhead(Part.whole(reply), to: id)
        case .note(let note): turn.note(Part.whole(note))
        }
      })
  }
}

extension Deliberation: AgentPart {
  static func whole(_ message: consuming Message) -> CoordinatingAgent.Message {
    .deliberation(message)
  }
  static func whole(_ timer: Timer) -> CoordinatingAgent.Timer { .deliberation(timer) }
  static func whole(_ write: consuming Storage.Write) -> CoordinatingAgent.Storage.Write {
    .deliberation(write)
  }
  static func whole(_ reply: consuming Reply) -> CoordinatingAgent.Reply { .deliberation(reply) }
  static func whole(_ note: consuming Note) -> CoordinatingAgent.Note { .deliberation(note) }
}

extension Election: AgentPart {
  static func whole(_ message: consuming Message) -> CoordinatingAgent.Message {
    .election(message)
  }
  static func whole(_ timer: Timer) -> CoordinatingAgent.Timer { .election(timer) }
  static func whole(_ write: consuming Storage.Write) -> CoordinatingAgent.Storage.Write {
    .election(write)
  }
  static func whole(_ reply: consuming Reply) -> CoordinatingAgent.Reply { .election(reply) }
  static func whole(_ note: consuming Note) -> CoordinatingAgent.Note { .election(note) }
}

extension Synchroniser: AgentPart {
  static func whole(_ message: consuming Message) -> CoordinatingAgent.Message {
    .synchronisation(message)
  }
  static func whole(_ timer: Timer) -> CoordinatingAgent.Timer { .synchronisation(timer) }
  static func whole(_ write: consuming Storage.Write) -> CoordinatingAgent.Storage.Write {
    .synchronisation(write)
  }
  static func whole(_ reply: consuming Reply) -> CoordinatingAgent.Reply { .synchronisation(reply) }
  static func whole(_ note: consuming Note) -> CoordinatingAgent.Note { .synchronisation(note) }
}

extension Barrier: AgentPart {
  static func whole(_ message: consuming Message) -> CoordinatingAgent.Message {
    .barrier(message)
  }
  static func whole(_ timer: Timer) -> CoordinatingAgent.Timer { .barrier(timer) }
  static func whole(_ write: consuming Storage.Write) -> CoordinatingAgent.Storage.Write {
    .barrier(write)
  }
  static func whole(_ reply: consuming Reply) -> CoordinatingAgent.Reply { .barrier(reply) }
  static func whole(_ note: consuming Note) -> CoordinatingAgent.Note { .barrier(note) }
}

import Protocols
import Simulator

/// The two kinds of clients that agents which deliberate have: of the store, and who propose.
struct LogClients: Load {
  typealias Subject = Deliberation
  typealias Note = AgentLoad.Note

  var store: KeyValueLoad
  var proposals: DeliberationLoad

  var clientCount: Int { store.clientCount + proposals.clientCount }

  private var first: Int32 { Int32(store.clientCount) }

  mutating func start(_ client: Int32, _ turn: inout LoadTurn<LogClients>) {
    if client < first {
      stepStore(&turn) { $0.start(client, &$1) }
    } else {
      stepProposals(&turn) { $0.start(client - $2, &$1) }
    }
  }

  mutating func wake(_ client: Int32, _ alarm: Int32, _ turn: inout LoadTurn<LogClients>) {
    if client < first {
      stepStore(&turn) { $0.wake(client, .init(code: alarm), &$1) }
    } else {
      stepProposals(&turn) { $0.wake(client - $2, .init(code: alarm), &$1) }
    }
  }

  mutating func receive(
    _ reply: Deliberation.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<LogClients>
  ) {
    if case .store(let reply) = reply {
      stepStore(&turn) { $0.receive(reply, to: id, from: agent, &$1) }
    } else {
      stepProposals(&turn) {
        let own = RequestID(client: id.client - $2, attempt: id.attempt)
        $0.receive(reply, to: own, from: agent, &$1)
      }
    }
  }

  private mutating func stepStore(
    _ turn: inout LoadTurn<LogClients>,
    _ step: (inout KeyValueLoad, inout LoadTurn<KeyValueLoad>) -> Void
  ) {
    turn.stepPart(
      { step(&store, &$0) },
      { effect, turn in
        switch effect {
        case .submit(let request, let id, let agent): turn.submit(.store(request), id, to: agent)
        case .wake(let client, let alarm, let delay):
          turn.wake(client, alarm: alarm.code, after: delay)
        case .note(let note): turn.note(.store(note))
        }
      })
  }

  private mutating func stepProposals(
    _ turn: inout LoadTurn<LogClients>,
    _ step: (inout DeliberationLoad, inout LoadTurn<DeliberationLoad>, Int32) -> Void
  ) {
    let first = first
    turn.stepPart(
      { step(&proposals, &$0, first) },
      { effect, turn in
        switch effect {
        case .submit(let request, let id, let agent):
          turn.submit(
            request, RequestID(client: id.client + first, attempt: id.attempt), to: agent)
        case .wake(let client, let alarm, let delay):
          turn.wake(client + first, alarm: alarm.code, after: delay)
        case .note(let note): turn.note(.deliberation(note))
        }
      })
  }
}

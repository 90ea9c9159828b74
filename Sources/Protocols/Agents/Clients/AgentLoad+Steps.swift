public import Simulator

extension AgentLoad {
  /// Which part a client is of, in the order in which they are numbered.
  func part(of client: Int32) -> Int {
    var part = 0
    while client >= firsts[part + 1] { part += 1 }
    return part
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<AgentLoad>) {
    let part = part(of: client)
    let first = firsts[part]
    let own = client - first
    switch part {
    case 0: Self.step(&store, first, &turn) { $0.start(own, &$1) }
    case 1: Self.step(&deliberation, first, &turn) { $0.start(own, &$1) }
    case 2: Self.step(&election, first, &turn) { $0.start(own, &$1) }
    case 3: Self.step(&synchronisation, first, &turn) { $0.start(own, &$1) }
    default: Self.step(&barrier, first, &turn) { $0.start(own, &$1) }
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<AgentLoad>
  ) {
    let part = part(of: client)
    let first = firsts[part]
    let own = client - first
    switch part {
    case 0: Self.step(&store, first, &turn) { $0.wake(own, .init(code: alarm.code), &$1) }
    case 1: Self.step(&deliberation, first, &turn) { $0.wake(own, .init(code: alarm.code), &$1) }
    case 2: Self.step(&election, first, &turn) { $0.wake(own, .init(code: alarm.code), &$1) }
    case 3: Self.step(&synchronisation, first, &turn) { $0.wake(own, .init(code: alarm.code), &$1) }
    default: Self.step(&barrier, first, &turn) { $0.wake(own, .init(code: alarm.code), &$1) }
    }
  }

  public mutating func receive(
    _ reply: CoordinatingAgent.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<AgentLoad>
  ) {
    let first = firsts[part(of: id.client)]
    let own = RequestID(client: id.client - first, attempt: id.attempt)
    switch reply {
    case .deliberation(.store(let reply)):
      Self.step(&store, first, &turn) { $0.receive(reply, to: own, from: agent, &$1) }
    case .deliberation(let reply):
      Self.step(&deliberation, first, &turn) { $0.receive(reply, to: own, from: agent, &$1) }
    case .election(let reply):
      Self.step(&election, first, &turn) { $0.receive(reply, to: own, from: agent, &$1) }
    case .synchronisation(let reply):
      Self.step(&synchronisation, first, &turn) { $0.receive(reply, to: own, from: agent, &$1) }
    case .barrier(let reply):
      Self.step(&barrier, first, &turn) { $0.receive(reply, to: own, from: agent, &$1) }
    }
  }
}

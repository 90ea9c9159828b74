public import Simulator

/// Clients that put changes to the vote: at a rate, one after the other, or as listed.
///
/// Client `i` asks each agent in turn, from agent `i` on, or always the same one. A request or an
/// answer that is lost is not repeated: what is watched is the proposal itself.
public struct DeliberationLoad: Load {
  public typealias Subject = Deliberation

  /// What the clients do.
  public let settings: Settings
  private var clients: [Client]
  /// The proposal that an agent opened last, as far as clients were told.
  private var begun: ProposalID?

  private struct Client: Sendable {
    var attempts: Int32 = 0
    /// The attempt whose end the client waits for before it goes on.
    var awaited: Int32?
    var hasExited = false
  }

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    clients = Array(repeating: Client(), count: settings.clients)
  }

  public var clientCount: Int { settings.clients }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<Self>) {
    if client == 0 {
      for (index, item) in settings.script.enumerated() {
        turn.wake(client, alarm: .script(Int32(index)), after: item.at - turn.now)
      }
    }
    if settings.pace == .scripted { return }
    turn.wake(client, alarm: .next, after: max(0, settings.start - turn.now))
  }

  public mutating func wake(_ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<Self>) {
    if clients[Int(client)].hasExited { return }
    switch alarm {
    case .script(let index): _ = play(settings.script[Int(index)], by: 0, &turn)
    case .next: if turn.now < settings.stop { proposeNext(client, &turn) }
    case .patience(let attempt): losePatience(client, attempt, &turn)
    }
  }

  private mutating func proposeNext(_ client: Int32, _ turn: inout LoadTurn<Self>) {
    propose(client, &turn)
    switch settings.pace {
    case .open(let interval):
      turn.wake(client, alarm: .next, after: max(1, interval.sample(turn.random.next())))
    case .closed:
      let attempt = clients[Int(client)].attempts
      clients[Int(client)].awaited = attempt
      turn.wake(client, alarm: .patience(attempt: attempt), after: settings.patience)
    case .scripted: break
    }
  }

  private mutating func propose(_ client: Int32, _ turn: inout LoadTurn<Self>) {
    let variable = Int32(
      truncatingIfNeeded: turn.random.below(UInt64(settings.variables)))
    let next = (Int(client) + Int(clients[Int(client)].attempts)) % settings.agents
    let target = settings.target ?? AgentID(next)
    guard let choice = settings.choice else {
      let value = turn.random.within(settings.values)
      return submit(
        .propose(variable: variable, value: value, expectedVersion: nil), client, target, &turn)
    }
    var values: [Int64] = []
    for _ in 0..<choice.candidates { values.append(turn.random.within(settings.values)) }
    submit(.choose(variable: variable, values: values, rule: choice.rule), client, target, &turn)
  }

  /// A client asks for what is listed.
  /// - Returns: false if it has exited, or there is no proposal to vote on.
  mutating func play(
    _ item: Scripted, by client: Int32, _ turn: inout LoadTurn<Self>
  ) -> Bool {
    if clients[Int(client)].hasExited { return false }
    switch item.request {
    case .propose(let variable, let value, let version):
      submit(
        .propose(variable: variable, value: value, expectedVersion: version), client, item.agent,
        &turn)
    case .choose(let variable, let values, let rule):
      submit(.choose(variable: variable, values: values, rule: rule), client, item.agent, &turn)
    case .vote(let choice):
      guard let begun else { return false }
      submit(.vote(begun, choice), client, item.agent, &turn)
    }
    return true
  }

  private mutating func submit(
    _ request: Deliberation.Request, _ client: Int32, _ agent: AgentID,
    _ turn: inout LoadTurn<Self>
  ) {
    clients[Int(client)].attempts += 1
    let id = RequestID(client: client, attempt: clients[Int(client)].attempts)
    turn.note(.asked(id))
    turn.submit(request, id, to: agent)
  }

  public mutating func receive(
    _ reply: Deliberation.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<Self>
  ) {
    turn.note(.answered(id, reply))
    switch reply {
    case .begun(let proposal): begun = proposal
    case .ended(_, .applied): goOn(id, isSuccess: true, &turn)
    case .ended, .noElectorate, .notOffered: goOn(id, isSuccess: false, &turn)
    case .receipt, .store: break
    }
  }

  private mutating func losePatience(
    _ client: Int32, _ attempt: Int32, _ turn: inout LoadTurn<Self>
  ) {
    guard clients[Int(client)].awaited == attempt else { return }
    let id = RequestID(client: client, attempt: attempt)
    turn.note(.gaveUp(id))
    goOn(id, isSuccess: false, &turn)
  }

  /// A client that knows how its proposal ended makes the next, unless it has exited over this one.
  private mutating func goOn(
    _ id: RequestID, isSuccess: Bool, _ turn: inout LoadTurn<Self>
  ) {
    let client = Int(id.client)
    if clients[client].hasExited { return }
    if settings.isHardMatching, !isSuccess {
      clients[client].hasExited = true
      return turn.note(.exited(id))
    }
    guard case .closed(let think) = settings.pace, clients[client].awaited == id.attempt else {
      return
    }
    clients[client].awaited = nil
    turn.wake(id.client, alarm: .next, after: max(0, think.sample(turn.random.next())))
  }
}

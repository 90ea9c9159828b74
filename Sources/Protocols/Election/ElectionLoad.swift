public import Simulator

/// Clients that give orders to leaders, and requests at times of their own.
///
/// Each client gives orders in one scope, one at a time, to whom it takes for the leader, and asks
/// around while it knows none. Requests of the script go to their agents, by client 0.
public struct ElectionLoad: Load {
  public typealias Subject = Election

  /// What clients do.
  public struct Settings: Hashable, Sendable {
    /// Number of clients that give orders.
    public var clients: Int
    /// Time between two orders of a client, answered or not.
    public var interval: Nanoseconds
    /// The scopes that orders are for; clients take turns among them.
    public var scopes: [Election.Scope]
    /// Wait for an answer before the next agent is asked.
    public var timeout: Nanoseconds
    /// Time after which an order is given up.
    public var patience: Nanoseconds
    public var directory: Election.Directory
    public var script: [ScriptedRequest]

    /// - Precondition: there is an agent, and times are positive.
    public init(
      clients: Int = 0, interval: Nanoseconds = 100 * .millisecond,
      scopes: [Election.Scope] = [.global], timeout: Nanoseconds = 100 * .millisecond,
      patience: Nanoseconds = 2 * .second, directory: Election.Directory,
      script: [ScriptedRequest] = []
    ) {
      precondition(directory.count > 0 && !scopes.isEmpty, "somebody to ask, for a scope")
      precondition(interval > 0 && timeout > 0 && patience > 0, "times are positive")
      self.clients = clients
      self.interval = interval
      self.scopes = scopes
      self.timeout = timeout
      self.patience = patience
      self.directory = directory
      self.script = script
    }
  }

  /// A request to one agent at a time.
  public struct ScriptedRequest: Hashable, Sendable {
    public var time: Nanoseconds
    public var agent: AgentID
    public var request: Election.Request

    public init(at time: Nanoseconds, _ agent: AgentID, _ request: Election.Request) {
      self.time = time
      self.agent = agent
      self.request = request
    }
  }

  /// What clients state.
  public enum Note: Traceable {
    case ordered
    /// A leader did as it was told; when the client began to ask.
    case done(since: Nanoseconds)
    case gaveUp
    /// A scripted request was answered.
    case answered(Election.Reply)
  }

  /// One client's order.
  private struct Client: Hashable, Sendable {
    /// Whom it takes for the leader.
    var target: AgentID
    /// Number of the attempt that is open, or of the last.
    var attempt: Int32 = 0
    /// When it wanted the order that is open.
    var since: Nanoseconds?
  }

  private let settings: Settings
  private var clients: [Client] = []

  public init(_ settings: Settings) {
    self.settings = settings
    for index in 0..<settings.clients {
      let scope = settings.scopes[index % settings.scopes.count]
      let target = settings.directory.members(of: scope).first ?? AgentID(0)
      clients.append(Client(target: target))
    }
  }

  public var clientCount: Int { max(settings.clients, settings.script.isEmpty ? 0 : 1) }

  /// Alarm 0 is the next order, a positive one an item of the script, a negative one the end of the
  /// wait for the attempt of that number.
  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<ElectionLoad>) {
    if client == 0 {
      for (index, item) in settings.script.enumerated() {
        turn.wake(client, alarm: Int32(index) + 1, after: item.time)
      }
    }
    if Int(client) < clients.count {
      let first = turn.random.below(UInt64(settings.interval)) + 1
      turn.wake(client, alarm: 0, after: Int64(first))
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Int32, _ turn: inout LoadTurn<ElectionLoad>
  ) {
    if alarm > 0 {
      let item = settings.script[Int(alarm) - 1]
      return turn.submit(
        item.request, RequestID(client: client, attempt: -alarm), to: item.agent)
    }
    if alarm == 0 {
      turn.wake(client, alarm: 0, after: settings.interval)
      if clients[Int(client)].since != nil { return }
      clients[Int(client)].since = turn.now
      turn.note(.ordered)
      return ask(client, &turn)
    }
    guard clients[Int(client)].since != nil, clients[Int(client)].attempt == -alarm else { return }
    askNext(client, &turn)
  }

  public mutating func receive(
    _ reply: Election.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<ElectionLoad>
  ) {
    if id.attempt < 0 { return turn.note(.answered(reply)) }
    let client = clients[Int(id.client)]
    guard let since = client.since, client.attempt == id.attempt else { return }
    switch reply {
    case .done:
      clients[Int(id.client)].since = nil
      turn.note(.done(since: since))
    case .notLeader(let hint?) where hint != agent && isYoung(since, turn.now):
      clients[Int(id.client)].target = hint
      ask(id.client, &turn)
    case .notLeader, .started, .standing: break
    }
  }

  /// A hint is followed at once, but two wrong agents may point at each other: not for ever.
  private func isYoung(_ since: Nanoseconds, _ now: Nanoseconds) -> Bool {
    now - since < settings.patience
  }

  private func scope(of client: Int32) -> Election.Scope {
    settings.scopes[Int(client) % settings.scopes.count]
  }

  private mutating func ask(_ client: Int32, _ turn: inout LoadTurn<ElectionLoad>) {
    clients[Int(client)].attempt += 1
    let state = clients[Int(client)]
    turn.submit(
      Election.Request(.order, scope(of: client)),
      RequestID(client: client, attempt: state.attempt), to: state.target)
    turn.wake(client, alarm: -state.attempt, after: settings.timeout)
  }

  private mutating func askNext(_ client: Int32, _ turn: inout LoadTurn<ElectionLoad>) {
    let index = Int(client)
    if let since = clients[index].since, !isYoung(since, turn.now) {
      clients[index].since = nil
      return turn.note(.gaveUp)
    }
    let members = settings.directory.members(of: scope(of: client))
    let place = settings.directory.place(of: clients[index].target, in: scope(of: client)) ?? -1
    if !members.isEmpty { clients[index].target = members[(place + 1) % members.count] }
    ask(client, &turn)
  }
}

extension ElectionLoad.Note {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .ordered: digest.feed(0)
    case .done(let since):
      digest.feed(1)
      digest.feed(since)
    case .gaveUp: digest.feed(2)
    case .answered(let reply):
      digest.feed(3)
      reply.feed(&digest)
    }
  }

  public var description: String {
    switch self {
    case .ordered: "wants an order done"
    case .done(let since): "order done, wanted since \(since.text)"
    case .gaveUp: "gave an order up"
    case .answered(let reply): "was answered: \(reply.description)"
    }
  }
}

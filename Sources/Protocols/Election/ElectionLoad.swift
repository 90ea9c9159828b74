public import Simulator

/// Clients that give orders to leaders, and scripted requests to single agents.
///
/// Each client gives orders in one scope, one at a time, to the agent that it considers the leader, and
/// tries the others in turn while it finds none. Client 0 makes the requests of the script.
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
    /// The agents that clients know of.
    public var directory: Election.Directory
    /// Requests at given times, whatever clients do.
    public var script: [ScriptedRequest]

    /// - Precondition: there are agents and scopes, and times are positive.
    public init(
      clients: Int = 0, interval: Nanoseconds = 100 * .millisecond,
      scopes: [Election.Scope] = [.global], timeout: Nanoseconds = 100 * .millisecond,
      patience: Nanoseconds = 2 * .second, directory: Election.Directory,
      script: [ScriptedRequest] = []
    ) {
      precondition(
        directory.count > 0 && !scopes.isEmpty,
        "no orders for \(directory.count) agents in \(scopes.count) scopes")
      let times = [interval, timeout, patience]
      precondition(times.allSatisfy { $0 > 0 }, "times \(times) must be positive")
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
    /// When it is made.
    public var time: Nanoseconds
    /// The agent that is asked.
    public var agent: AgentID
    /// What is asked.
    public var request: Election.Request

    /// A request to an agent at a time.
    public init(at time: Nanoseconds, _ agent: AgentID, _ request: Election.Request) {
      self.time = time
      self.agent = agent
      self.request = request
    }
  }

  /// What clients state.
  public enum Note: Traceable {
    /// A client wants an order done.
    case ordered(client: Int32)
    /// A leader did as it was told; when the client first wanted it.
    case done(client: Int32, since: Nanoseconds)
    /// A client's patience with an order is at an end.
    case gaveUp(client: Int32)
    /// A scripted request was answered.
    case answered(client: Int32, Election.Reply)
  }

  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// The next order is due.
    case order
    /// The scripted request of this index is due.
    case script(Int32)
    /// The wait for an answer to the attempt of this number is over.
    case timeout(attempt: Int32)

    public init(code: Int32) {
      switch code {
      case 0: self = .order
      case 1...: self = .script(code - 1)
      default: self = .timeout(attempt: -code)
      }
    }

    public var code: Int32 {
      switch self {
      case .order: 0
      case .script(let index): index + 1
      case .timeout(let attempt): -attempt
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .order: visitor.kind(0, "order")
      case .script(let index): visitor.kind(1, "script", "request", index)
      case .timeout(let attempt): visitor.kind(2, "timeout", "attempt", attempt)
      }
    }
  }

  /// One client's order.
  private struct Client: Hashable, Sendable {
    /// The agent that it considers the leader.
    var target: AgentID
    /// Number of the attempt that is open, or of the last.
    var attempt: Int32 = 0
    /// When it wanted the order that is open.
    var since: Nanoseconds?
  }

  /// What clients do, the same for the whole run.
  public let settings: Settings
  private var clients: [Client] = []
  /// Number of requests that clients were made to ask for.
  var askedCount: Int32 = 0

  /// Clients that do as the settings say.
  public init(_ settings: Settings) {
    self.settings = settings
    for index in 0..<settings.clients {
      let scope = settings.scopes[index % settings.scopes.count]
      let target = settings.directory.members(of: scope).first ?? AgentID(0)
      clients.append(Client(target: target))
    }
  }

  public var clientCount: Int { max(settings.clients, settings.script.isEmpty ? 0 : 1) }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<ElectionLoad>) {
    if client == 0 {
      for (index, item) in settings.script.enumerated() {
        turn.wake(client, alarm: .script(Int32(index)), after: item.time)
      }
    }
    if Int(client) < clients.count {
      let first = turn.random.below(UInt64(settings.interval)) + 1
      turn.wake(client, alarm: .order, after: Int64(first))
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<ElectionLoad>
  ) {
    switch alarm {
    case .script(let index):
      let item = settings.script[Int(index)]
      // Attempts of the script have negative numbers, those of orders positive ones.
      turn.submit(item.request, RequestID(client: client, attempt: -index - 1), to: item.agent)
    case .order:
      turn.wake(client, alarm: .order, after: settings.interval)
      if clients[Int(client)].since != nil { return }
      clients[Int(client)].since = turn.now
      turn.note(.ordered(client: client))
      ask(client, &turn)
    case .timeout(let attempt):
      let state = clients[Int(client)]
      if state.since != nil, state.attempt == attempt { askNext(client, &turn) }
    }
  }

  public mutating func receive(
    _ reply: Election.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<ElectionLoad>
  ) {
    if id.attempt < 0 { return turn.note(.answered(client: id.client, reply)) }
    let client = clients[Int(id.client)]
    guard let since = client.since, client.attempt == id.attempt else { return }
    switch reply {
    case .done:
      clients[Int(id.client)].since = nil
      turn.note(.done(client: id.client, since: since))
    case .notLeader(let hint?) where hint != agent && isYoung(since, turn.now):
      clients[Int(id.client)].target = hint
      ask(id.client, &turn)
    case .notLeader, .started, .hasLeader: break
    }
  }

  /// Whether a hint is still followed: two wrong agents may point at each other for ever.
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
    turn.wake(client, alarm: .timeout(attempt: state.attempt), after: settings.timeout)
  }

  private mutating func askNext(_ client: Int32, _ turn: inout LoadTurn<ElectionLoad>) {
    let index = Int(client)
    if let since = clients[index].since, !isYoung(since, turn.now) {
      clients[index].since = nil
      return turn.note(.gaveUp(client: client))
    }
    let members = settings.directory.members(of: scope(of: client))
    let asked = settings.directory.index(of: clients[index].target, in: scope(of: client)) ?? -1
    if !members.isEmpty { clients[index].target = members[(asked + 1) % members.count] }
    ask(client, &turn)
  }
}

extension ElectionLoad.Note {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .ordered(let client): visitor.kind(0, "ordered", "client", client + 1)
    case .done(let client, let since):
      visitor.kind(1, "done", "client", client + 1)
      visitor.field("since", time: since)
    case .gaveUp(let client): visitor.kind(2, "gave up", "client", client + 1)
    case .answered(let client, let reply):
      visitor.kind(3, "answered", "client", client + 1)
      visitor.field("reply", reply)
    }
  }
}

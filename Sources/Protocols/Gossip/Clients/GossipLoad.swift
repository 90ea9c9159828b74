public import Simulator

/// A client that starts rumours, one after another, each at an agent.
///
/// It asks again at another agent until one has acknowledged the rumour; so a rumour whose
/// acknowledgement was lost may be started at several.
public struct GossipLoad: Load {
  public typealias Subject = Gossip
  public typealias Note = GossipClientNote

  /// What the client does, the same for the whole run.
  public struct Settings: Hashable, Sendable {
    /// Number of agents.
    public var agents: Int
    /// Number of rumours.
    public var rumours: Int32
    /// When the first is started.
    public var start: Nanoseconds
    /// Time from one to the next.
    public var interval: Nanoseconds
    /// The agent that each is started at first; nil to draw one for each.
    public var origin: AgentID?
    /// Time without an answer after which another agent is asked.
    public var patience: Nanoseconds

    /// The behaviour of the client of a run.
    public init(
      agents: Int, rumours: Int32 = 1, start: Nanoseconds = 0, interval: Nanoseconds = .second,
      origin: AgentID? = nil, patience: Nanoseconds = .second
    ) {
      precondition(agents > 0, "agents \(agents) must be at least 1")
      precondition(rumours >= 0, "rumours \(rumours) must not be negative")
      precondition(
        start >= 0 && interval >= 0 && patience > 0,
        "times must not be negative: start \(start), interval \(interval), patience \(patience)")
      self.agents = agents
      self.rumours = rumours
      self.start = start
      self.interval = interval
      self.origin = origin
      self.patience = patience
    }
  }

  /// What wakes the client.
  public enum Alarm: AlarmTag {
    /// The next rumour comes.
    case rumour
    /// The patience with an attempt is over.
    case attempt(Int32)

    public init(code: Int32) { self = code < 0 ? .rumour : .attempt(code) }

    public var code: Int32 {
      if case .attempt(let number) = self { number } else { -1 }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .rumour: visitor.kind(0, "rumour")
      case .attempt(let number): visitor.kind(1, "attempt", "attempt", number)
      }
    }
  }

  /// A rumour that is not acknowledged.
  private struct Open: Hashable, Sendable {
    let rumour: Rumour
    let since: Nanoseconds
    var attempt: Int32
    var agent: Int
  }

  /// What the client does.
  public let settings: Settings
  public var clientCount: Int { settings.rumours > 0 ? 1 : 0 }
  private var open = KeyedList<Rumour, Open>()
  /// By the last attempt of each of them.
  private var attempted: [Int32: Rumour] = [:]
  private var rumours: Int32 = 0
  private var attempts: Int32 = 0

  /// A client that has not started.
  public init(_ settings: Settings) { self.settings = settings }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<GossipLoad>) {
    turn.wake(client, alarm: .rumour, after: settings.start)
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<GossipLoad>
  ) {
    switch alarm {
    case .rumour: startRumour(client, &turn)
    case .attempt(let attempt): askAgain(attempt, client, &turn)
    }
  }

  private mutating func startRumour(_ client: Int32, _ turn: inout LoadTurn<GossipLoad>) {
    let rumour = Rumour(Int(rumours))
    rumours += 1
    let agent =
      settings.origin?.index
      ?? Int(truncatingIfNeeded: turn.random.below(UInt64(settings.agents)))
    turn.note(.asked(rumour, AgentID(agent)))
    let place = open.append(
      Open(rumour: rumour, since: turn.now, attempt: 0, agent: agent), rumour)
    ask(place, client, &turn)
    if rumours < settings.rumours {
      turn.wake(client, alarm: .rumour, after: settings.interval)
    }
  }

  private mutating func ask(
    _ place: Int, _ client: Int32, _ turn: inout LoadTurn<GossipLoad>
  ) {
    open[place].attempt = attempts
    attempted[attempts] = open[place].rumour
    turn.submit(
      .start(open[place].rumour), RequestID(client: client, attempt: attempts),
      to: AgentID(open[place].agent))
    turn.wake(client, alarm: .attempt(attempts), after: settings.patience)
    attempts += 1
  }

  private mutating func askAgain(
    _ attempt: Int32, _ client: Int32, _ turn: inout LoadTurn<GossipLoad>
  ) {
    guard let rumour = attempted.removeValue(forKey: attempt),
      let place = open.place(of: rumour)
    else { return }
    if settings.agents > 1 {
      let drawn = Int(truncatingIfNeeded: turn.random.below(UInt64(settings.agents - 1)))
      open[place].agent = drawn < open[place].agent ? drawn : drawn + 1
    }
    turn.note(.askedAgain(open[place].rumour, AgentID(open[place].agent)))
    ask(place, client, &turn)
  }

  /// Any agent's answer will do, whichever attempt it is to.
  public mutating func receive(
    _ reply: Gossip.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<GossipLoad>
  ) {
    switch reply {
    case .started(let rumour):
      guard let place = open.place(of: rumour) else { return }
      turn.note(.acknowledged(rumour, since: open[place].since))
      attempted[open.remove(at: place).attempt] = nil
    }
  }
}

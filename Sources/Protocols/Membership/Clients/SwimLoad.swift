public import Simulator

/// A client that lets agents leave, one after another, and take part again some time later.
///
/// It asks an agent again until that has answered.
public struct SwimLoad: Load {
  public typealias Subject = Swim
  public typealias Note = SwimClientNote

  /// What the client does, the same for the whole run.
  public struct Settings: Hashable, Sendable {
    /// Number of agents.
    public var agents: Int
    /// Whether there is a client at all; it can be made to ask for more than it wants by itself.
    public var hasClient = true
    /// Number of departures.
    public var departures: Int32 = 0
    /// When the first is.
    public var start = Nanoseconds.second
    /// Time from one to the next.
    public var interval = Nanoseconds.second
    /// Time after a departure until the agent is to take part again; 0 for never.
    public var absence: Nanoseconds = 5 * .second
    /// Time without an answer after which the agent is asked again.
    public var patience = Nanoseconds.second

    /// A client that lets nobody leave.
    public init(agents: Int) { self.agents = agents }
  }

  /// What wakes the client.
  public enum Alarm: AlarmTag {
    /// The next departure.
    case departure
    /// The time of an errand has come, or the patience with its last attempt is over.
    case errand(Int32)

    public init(code: Int32) { self = code < 0 ? .departure : .errand(code) }

    public var code: Int32 {
      if case .errand(let number) = self { number } else { -1 }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .departure: visitor.kind(0, "departure")
      case .errand(let number): visitor.kind(1, "errand", "errand", number)
      }
    }
  }

  /// Something that the client wants of an agent.
  private struct Errand: Sendable {
    let agent: AgentID
    let request: Swim.Request
    /// The one before it for the same agent, or -1.
    var former: Int32 = -1
    /// When it was first asked for; nil before.
    var since: Nanoseconds?
    var isDone = false
  }

  /// What the client does.
  public let settings: Settings
  public var clientCount: Int { settings.hasClient ? 1 : 0 }
  private var errands: [Errand] = []
  /// By agent, its last errand, or -1.
  private var latest: [Int32]
  private var departures: Int32 = 0

  /// A client that has not started.
  public init(_ settings: Settings) {
    self.settings = settings
    latest = Array(repeating: -1, count: settings.agents)
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<SwimLoad>) {
    if settings.departures > 0 { turn.wake(client, alarm: .departure, after: settings.start) }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<SwimLoad>
  ) {
    switch alarm {
    case .departure: letLeave(client, &turn)
    case .errand(let number): run(number, client, &turn)
    }
  }

  private mutating func letLeave(_ client: Int32, _ turn: inout LoadTurn<SwimLoad>) {
    departures += 1
    let agent = AgentID(Int(truncatingIfNeeded: turn.random.below(UInt64(settings.agents))))
    run(add(.leave, agent), client, &turn)
    if settings.absence > 0 {
      turn.wake(client, alarm: .errand(add(.join, agent)), after: settings.absence)
    }
    if departures < settings.departures {
      turn.wake(client, alarm: .departure, after: settings.interval)
    }
  }

  /// Takes an errand in, behind those for the same agent.
  private mutating func add(_ request: Swim.Request, _ agent: AgentID) -> Int32 {
    let number = Int32(truncatingIfNeeded: errands.count)
    errands.append(Errand(agent: agent, request: request, former: latest[agent.index]))
    latest[agent.index] = number
    return number
  }

  /// Asks the agent for the first time, or again.
  private mutating func run(
    _ number: Int32, _ client: Int32, _ turn: inout LoadTurn<SwimLoad>
  ) {
    let errand = errands[Int(number)]
    if errand.isDone { return }
    // What was wanted of the agent before comes first.
    if errand.former >= 0, !errands[Int(errand.former)].isDone {
      return turn.wake(client, alarm: .errand(number), after: settings.patience)
    }
    if errand.since == nil {
      errands[Int(number)].since = turn.now
      turn.note(errand.request == .leave ? .departure(errand.agent) : .comeback(errand.agent))
    }
    turn.submit(errand.request, RequestID(client: client, attempt: number), to: errand.agent)
    turn.wake(client, alarm: .errand(number), after: settings.patience)
  }

  /// An answer to a late copy of a request undid what was asked for since: that is asked for again.
  public mutating func receive(
    _ reply: Swim.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<SwimLoad>
  ) {
    let number = Int(id.attempt)
    if errands[number].isDone {
      var last = Int(latest[agent.index])
      while errands[last].since == nil { last = Int(errands[last].former) }
      if errands[last].isDone, errands[last].request != errands[number].request {
        errands[last].isDone = false
        run(Int32(truncatingIfNeeded: last), id.client, &turn)
      }
      return
    }
    errands[number].isDone = true
    turn.note(.done(agent, since: errands[number].since ?? turn.now))
  }
}

/// What the client can be made to ask for.
extension SwimLoad {
  /// That an agent leaves, or takes part again.
  public struct Wish: Askable, Hashable {
    /// Whom it is asked.
    public var agent = AgentID(0)
    /// What is asked.
    public var request = Swim.Request.leave

    /// With every field at its default.
    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.requiredAgent("agent", &agent, about: "The agent that is asked.")
      form.requiredWord("ask", &request, about: "Whether it is to leave or to take part again.")
    }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<SwimLoad>
  ) -> Bool {
    if wish.agent.index >= settings.agents { return false }
    run(add(wish.request, wish.agent), client, &turn)
    return true
  }
}

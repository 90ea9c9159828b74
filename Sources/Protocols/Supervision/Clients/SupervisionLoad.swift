public import Simulator

/// Clients that call workers by name, and now and then make one exit.
///
/// Each asks a random agent and does not ask again: what a failure loses is lost for good. What a scenario
/// lists is asked by the first client.
public struct SupervisionLoad: Load {
  public typealias Subject = Supervision
  public typealias Note = SupervisionClientNote

  /// How clients behave; the same for the whole run.
  public let settings: Settings
  public var clientCount: Int { settings.clients }

  /// By attempt.
  private var open = KeyedList<Int32, Operation>()
  private var attempts: Int32 = 0

  private struct Operation: Hashable, Sendable {
    let id: RequestID
    let request: Supervision.Request
    let since: Nanoseconds
  }

  /// Clients that have not started.
  public init(_ settings: Settings) { self.settings = settings }

  /// How clients behave.
  public struct Settings: Sendable {
    /// Number of clients.
    public var clients: Int
    /// Number of agents.
    public var agents: Int
    /// Time between what one client asks; nil if only what is listed is asked.
    public var interval: Delay?
    /// When clients start.
    public var start: Nanoseconds = 0
    /// When clients stop.
    public var stop = Nanoseconds.never
    /// Time without an answer after which a call is given up.
    public var patience = Nanoseconds.second
    /// The workers that are called, all alike.
    public var targets: [Int32] = []
    /// The chance that a request makes its worker exit.
    public var poison = Ratio.never
    /// The reasons of such exits, all alike.
    public var reasons: [Supervision.Reason] = [.error]
    /// The chance that a request asks for a dynamic child.
    public var starts = Ratio.never
    /// The supervisors of dynamic children.
    public var dynamic: [Int32] = []
    /// What is asked at times of its own.
    public var script: [Scripted] = []

    /// Clients that ask nothing but what is listed.
    public init(clients: Int, agents: Int, interval: Delay? = nil) {
      precondition(agents > 0, "agents \(agents) must be at least 1")
      self.clients = clients
      self.agents = agents
      self.interval = interval
    }
  }

  /// A request at a time of its own.
  public struct Scripted: Hashable, Sendable {
    let time: Nanoseconds
    let agent: AgentID
    let request: Supervision.Request

    /// What is asked of an agent at a time.
    public init(at time: Nanoseconds, of agent: AgentID, _ request: Supervision.Request) {
      self.time = time
      self.agent = agent
      self.request = request
    }
  }

  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// The patience with an attempt is over.
    case patience(Int32)
    /// The next request comes.
    case arrival
    /// A listed request comes.
    case listed(Int32)

    public init(code: Int32) {
      switch code {
      case 0...: self = .patience(code)
      case -1: self = .arrival
      default: self = .listed(-2 - code)
      }
    }

    public var code: Int32 {
      switch self {
      case .patience(let attempt): attempt
      case .arrival: -1
      case .listed(let place): -2 - place
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .patience(let attempt): visitor.kind(0, "patience", "attempt", attempt)
      case .arrival: visitor.kind(1, "arrival")
      case .listed(let place): visitor.kind(2, "listed", "place", place &+ 1)
      }
    }
  }
}

extension SupervisionLoad {
  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<SupervisionLoad>) {
    if client == 0 {
      for (place, scripted) in settings.script.enumerated() {
        turn.wake(client, alarm: .listed(Int32(place)), after: scripted.time)
      }
    }
    arm(client, after: settings.start, &turn)
  }

  private func arm(
    _ client: Int32, after time: Nanoseconds, _ turn: inout LoadTurn<SupervisionLoad>
  ) {
    guard let interval = settings.interval else { return }
    let next = time + Swift.max(1, interval.sample(turn.random.next()))
    if next < settings.stop { turn.wake(client, alarm: .arrival, after: next - turn.now) }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<SupervisionLoad>
  ) {
    switch alarm {
    case .arrival:
      let agent = AgentID(Int(turn.random.below(UInt64(settings.agents))))
      if let request = request(&turn.random) { ask(request, of: agent, client, &turn) }
      arm(client, after: turn.now, &turn)
    case .listed(let place):
      let scripted = settings.script[Int(place)]
      ask(scripted.request, of: scripted.agent, client, &turn)
    case .patience(let attempt):
      guard let operation = close(attempt) else { return }
      turn.note(.lost(client, operation.request))
    }
  }

  private func request(_ random: inout RandomStream) -> Supervision.Request? {
    if !settings.dynamic.isEmpty, random.happens(settings.starts) {
      return .startChild(SupervisionLoad.pick(settings.dynamic, &random))
    }
    if settings.targets.isEmpty { return nil }
    let target = SupervisionLoad.pick(settings.targets, &random)
    if settings.reasons.isEmpty || !random.happens(settings.poison) { return .call(target) }
    return .exit(target, SupervisionLoad.pick(settings.reasons, &random))
  }

  private static func pick<T>(_ values: [T], _ random: inout RandomStream) -> T {
    values[Int(random.below(UInt64(values.count)))]
  }

  private mutating func ask(
    _ request: Supervision.Request, of agent: AgentID, _ client: Int32,
    _ turn: inout LoadTurn<SupervisionLoad>
  ) {
    attempts += 1
    let id = RequestID(client: client, attempt: attempts)
    open.append(Operation(id: id, request: request, since: turn.now), attempts)
    turn.note(.asked(client, request))
    turn.submit(request, id, to: agent)
    turn.wake(client, alarm: .patience(attempts), after: settings.patience)
  }

  private mutating func close(_ attempt: Int32) -> Operation? {
    open.place(of: attempt).map { open.remove(at: $0) }
  }

  public mutating func receive(
    _ reply: Supervision.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<SupervisionLoad>
  ) {
    guard let operation = close(id.attempt) else { return }
    turn.note(.answered(id.client, operation.request, reply, since: operation.since))
  }
}

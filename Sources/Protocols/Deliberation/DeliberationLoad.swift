public import Simulator

/// Clients that put changes to the vote, at a rate and as listed.
///
/// Client `i` asks each agent in turn, beginning with agent `i`. A request or an answer that is lost
/// is not asked for again: the proposal itself is what is watched.
public struct DeliberationLoad: Load {
  public typealias Subject = Deliberation

  public struct Settings: Hashable, Sendable {
    public var clients: Int
    public var agents: Int
    /// Time between two proposals of a client; nil for none but the listed.
    public var interval: Delay?
    public var start: Nanoseconds
    public var stop: Nanoseconds
    /// Variables `0..<variables` change.
    public var variables: Int32
    /// Values are drawn from this range.
    public var values: ClosedRange<Int64>
    public var script: [Scripted]

    public init(
      clients: Int = 1, agents: Int, interval: Delay? = nil, start: Nanoseconds = 0,
      stop: Nanoseconds = .never, variables: Int32 = 1, values: ClosedRange<Int64> = 1...1000,
      script: [Scripted] = []
    ) {
      precondition(
        clients >= 0 && agents > 0 && variables > 0, "somebody to ask, something to change")
      self.clients = clients
      self.agents = agents
      self.interval = interval
      self.start = start
      self.stop = stop
      self.variables = variables
      self.values = values
      self.script = script
    }
  }

  /// One request of client 0 at a time of its own.
  public struct Scripted: Hashable, Sendable {
    public var at: Nanoseconds
    public var agent: AgentID
    public var request: Item

    public enum Item: Hashable, Sendable {
      case propose(variable: Int32, value: Int64, expectedVersion: Int32?)
      /// A vote, as told, on the proposal that was begun last.
      case vote(Vote.Choice)
    }

    public init(at: Nanoseconds, agent: AgentID, _ request: Item) {
      self.at = at
      self.agent = agent
      self.request = request
    }
  }

  /// What a client did or learned.
  public enum Note: Traceable {
    case asked(RequestID)
    case answered(RequestID, Deliberation.Reply)

    public var description: String {
      switch self {
      case .asked(let id): "\(id.description) asked"
      case .answered(let id, let reply): "\(id.description): \(reply.description)"
      }
    }

    public func feed(_ digest: inout Digest) {
      switch self {
      case .asked(let id): digest.feed((Int64(id.client) << 32) | Int64(id.attempt))
      case .answered(let id, let reply):
        digest.feed((Int64(id.client) << 32) | Int64(id.attempt))
        reply.feed(&digest)
      }
    }
  }

  private let settings: Settings
  private var attempts: [Int32]

  public init(_ settings: Settings) {
    self.settings = settings
    attempts = Array(repeating: 0, count: settings.clients)
  }

  public var clientCount: Int { settings.clients }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<Self>) {
    if client == 0 {
      for (number, item) in settings.script.enumerated() {
        turn.wake(client, alarm: Int32(number), after: item.at - turn.now)
      }
    }
    guard settings.interval != nil else { return }
    turn.wake(client, alarm: -1, after: max(0, settings.start - turn.now))
  }

  public mutating func wake(_ client: Int32, _ alarm: Int32, _ turn: inout LoadTurn<Self>) {
    if alarm >= 0 { return play(settings.script[Int(alarm)], &turn) }
    guard turn.now < settings.stop, let interval = settings.interval else { return }
    let variable = Int32(
      truncatingIfNeeded: turn.random.below(UInt64(settings.variables)))
    let value = turn.random.within(settings.values)
    let agent = (Int(client) + Int(attempts[Int(client)])) % settings.agents
    submit(
      .propose(variable: variable, value: value, expectedVersion: nil), client, AgentID(agent),
      &turn)
    turn.wake(client, alarm: -1, after: max(1, interval.sample(turn.random.next())))
  }

  private mutating func play(_ item: Scripted, _ turn: inout LoadTurn<Self>) {
    switch item.request {
    case .propose(let variable, let value, let version):
      submit(
        .propose(variable: variable, value: value, expectedVersion: version), 0, item.agent, &turn)
    case .vote(let choice):
      guard let begun else { return }
      submit(.vote(begun, choice), 0, item.agent, &turn)
    }
  }

  private mutating func submit(
    _ request: Deliberation.Request, _ client: Int32, _ agent: AgentID,
    _ turn: inout LoadTurn<Self>
  ) {
    attempts[Int(client)] += 1
    let id = RequestID(client: client, attempt: attempts[Int(client)])
    turn.note(.asked(id))
    turn.submit(request, id, to: agent)
  }

  /// The proposal that an agent said it began.
  private var begun: ProposalID?

  public mutating func receive(
    _ reply: Deliberation.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<Self>
  ) {
    if case .begun(let proposal) = reply { begun = proposal }
    turn.note(.answered(id, reply))
  }
}

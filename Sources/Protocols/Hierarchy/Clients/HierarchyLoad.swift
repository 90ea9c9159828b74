public import Simulator

/// A client that has proposals decided, one after another.
///
/// It asks an agent, turns to the one that this names as root, and asks another one when no answer comes,
/// until it knows the decision.
public struct HierarchyLoad: Load {
  public typealias Subject = Hierarchy
  public typealias Note = HierarchyClientNote

  /// What the client does, the same for the whole run.
  public struct Settings: Hashable, Sendable {
    /// Number of agents.
    public var agents: Int
    /// Number of proposals.
    public var proposals: Int32
    /// When the first is made.
    public var start: Nanoseconds
    /// Time from one to the next.
    public var interval: Nanoseconds
    /// The agent that is asked first; nil to draw one for each proposal.
    public var first: AgentID?
    /// Time without an answer after which another agent is asked.
    public var patience: Nanoseconds

    /// The behaviour of the client of a run.
    public init(
      agents: Int, proposals: Int32 = 1, start: Nanoseconds = .second,
      interval: Nanoseconds = .second, first: AgentID? = nil, patience: Nanoseconds = .second
    ) {
      precondition(agents > 0, "agents \(agents) must be at least 1")
      precondition(proposals >= 0, "proposals \(proposals) must not be negative")
      precondition(
        start >= 0 && interval >= 0 && patience > 0,
        "times must not be negative: start \(start), interval \(interval), patience \(patience)")
      self.agents = agents
      self.proposals = proposals
      self.start = start
      self.interval = interval
      self.first = first
      self.patience = patience
    }
  }

  /// What wakes the client.
  public enum Alarm: AlarmTag {
    /// The next proposal comes.
    case proposal
    /// The patience with an attempt is over.
    case attempt(Int32)

    public init(code: Int32) { self = code < 0 ? .proposal : .attempt(code) }

    public var code: Int32 {
      if case .attempt(let number) = self { number } else { -1 }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .proposal: visitor.kind(0, "proposal")
      case .attempt(let number): visitor.kind(1, "attempt", "attempt", number)
      }
    }
  }

  /// A proposal whose decision the client does not know.
  private struct Open: Sendable {
    let proposal: Int32
    let since: Nanoseconds
    var attempt: Int32 = -1
    var agent: AgentID
    /// How often it was sent on since it last chose an agent itself.
    var redirections = 0
  }

  /// What the client does.
  public let settings: Settings
  public var clientCount: Int { settings.proposals > 0 ? 1 : 0 }
  private var open: [Open] = []
  private var proposals: Int32 = 0
  private var attempts: Int32 = 0

  /// A client that has not started.
  public init(_ settings: Settings) { self.settings = settings }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<HierarchyLoad>) {
    turn.wake(client, alarm: .proposal, after: settings.start)
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<HierarchyLoad>
  ) {
    switch alarm {
    case .proposal: propose(client, &turn)
    case .attempt(let attempt):
      guard let place = open.firstIndex(where: { $0.attempt == attempt }) else { return }
      open[place].redirections = 0
      open[place].agent = drawAgent(&turn)
      askAgain(place, client, &turn)
    }
  }

  private func drawAgent(_ turn: inout LoadTurn<HierarchyLoad>) -> AgentID {
    AgentID(Int(truncatingIfNeeded: turn.random.below(UInt64(settings.agents))))
  }

  private mutating func propose(_ client: Int32, _ turn: inout LoadTurn<HierarchyLoad>) {
    let agent = settings.first ?? drawAgent(&turn)
    turn.note(.asked(proposals, agent))
    open.append(Open(proposal: proposals, since: turn.now, agent: agent))
    proposals += 1
    ask(open.count - 1, client, &turn)
    if proposals < settings.proposals {
      turn.wake(client, alarm: .proposal, after: settings.interval)
    }
  }

  private mutating func ask(
    _ place: Int, _ client: Int32, _ turn: inout LoadTurn<HierarchyLoad>
  ) {
    open[place].attempt = attempts
    turn.submit(
      .decide(open[place].proposal), RequestID(client: client, attempt: attempts),
      to: open[place].agent)
    turn.wake(client, alarm: .attempt(attempts), after: settings.patience)
    attempts += 1
  }

  private mutating func askAgain(
    _ place: Int, _ client: Int32, _ turn: inout LoadTurn<HierarchyLoad>
  ) {
    turn.note(.askedAgain(open[place].proposal, open[place].agent))
    ask(place, client, &turn)
  }

  public mutating func receive(
    _ reply: Hierarchy.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<HierarchyLoad>
  ) {
    switch reply {
    case .decided(let proposal, let outcome):
      guard let place = open.firstIndex(where: { $0.proposal == proposal }) else { return }
      turn.note(.answered(proposal, outcome, since: open[place].since))
      open.remove(at: place)
    case .notRoot(_, let root):
      // What agents believe may go round in a circle.
      guard let root, let place = open.firstIndex(where: { $0.attempt == id.attempt }),
        open[place].redirections < 4
      else { return }
      open[place].redirections += 1
      open[place].agent = root
      askAgain(place, id.client, &turn)
    }
  }
}

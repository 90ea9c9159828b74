public import Simulator

/// A client that waits for the result of a team: it asks now one agent and now another.
public struct TeamLoad: Load {
  public typealias Subject = TeamAgent
  public typealias Note = TeamClientNote

  /// What the client does, the same for the whole run.
  public struct Settings: Hashable, Sendable {
    /// Number of agents; without any there is no client.
    public var agents: Int
    /// Time from one question to the next.
    public var interval: Nanoseconds

    /// - Precondition: `interval` is positive.
    public init(agents: Int, interval: Nanoseconds = 500 * .millisecond) {
      precondition(interval > 0, "interval \(interval) must be positive")
      self.agents = agents
      self.interval = interval
    }
  }

  /// What the client does.
  public let settings: Settings
  private var attempts: Int32 = 0
  private var isOver = false

  /// A client that has not started.
  public init(_ settings: Settings) { self.settings = settings }

  public var clientCount: Int { settings.agents > 0 ? 1 : 0 }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<TeamLoad>) {
    turn.wake(client, alarm: 0, after: settings.interval)
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Int32, _ turn: inout LoadTurn<TeamLoad>
  ) {
    if isOver { return }
    let agent = AgentID(Int(truncatingIfNeeded: turn.random.below(UInt64(settings.agents))))
    attempts += 1
    turn.note(.asked(agent))
    turn.submit(.outcome, RequestID(client: client, attempt: attempts), to: agent)
    turn.wake(client, alarm: 0, after: settings.interval)
  }

  public mutating func receive(
    _ reply: TeamAgent.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<TeamLoad>
  ) {
    if isOver { return }
    switch reply {
    case .underWay(let round): turn.note(.heard(round: round))
    case .finished(let headline):
      isOver = true
      turn.note(.finished(headline: headline))
    }
  }
}

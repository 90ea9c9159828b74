public import Simulator

extension FencedElection {
  /// An agent's part in the elections of one scope.
  public struct Membership: Hashable, Sendable {
    /// The agent.
    public let id: AgentID
    /// The scope whose member it is.
    public let scope: Election.Scope
    /// Which of the agent's scopes this is, as its timers say.
    let scopeIndex: UInt8
    let settings: Election.Settings

    // Durable: each change is persisted in the step that makes it.
    /// The newest term in which this agent acknowledged a leader.
    public internal(set) var term: Election.Term = 0
    /// The leader that it acknowledged in `term`.
    public internal(set) var acknowledged: AgentID?

    /// What it is doing.
    public internal(set) var phase = Phase.following
    /// The leader of `term`, once it is known to lead.
    public internal(set) var leader: AgentID?
    /// Until when, on its own clock, this agent acknowledges no leader but `acknowledged`.
    var promiseEnd: Nanoseconds = -.never
    /// The latest term heard of or tried; at least `term`.
    var seen: Election.Term = 0
    /// The term of the election that this agent holds.
    public internal(set) var proposal: Election.Term = 0
    /// When a candidate gives up.
    var giveUpAt: Nanoseconds = 0
    /// Until when an agent that resigned does not stand.
    var abstainsUntil: Nanoseconds = -.never
    var detector: FailureDetector

    // Of a candidate or leader.
    var tally = Tally()
    /// Members of this candidate's term or a later one, which refused it.
    var refusers = AgentSet()
    /// Until when it may act as leader, on its own clock.
    public internal(set) var leaseEnd: Nanoseconds = -.never
    /// Number of the last order.
    var orderNumber: Int64 = 0
    /// Orders that no majority has accepted yet, in the order of their numbers.
    var orders = KeyedList<Int64, PendingOrder>()

    init(
      _ profile: Profile, _ settings: Election.Settings, _ scope: Election.Scope,
      scopeIndex: UInt8
    ) {
      id = profile.id
      self.scope = scope
      self.scopeIndex = scopeIndex
      self.settings = settings
      detector = FailureDetector(settings.detection)
    }

    /// What an agent is doing in a scope.
    @frozen
    public enum Phase: String, Word {
      /// It follows a leader, or waits before it holds an election.
      case following
      /// It asked the fitter members whether they are there.
      case electing
      /// One of them answered; it waits for that one's announcement.
      case deferring
      /// It asked all members to acknowledge it.
      case candidate
      case leading
    }

    /// An order with the request that waits for its outcome.
    struct PendingOrder: Hashable, Sendable {
      let number: Int64
      let request: RequestID
      var accepted = AgentSet()
    }
  }
}

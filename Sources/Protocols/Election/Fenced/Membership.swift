public import Simulator

extension FencedElection {
  /// An agent's part in the elections of one scope.
  public struct Seat: Hashable, Sendable {
    public let id: AgentID
    public let scope: Election.Scope
    /// Which of the agent's scopes, in timers.
    let place: UInt8
    let settings: Election.Settings

    // Durable: each change is persisted in the step that makes it.
    /// The newest term in which this agent acknowledged a leader.
    public internal(set) var term: Election.Term = 0
    /// Whom it acknowledged in `term`.
    public internal(set) var acknowledged: AgentID?

    public internal(set) var phase = Phase.following
    /// The leader of `term`, once it is known to lead.
    public internal(set) var leader: AgentID?
    /// Until when, on its own clock, this agent acknowledges nobody but `acknowledged`.
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
    /// Who refused this candidate, being of its term or a later one.
    var refusers = AgentSet()
    /// Until when it may act as leader, on its own clock.
    public internal(set) var leaseEnd: Nanoseconds = -.never
    /// Number of the last order.
    var orderNumber: Int64 = 0
    /// Orders that no majority has accepted yet, in the order of their numbers.
    var orders: [PendingOrder] = []

    init(
      _ profile: Profile, _ settings: Election.Settings, _ scope: Election.Scope, place: UInt8
    ) {
      id = profile.id
      self.scope = scope
      self.place = place
      self.settings = settings
      detector = FailureDetector(settings.detection)
    }

    /// What an agent is doing in a scope.
    @frozen
    public enum Phase: UInt8, Hashable, Sendable {
      /// It follows a leader, or waits before it holds an election.
      case following
      /// It asked the fitter members whether they are there.
      case electing
      /// One of them is; it waits for that one's announcement.
      case deferring
      /// It asked all members to acknowledge it.
      case candidate
      case leading
    }

    /// An order with the client that waits for its outcome.
    struct PendingOrder: Hashable, Sendable {
      let number: Int64
      let request: RequestID
      var accepted = AgentSet()
    }
  }

  /// What a candidate or leader knows of its members' promises.
  struct Tally: Hashable, Sendable {
    /// For each member, when what it acknowledged last was sent, on the sender's clock.
    private var stamps: [Nanoseconds] = []
    private var majority = 0
    /// The newest time such that a majority acknowledged what was sent then or later.
    private(set) var base: Nanoseconds = -.never
    /// Number of members who acknowledged something newer than `base`.
    private var ahead = 0

    init() {}

    init(memberCount: Int) {
      stamps = Array(repeating: -.never, count: memberCount)
      majority = memberCount / 2 + 1
    }

    func hasAcknowledged(_ member: Int) -> Bool { stamps[member] > -.never }

    /// Number of members who acknowledged at all.
    ///
    /// - Complexity: O(n)
    var count: Int { stamps.count { $0 > -.never } }

    /// A member acknowledged what was sent at a time; whether that moved `base`.
    ///
    /// - Complexity: O(1), but O(n log n) when it does
    mutating func record(_ member: Int, _ stamp: Nanoseconds) -> Bool {
      if stamp <= stamps[member] { return false }
      if stamp > base, stamps[member] <= base { ahead += 1 }
      stamps[member] = stamp
      if ahead < majority { return false }
      let newest = stamps.sorted(by: >)
      base = newest[majority - 1]
      ahead = newest.firstIndex { $0 <= base } ?? 0
      return true
    }
  }
}

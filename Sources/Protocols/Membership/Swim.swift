public import Simulator

/// Membership by SWIM: each agent probes one other in a period, and what it finds travels on those probes.
///
/// From *SWIM: Scalable Weakly-consistent Infection-style Process Group Membership Protocol* (Das, Gupta and
/// Motivala, DSN 2002). Once a period an agent pings a member. Without an answer within the timeout it asks
/// some others to ping it, and without any answer by the end of the period the probe has failed (section
/// 3.1). A member whose probe failed is suspected, and declared dead if it does not refute that in time by a
/// higher incarnation (4.2); it is declared dead at once where suspicion is off. News of members is sent on
/// pings and answers, each a limited number of times and the least sent first (4.1), or to all at once.
/// Targets are drawn, or come in a random order in which each has its turn once a pass (4.3).
///
/// The three rules of Lifeguard (Dadgar, Phillips and Currey, *Lifeguard: Local Health Awareness for More
/// Accurate Failure Detection*, DSN 2018) can be switched on one by one: an agent that finds itself slow
/// probes less often and waits longer, a suspicion that few confirm lasts longer, and a ping tells the
/// suspected member that it is.
///
/// What differs from the paper: there a member declared dead is gone, and comes back under another name. Here
/// a higher incarnation brings it back, as in the implementation that Lifeguard was measured with. So what is
/// said of a member is ordered by incarnation and then by status, and tables that hear the same agree. An
/// agent that writes to a member which it holds to be dead says so, the member refutes it, and whoever tells an
/// agent less of it than it says of itself is told. Two more
/// messages serve agreement: tables are compared now and then (`sync`), and the dead are pinged (`reconnect`),
/// without which two sides that hold each other to be dead would never meet again.
///
/// A deadline of an agent's clock has passed for whatever the agent takes up later, even if that reached its
/// inbox before: in real programs timers do not queue behind messages.
public struct Swim: Hashable, Sendable {
  /// How members are watched; the same at all agents.
  public let settings: Settings
  let clusterSize: Int32
  let id: AgentID
  /// Times that a piece of news is sent.
  let sendLimit: Int32
  /// What the agent holds of each agent, itself included.
  public internal(set) var table: MemberTable
  /// The others that are alive or suspected, in the order of the pass.
  var order: ProbeOrder
  /// Members declared dead, to be pinged now and then; some may be alive again.
  var lost: [Int32] = []
  var news = NewsQueue()
  var suspicions = SuspicionList()
  var probe = Probe()
  /// Number of the newest ping; each life draws where it starts, so that answers to an earlier one mean nothing.
  var sequence: Int32 = 0
  /// Pings for others, ascending by sequence and by due time.
  var relays: [Relay] = []
  /// Lifeguard's local health multiplier, from 0 (well) to the settings' limit.
  public internal(set) var health: Int32 = 0

  /// An agent that holds all others to be alive.
  public init(_ profile: Profile, _ settings: Settings) {
    self.settings = settings
    clusterSize = Int32(truncatingIfNeeded: profile.clusterSize)
    id = profile.id
    sendLimit = settings.sendLimit(members: profile.clusterSize)
    table = MemberTable(count: profile.clusterSize)
    order = ProbeOrder(count: profile.clusterSize, except: profile.id)
  }
}

extension Swim {
  /// The probe of a period.
  struct Probe: Hashable, Sendable {
    /// Whom it concerns; -1 once it has been answered or has failed.
    var target: Int32 = -1
    var sequence: Int32 = 0
    /// When the period ends, on the agent's clock.
    var deadline: Nanoseconds = 0
    /// Agents that were asked to ping and have said nothing yet.
    var silentRelays: Int32 = 0
  }

  /// A ping for another agent.
  struct Relay: Hashable, Sendable {
    let sequence: Int32
    let requester: AgentID
    /// The number by which the requester knows its probe.
    let theirs: Int32
    /// When the requester is told that there was no answer, on the agent's clock.
    let due: Nanoseconds
    var isAnswered = false
  }

  /// What the agent says of itself.
  public var own: Row { table[id] }
  /// Whether it takes part.
  public var isMember: Bool { own.status != .left }
  /// Number of members that it suspects now.
  public var suspicionCount: Int { suspicions.count }

  /// How many times longer than set probes take now.
  var stretch: Int64 { settings.localHealthProbe ? Int64(health) + 1 : 1 }

  /// Takes note of how well the agent itself does.
  mutating func noteHealth(_ change: Int32) {
    guard settings.localHealthProbe else { return }
    health = max(0, min(settings.healthLimit, health &+ change))
  }
}

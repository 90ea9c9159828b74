public import Simulator

extension Rendezvous {
  /// How a group comes about.
  public enum Method: String, Word {
    /// A host keeps the rendezvous, and a group does round after round.
    case store
    /// A lighthouse forms a quorum for each round, by heartbeats.
    case lighthouse
    /// Peers look for others, and leaders gather them.
    case matchmaking
  }

  /// What a host does for the members of a group when it has not heard of one of them for too long.
  public enum LossRule: String, Word {
    /// Nothing: they notice by their collective, when that times out.
    case wait
    /// It tells them that the group has ended.
    case tell
  }

  /// When a host takes an agent in that comes while a group is at work.
  public enum AdmissionRule: String, Word {
    /// At once: the members' work on the round is lost.
    case atOnce = "at once"
    /// Once the round is done.
    case betweenRounds = "between rounds"
  }

  /// What a member does that does not hear of the host.
  public enum SilenceRule: String, Word {
    /// It leaves its group and waits for the host.
    case stop
    /// It goes on as long as the other members do.
    case carryOn = "carry on"
  }

  /// When the host itself leaves the exit barrier.
  public enum HostExit: String, Word {
    /// As soon as it sees that all are there.
    case first
    /// Once every other has said that it leaves.
    case last
  }

  /// What a quorum takes besides the fewest members.
  public enum QuorumRule: String, Word {
    /// Nothing: those that came first. Each quorum counts its rounds on from its members' last one.
    case fastest
    /// More than half of those that send heartbeats. A round is given out once.
    case majority
  }

  /// Which of two peers asks the other to lead it.
  public enum JoinOrder: String, Word {
    /// The one that entered later; both, if they entered at the same time.
    case none
    /// The one that entered later; the one of the greater identity, if they entered at the same time.
    case identity
  }

  /// What a leader does at the end of its gathering without enough followers.
  public enum GatheringRule: String, Word {
    /// It keeps those that it has, for as long as it takes.
    case hold
    /// It lets them go.
    case release
  }

  /// What a scenario sets; the same for all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// How a group comes about.
    public var method = Method.store
    /// Who keeps the rendezvous.
    public var host = AgentID(0)
    /// Whether the host works in groups too.
    public var hostWorks = true
    /// The fewest members of a group.
    public var fewest: Int32 = 2
    /// The most members of a group; 0 for all that work.
    public var largest: Int32 = 0
    /// Time from when there are enough for a group until it is formed without those that are missing.
    public var lastCall = Nanoseconds.second
    /// Time from one sign of life to the next.
    public var heartbeat = 200 * Nanoseconds.millisecond
    /// Silence after which an agent is taken for dead.
    public var heartbeatTimeout = 2 * Nanoseconds.second
    /// The longest wait for a group.
    public var patience = 60 * Nanoseconds.second
    /// The work of a member on a round.
    public var work = Delay.constant(.second)
    /// The longest wait for the other members' parts.
    public var collectiveTimeout = 30 * Nanoseconds.second
    /// Rounds after which the job is done, or 0 for a job without end.
    public var rounds: Int32 = 0
    /// The longest wait in the exit barrier.
    public var exitTimeout = 300 * Nanoseconds.second
    /// Store: what the host does for the others when it has not heard of a member.
    public var onLoss = LossRule.tell
    /// Store: when the host takes in an agent that comes later.
    public var admission = AdmissionRule.betweenRounds
    /// Store: what a member does that does not hear of the host.
    public var onSilence = SilenceRule.carryOn
    /// Store: when the host itself leaves the exit barrier.
    public var hostExit = HostExit.last
    /// Lighthouse: what a quorum takes.
    public var quorum = QuorumRule.majority
    /// Lighthouse: whether an agent that sends no heartbeats any more is dropped.
    public var dropsDead = true
    /// Matchmaking: which of two peers asks the other.
    public var order = JoinOrder.identity
    /// Matchmaking: whether a leader whose group is not full joins an earlier one with its followers.
    public var merges = true
    /// Matchmaking: what a leader does that gathered too few.
    public var gathering = GatheringRule.release
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of a scenario that sets nothing.
    public init() {}

    /// Whether one agent keeps the rendezvous.
    public var hasHost: Bool { method != .matchmaking }

    /// The longest that an agent may wait in a phase; nil where it does not wait for others.
    public func bound(of phase: Phase) -> Nanoseconds? {
      switch phase {
      case .waiting: patience
      case .collecting: collectiveTimeout
      case .exiting: exitTimeout
      case .serving, .working, .storing, .resting, .left: nil
      }
    }
  }
}

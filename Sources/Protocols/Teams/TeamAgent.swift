public import Simulator

/// An agent of a team that computes something together, in rounds of tasks.
///
/// The team's state is a `Snapshot` that grows by one round at a time. The agent that is elected for all
/// is the coordinator: it leases the tasks of the round to workers, of which it is one, gathers what they
/// report, makes the next snapshot of that and sends it to all; then the team deliberates on it. The
/// proposal names the round and the snapshot's digest, and a member accepts only a snapshot that its own
/// disk keeps. So what is decided, a majority keeps, and the log orders rounds: of two coordinators that
/// take each other for deposed one decides a round, and the other's proposal meets a version that is gone.
/// A successor goes on from what was decided, whatever became of its predecessor.
///
/// When a round is decided, its members meet at a barrier, the coordinator among them, and the coordinator
/// announces what was reached by synchronisation: clients are answered with that.
///
/// Workers do one task at a time, which takes time; a crash ends it. A report counts only under the newest
/// lease of its task, in the term of its coordinator, for the snapshot that was decided, and once.
///
/// It is made of `parts`, which it asks as a client on the spot would, and whose state it reads. Durable,
/// beside what the parts keep, are the decided snapshot and those that may yet be decided.
public struct TeamAgent: Hashable, Sendable {
  /// Which agent of which cluster this is.
  public let profile: Profile
  /// What the scenario sets, equal at all agents.
  public let settings: Settings
  /// Deliberation, election, synchronisation and barriers.
  public internal(set) var parts: CoordinatingAgent
  /// What the parts answered to this agent's own requests, until it is looked at in the same step.
  var inbox: [Answer] = []
  /// Number of requests to the parts in this life.
  var asked: Int32 = 0

  // Durable: each change is persisted in the step that makes it.
  /// The newest decided snapshot that this agent has.
  public internal(set) var decided: Snapshot
  /// Snapshots of later rounds, which may have been decided or may yet be.
  var candidates: [Snapshot] = []

  /// What is put to the vote and waits for its snapshot: at most one proposal of each proposer.
  var heldBack: [Proposal] = []
  /// A snapshot that was decided and that this agent lacks.
  var wanted: Wanted?
  /// The request to the barrier of the decided snapshot's round.
  var meeting: Int32 = 0
  /// Whether that barrier is over, for this agent.
  var hasMet = false
  var tickIsArmed = false

  /// The agent as a worker.
  var work = Work()
  /// The agent as the coordinator, while it is one.
  public internal(set) var coordination: Coordination?

  struct Answer: Hashable, Sendable {
    let request: Int32
    let reply: CoordinatingAgent.Reply
  }

  struct Wanted: Hashable, Sendable {
    let round: Int32
    let digest: Int64
    let proposer: AgentID
    /// How often it was asked for.
    var attempts = 0
  }

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    parts = CoordinatingAgent(profile, settings.parts)
    decided = settings.job.initial
  }

  /// The term in which this agent coordinates, or nil.
  public var term: Election.Term? { coordination?.term }

  /// What the coordinators have announced: the newest round, and what the job says of it.
  public var announcement: (round: Int32, headline: Int64) {
    TeamAgent.unpacked(parts.synchronisation.value(of: TeamAgent.variable))
  }

  /// The variable of deliberation and of synchronisation that the team uses.
  static var variable: Int32 { 0 }

  static func packed(_ round: Int32, _ headline: Int64) -> Int64 {
    Int64(round) << 40 | Swift.max(0, Swift.min(headline, 1 << 40 - 1))
  }

  static func unpacked(_ value: Int64) -> (round: Int32, headline: Int64) {
    (Int32(truncatingIfNeeded: value >> 40), value & (1 << 40 - 1))
  }
}

extension TeamAgent {
  /// Whether a task is under way here.
  public var isWorking: Bool { work.current != nil }
}

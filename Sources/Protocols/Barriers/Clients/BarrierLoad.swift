public import Simulator

/// Clients that bring agents to barriers, round after round.
///
/// Client `i` belongs to agent `i`: in each round it works for a drawn time, lets its agent arrive at
/// the round's barrier, waits for the outcome and starts the next round. One more client creates each
/// round's generation when the first worker starts the round, or later; the last one creates the first
/// round's as well, if there is a rival. Barriers are used in turn: round `r` is generation
/// `r / barriers` of barrier `r % barriers`.
///
/// A client that hears nothing within its patience asks again, and one that is refused for lack of a
/// barrier comes again after a pause; or, as in the brief, it exits in the first case and gives up in
/// the second.
public struct BarrierLoad: Load {
  public typealias Subject = Barrier
  public typealias Note = BarrierClientNote

  /// What clients do, the same for the whole run.
  public let settings: Settings
  /// One for each agent, one that creates, one that creates as well if there is a rival.
  public var clientCount: Int { settings.agents + 2 }

  var workers: [Worker]
  /// The rounds whose creation is not answered, by the last attempt at it.
  var creations: [Int32: Int32] = [:]
  var attempts: Int32 = 0
  /// The first round for which no creation is scheduled.
  var nextRound: Int32 = 0

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    workers = Array(repeating: Worker(), count: settings.agents)
  }

  /// The state of one worker.
  struct Worker: Sendable {
    var round: Int32 = 0
    /// The attempt that it waits for, or -1.
    var attempt: Int32 = -1
    /// The first attempt of this round; answers to earlier ones mean nothing to it.
    var firstAttempt: Int32 = 0
    /// Since when it waits for this round's outcome.
    var since: Nanoseconds = 0
    var isDone = false
  }

  /// How the clients behave; the same for the whole run.
  public struct Settings: Sendable {
    /// Number of agents, each with a client.
    public var agents: Int
    /// The agent that creations are sent to.
    public var coordinator: AgentID
    /// Rounds of each worker.
    public var rounds: Int32
    /// Number of different barriers.
    public var barriers: Int32
    /// When workers start.
    public var start: Nanoseconds
    /// Time a worker works before it comes to the barrier.
    public var work: Delay
    /// Number of agents that take part, the first ones; the others come only if `outsiders`.
    public var participants: Int
    /// Whether agents that are no members come too.
    public var outsiders: Bool
    /// Whether generations are created for a count and not for a set of members.
    public var countsOnly: Bool
    /// Time after the first worker starts a round until its generation is created; nil for standing
    /// barriers.
    public var creationDelay: Nanoseconds?
    /// Of each generation that is created.
    public var deadline: Nanoseconds
    /// Time without an answer after which a client asks again, or exits.
    public var patience: Nanoseconds
    /// Time after which a client that was refused comes again.
    public var pause: Nanoseconds
    /// Whether a client that hears nothing exits, as a caller of the brief does.
    public var exitsOnSilence: Bool
    /// Whether a client never comes again when there was no barrier.
    public var givesUp: Bool
    /// The chance that a client asks twice at once.
    public var repeats: Ratio
    /// When another client creates the first round's barrier too, or nil.
    public var rivalCreation: Nanoseconds?

    /// The behaviour of all clients of a run.
    public init(
      agents: Int, coordinator: AgentID = AgentID(0), rounds: Int32 = 1, barriers: Int32 = 1,
      start: Nanoseconds = 0, work: Delay = .constant(0), participants: Int? = nil,
      outsiders: Bool = false, countsOnly: Bool = false, creationDelay: Nanoseconds? = 0,
      deadline: Nanoseconds = 30 * .second, patience: Nanoseconds = 5 * .second,
      pause: Nanoseconds = 100 * .millisecond, exitsOnSilence: Bool = false,
      givesUp: Bool = false, repeats: Ratio = .never, rivalCreation: Nanoseconds? = nil
    ) {
      precondition(agents > 0, "agents \(agents) must be at least 1")
      precondition(rounds >= 0, "rounds \(rounds) must not be negative")
      precondition(barriers > 0, "barriers \(barriers) must be at least 1")
      self.agents = agents
      self.coordinator = coordinator
      self.rounds = rounds
      self.barriers = barriers
      self.start = start
      self.work = work
      self.participants = participants ?? agents
      self.outsiders = outsiders
      self.countsOnly = countsOnly
      self.creationDelay = creationDelay
      self.deadline = deadline
      self.patience = patience
      self.pause = pause
      self.exitsOnSilence = exitsOnSilence
      self.givesUp = givesUp
      self.repeats = repeats
      self.rivalCreation = rivalCreation
    }
  }
}

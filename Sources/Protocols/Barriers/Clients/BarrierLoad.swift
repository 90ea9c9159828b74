public import Simulator

/// Clients that bring agents to barriers, round after round.
///
/// Client `i` belongs to agent `i`: in each round it works for a drawn time, lets its agent come to
/// the round's barrier, waits for the outcome and begins the next round. One more client, the last,
/// creates each round's generation when the first worker begins the round, or later. Barriers are used
/// in turn: round `r` is generation `r / barriers` of barrier `r % barriers`.
///
/// A client that hears nothing within its patience asks again, and one that is refused for lack of a
/// barrier comes again after a pause; or, as in the brief, it exits in the first case and gives up in
/// the second.
public struct BarrierLoad: Load {
  public typealias Subject = Barrier
  public typealias Note = BarrierClientNote

  public let settings: Settings
  /// One for each agent, one that creates, one that creates as well if there is a rival.
  public var clientCount: Int { settings.agents + 2 }

  var workers: [Worker]
  /// Creations that are not answered, by round.
  var creations: [Creation] = []
  var attempts: Int32 = 0
  /// The first round for which no creation has been begun.
  var nextRound: Int32 = 0

  public init(_ settings: Settings) {
    self.settings = settings
    workers = Array(repeating: Worker(), count: settings.agents)
  }

  /// What is kept for one worker.
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

  struct Creation: Sendable {
    let round: Int32
    var attempt: Int32
  }

  /// How the clients behave; the same for the whole run.
  public struct Settings: Sendable {
    public var agents: Int
    public var coordinator: AgentID
    /// Rounds of each worker.
    public var rounds: Int32
    /// Number of different barriers.
    public var barriers: Int32
    /// When workers begin.
    public var start: Nanoseconds
    /// Time a worker works before it comes to the barrier.
    public var work: Delay
    /// Agents that take part, the first so many; the others only come along if `outsiders`.
    public var participants: Int
    /// Whether agents that are no members come too.
    public var outsiders: Bool
    /// Whether generations are created for a count and not for a set of members.
    public var countsOnly: Bool
    /// Time after the first worker begins a round until its generation is created; nil for standing
    /// barriers.
    public var creationDelay: Nanoseconds?
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

    public init(
      agents: Int, coordinator: AgentID = AgentID(0), rounds: Int32 = 1, barriers: Int32 = 1,
      start: Nanoseconds = 0, work: Delay = .constant(0), participants: Int? = nil,
      outsiders: Bool = false, countsOnly: Bool = false, creationDelay: Nanoseconds? = 0,
      deadline: Nanoseconds = 30 * .second, patience: Nanoseconds = 5 * .second,
      pause: Nanoseconds = 100 * .millisecond, exitsOnSilence: Bool = false,
      givesUp: Bool = false, repeats: Ratio = .never, rivalCreation: Nanoseconds? = nil
    ) {
      precondition(agents > 0 && rounds >= 0 && barriers > 0, "there is something to do")
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

/// A fact that a client of barriers states for measures.
@frozen
public enum BarrierClientNote: Traceable {
  /// The client wants its agent to come.
  case came(Int32, Barrier.Instance)
  /// The client has its answer.
  case answered(Int32, Barrier.Instance, Barrier.Reply, since: Nanoseconds)
  /// The client asks once more.
  case retried(Int32, Barrier.Instance)
  /// The client stops for good: it heard nothing, or its agent exited.
  case exited(Int32, Barrier.Instance)
  /// The client stops for good: there was no barrier.
  case gaveUp(Int32, Barrier.Instance)
  /// A creation was answered.
  case created(Barrier.Instance, Barrier.Reply)

  private var code: (Int, Int32, Barrier.Instance) {
    switch self {
    case .came(let client, let instance): (0, client, instance)
    case .answered(let client, let instance, _, _): (1, client, instance)
    case .retried(let client, let instance): (2, client, instance)
    case .exited(let client, let instance): (3, client, instance)
    case .gaveUp(let client, let instance): (4, client, instance)
    case .created(let instance, _): (5, -1, instance)
    }
  }

  public func feed(_ digest: inout Digest) {
    let (tag, client, instance) = code
    digest.feed(tag)
    digest.feed(Int(client))
    instance.feed(&digest)
    switch self {
    case .answered(_, _, let reply, _), .created(_, let reply): reply.feed(&digest)
    default: break
    }
  }

  public var description: String {
    let (_, client, instance) = code
    let who = "client \(client &+ 1)"
    switch self {
    case .came: return "\(who) comes to \(instance.text)"
    case .answered(_, _, let reply, _):
      return "\(who) answered at \(instance.text): \(reply.description)"
    case .retried: return "\(who) asks again at \(instance.text)"
    case .exited: return "\(who) exits at \(instance.text)"
    case .gaveUp: return "\(who) gives up at \(instance.text)"
    case .created(_, let reply): return "creation of \(instance.text): \(reply.description)"
    }
  }
}

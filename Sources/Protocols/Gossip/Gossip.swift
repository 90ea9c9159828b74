public import Simulator

/// Epidemic dissemination: agents tell rumours to agents drawn at random, until it no longer pays.
///
/// From *Epidemic Algorithms for Replicated Database Maintenance* (Demers et al., PODC 1987). An agent
/// that does not know a rumour is susceptible to it; one that knows it and spreads it is infective, and
/// one that knows it and has lost interest is removed. Rumour mongering is cheap and may die out before
/// it has reached every agent; anti-entropy, which compares all that two agents know, reaches the rest.
///
/// - Rumour mongering: once a cycle an agent contacts another, drawn uniformly, and pushes the rumours
///   it is interested in, pulls those of the other, or both. Interest is lost after contacts that were
///   useless (`Response.feedback`), or after contacts of any kind (`Response.blind`).
/// - Anti-entropy: with a period of its own an agent sends another what it knows as a digest, and the
///   two exchange what is missing.
///
/// Of the published tables' rules, which the paper says in part: a contact was useless if the partner
/// knew the rumour at the *start* of the cycle; the counter returns to 0 when a contact was not useless;
/// and an agent that is in several contacts in a cycle counts once, at the end of the cycle, and then as
/// if needed if any of them needed the rumour. No answer says nothing.
///
/// What an agent knows is durable before it tells any other, and never unlearned. Interest is not: after
/// a restart an agent knows its rumours and spreads none of them.
public struct Gossip: Hashable, Sendable {
  /// How rumours are spread; the same at all agents.
  public let settings: Settings
  let clusterSize: Int32
  /// Of the agent's contact that waits for a connection: the one that was called, or -1.
  var callee: Int32 = -1
  /// How many more agents may be called in this cycle after rejections.
  var attempts: Int32 = 0
  /// Connections accepted in `cycle`.
  var accepted: Int32 = 0
  /// The cycle that `fresh` and `accepted` are of, on the agent's own clock.
  var cycle: Int64 = .min
  /// When the agent's cycles start, within an interval of its own clock.
  var phase: Nanoseconds = 0
  /// The rumours that the agent knows: on its disk, or on their way there.
  public internal(set) var known = RumourSet()
  /// Those learned in `cycle`, where contacts are judged by its start.
  var fresh = RumourSet()
  /// The rumours that the agent spreads, ascending; each is known.
  public var hot: [Interest] { interests.all }
  var interests = Interests()
  /// Which those are.
  @usableFromInline var spread: RumourSet { interests.rumours }

  /// An agent that knows no rumour.
  public init(_ profile: Profile, _ settings: Settings) {
    self.settings = settings
    clusterSize = Int32(truncatingIfNeeded: profile.clusterSize)
  }
}

extension Gossip {
  /// A rumour that an agent spreads.
  public struct Interest: Hashable, Sendable {
    /// What it spreads.
    public let rumour: Rumour
    /// Cycles in which it was told in vain, without one in between in which it was needed.
    public let counter: Int32
    /// Whether a contact of this cycle needed it.
    let wasNeeded: Bool
    /// Whether a contact of this cycle counts against it.
    let wasUseless: Bool
  }

  /// What an agent is, all rumours together.
  public enum State: UInt8, Hashable, Sendable {
    /// It knows no rumour.
    case susceptible
    /// It spreads one or more.
    case infective
    /// It knows rumours, and spreads none.
    case removed
  }

  /// What the agent is now.
  public var state: State {
    if !interests.isEmpty { return .infective }
    return known.isEmpty ? .susceptible : .removed
  }

  /// Another agent, each as likely as any.
  func partner(_ turn: inout Turn<Gossip>) -> AgentID {
    if settings.mistake == .meetsItself {
      return AgentID(Int(truncatingIfNeeded: turn.random.below(UInt64(clusterSize))))
    }
    let drawn = Int(truncatingIfNeeded: turn.random.below(UInt64(clusterSize - 1)))
    return AgentID(drawn < turn.agent.index ? drawn : drawn + 1)
  }
}

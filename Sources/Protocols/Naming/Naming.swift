public import Simulator

/// A registry of names that every agent keeps for itself, kept in step among agents that are connected.
///
/// It has the shape of Erlang's `global`: agents hear ticks of one another, and two that do are connected. An agent
/// that wants a name looks into its own table, asks the lowest agent that it is connected to, which serialises, and then
/// tells the others that it is connected to. When two agents get connected, each tells the other its names, and of two
/// owners of a name the higher one yields. When an agent loses the connection to another it forgets that one's names.
///
/// That is sound where partitions are whole: where of any three agents that are connected to one, none misses
/// another. If one connection alone is lost, the two agents at its ends can both get a name, of which the others keep
/// what they were told last; the one that yields later takes their entry away, and nobody tells them of the other.
///
/// `wholePartitions` prevents that: an agent that two others tell that they do not hear one another parts from the
/// higher of the two, until they do. So partitions do not overlap, as `prevent_overlapping_partitions` of
/// Erlang/OTP 25 has it. `keepsClaims` keeps what all owners claim of a name, and not the last claim alone.
///
/// It rests on links that keep messages in order and lose none while agents are connected.
public struct Naming: Hashable, Sendable {
  /// Which agent of which cluster this is.
  public let profile: Profile
  /// The same at all agents.
  public let settings: Settings

  /// Tells this life of the agent from others.
  var life: Int64 = 0
  /// By agent, what this one knows of it.
  var peers: [Peer]
  /// The agents that it is connected to.
  var connected = AgentSet()
  /// By name, the agents that claim it, ascending; the first is its owner.
  var claims: [[AgentID]]
  /// As the lowest agent: by name, the agent that may register it and has not yet.
  var reserved: [AgentID?]
  /// The name that it has asked for.
  var wanted: Int32?

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    peers = Array(repeating: Peer(), count: profile.clusterSize)
    claims = Array(repeating: [], count: Int(settings.names))
    reserved = Array(repeating: nil, count: Int(settings.names))
  }

  /// What an agent knows of another.
  struct Peer: Hashable, Sendable {
    /// When it heard of it last.
    var heardAt = -Nanoseconds.never
    var life: Int64 = 0
    /// Whom that one hears.
    var hears = AgentSet()
    /// Whether that one wants to be connected.
    var isWilling = false
  }

  /// The owner of a name, as far as this agent knows.
  public func owner(of name: Int32) -> AgentID? { claims[Int(name)].first }

  var me: AgentID { profile.id }
}

extension Naming {
  /// How the registry is kept; equal at all agents. Times are on an agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Whether agents part from those that others of their partition do not hear.
    public var wholePartitions: Bool
    /// Whether an agent keeps what all owners claim of a name, and not the last claim alone.
    public var keepsClaims: Bool
    /// Time between two ticks.
    public var tick: Nanoseconds
    /// The silence after which an agent is not connected any more.
    public var silence: Nanoseconds
    /// Number of names.
    public var names: Int32
    /// Mean time between two wishes of an agent, to register a name or to give one up.
    public var every: Nanoseconds
    /// When agents have no more wishes, on their clocks.
    public var stop: Nanoseconds
    /// For how long connected agents may differ on a name.
    public var settle: Nanoseconds
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of one cluster; the defaults are those of scenario files.
    ///
    /// - Precondition: times and the number of names are positive.
    public init(
      wholePartitions: Bool = true, keepsClaims: Bool = true,
      tick: Nanoseconds = 200 * .millisecond, silence: Nanoseconds = .second, names: Int32 = 10,
      every: Nanoseconds = 2 * .second, stop: Nanoseconds = .never,
      settle: Nanoseconds = 5 * .second
    ) {
      precondition(
        tick > 0 && silence > 0 && names > 0 && every > 0 && settle > 0,
        "not positive: tick \(tick), silence \(silence), names \(names), every \(every)")
      self.wholePartitions = wholePartitions
      self.keepsClaims = keepsClaims
      self.tick = tick
      self.silence = silence
      self.names = names
      self.every = every
      self.stop = stop
      self.settle = settle
    }
  }

  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case keepsNames = "keeps the names of agents that it lost"
    case tellsNone = "tells its names to none"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .keepsNames:
        MistakeFacts(
          .safety, "An agent that loses the connection to another goes on to know its names.")
      case .tellsNone:
        MistakeFacts(.safety, "An agent that gets connected to another does not tell it its names.")
      }
    }
  }
}

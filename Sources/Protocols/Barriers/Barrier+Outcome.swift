public import Simulator

extension Barrier {
  /// Who is required.
  @frozen
  public enum Members: Hashable, Sendable {
    /// So many different agents, whichever.
    case count(Int32)
    /// These agents, all of them.
    case agents(AgentSet)

    /// Number of different agents that must arrive.
    public var required: Int32 {
      switch self {
      case .count(let count): count
      case .agents(let agents): Int32(agents.count)
      }
    }
  }

  /// How a generation ended: the same for everybody who waited for it.
  public struct Outcome: Hashable, Sendable {
    public let verdict: Verdict
    /// Number of agents that had arrived.
    public let arrived: Int32
    public let required: Int32
    /// The members that had not arrived; empty where the members are but a count.
    public let missing: AgentSet

    public init(
      _ verdict: Verdict, arrived: Int32, required: Int32, missing: AgentSet = AgentSet()
    ) {
      self.verdict = verdict
      self.arrived = arrived
      self.required = required
      self.missing = missing
    }

    public var text: String {
      let share = "\(verdict.text), \(arrived) of \(required)"
      return missing.isEmpty ? share : share + ", without \(missing.text)"
    }

    func feed(_ digest: inout Digest) {
      digest.feed(Int(verdict.rawValue))
      digest.feed(Int(arrived))
      digest.feed(Int(required))
      for agent in missing.members { digest.feed(agent) }
    }
  }

  /// The three ends of a generation.
  public enum Verdict: UInt8, Hashable, Sendable {
    case released
    case timedOut
    /// A participant crashed.
    case broken

    public var text: String {
      switch self {
      case .released: "released"
      case .timedOut: "timed out"
      case .broken: "broken"
      }
    }

    /// What an agent is told that comes after the end.
    var refusal: Refusal {
      switch self {
      case .released: .alreadyReleased
      case .timedOut: .timedOut
      case .broken: .broken
      }
    }
  }

  /// Why an arrival or a creation is not taken.
  public enum Refusal: UInt8, Hashable, Sendable {
    /// No such generation, and none was created within the time that early arrivals are kept.
    case unknown
    /// It was released before this agent arrived.
    case alreadyReleased
    /// Its deadline passed before this agent arrived.
    case timedOut
    /// It broke before this agent arrived.
    case broken
    /// Somebody else created it, or created it otherwise.
    case alreadyExists
    /// An earlier generation of the barrier has not ended.
    case stillOpen
    /// A negative number of participants, or more than there are agents.
    case invalidCount
    /// No time at all until the deadline.
    case invalidDeadline
    case notMember
    /// The agent was taken for crashed and is no longer required.
    case excluded
    /// A later generation of the barrier exists.
    case stale
    /// It ended so long ago that its outcome is no longer known.
    case forgotten
    /// Creations go to the coordinator.
    case notCoordinator
    /// Barriers of this form are there without being created.
    case isStanding
    /// The brief's one error for all of these.
    case notAvailable

    public var text: String {
      switch self {
      case .unknown: "unknown"
      case .alreadyReleased: "already released"
      case .timedOut: "timed out"
      case .broken: "broken"
      case .alreadyExists: "already exists"
      case .stillOpen: "an earlier generation is open"
      case .invalidCount: "invalid count"
      case .invalidDeadline: "invalid deadline"
      case .notMember: "not a member"
      case .excluded: "excluded"
      case .stale: "stale generation"
      case .forgotten: "forgotten"
      case .notCoordinator: "not the coordinator"
      case .isStanding: "standing barrier"
      case .notAvailable: "barrier not available"
      }
    }
  }
}

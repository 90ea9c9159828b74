public import Simulator

extension Barrier {
  /// Who is required.
  @frozen
  public enum Members: Hashable, Sendable {
    /// This number of different agents, whichever they are.
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

  /// How a generation ended: the same for every agent that waited for it.
  @frozen
  public struct Outcome: Hashable, Sendable {
    /// In which of the three ways it ended.
    public let ending: Ending
    /// Number of agents that had arrived.
    public let arrived: Int32
    /// Number of agents that were required.
    public let required: Int32
    /// The members that had not arrived; empty where the members are but a count.
    public let missing: AgentSet

    /// An outcome with all that its waiters are told.
    public init(
      _ ending: Ending, arrived: Int32, required: Int32, missing: AgentSet = AgentSet()
    ) {
      self.ending = ending
      self.arrived = arrived
      self.required = required
      self.missing = missing
    }
  }

  /// The three ends of a generation.
  @frozen
  public enum Ending: UInt8, Traceable, CaseIterable {
    case released
    case timedOut
    /// A participant crashed.
    case broken

    /// What an agent is told that arrives after the end.
    var refusal: Refusal {
      switch self {
      case .released: .alreadyReleased
      case .timedOut: .timedOut
      case .broken: .broken
      }
    }
  }

  /// Why an arrival or a creation is not taken.
  public enum Refusal: String, Word {
    /// No such generation, and none was created within the time that early arrivals are kept.
    case unknown
    /// It was released before this agent arrived.
    case alreadyReleased = "already released"
    /// Its deadline passed before this agent arrived.
    case timedOut = "timed out"
    /// It broke before this agent arrived.
    case broken
    /// Another client created it, or created it otherwise.
    case alreadyExists = "already exists"
    /// An earlier generation of the barrier has not ended.
    case stillOpen = "an earlier generation is open"
    /// A negative number of participants, or more than there are agents.
    case invalidCount = "invalid count"
    /// No time at all until the deadline.
    case invalidDeadline = "invalid deadline"
    case notMember = "not a member"
    /// The agent was taken for crashed and is no longer required.
    case excluded
    /// A later generation of the barrier exists.
    case stale = "stale generation"
    /// It ended so long ago that its outcome is no longer known.
    case forgotten
    /// Creations go to the coordinator.
    case notCoordinator = "not the coordinator"
    /// Barriers of this form are there without being created.
    case isStanding = "standing barrier"
    /// The brief's one error for all of these.
    case notAvailable = "barrier not available"
  }
}

extension Barrier.Members: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .count(let count): visitor.field("memberCount", count)
    case .agents(let agents): visitor.field("members", agents)
    }
  }
}

extension Barrier.Outcome: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("ending", ending)
    visitor.fields("arrived", arrived, "required", required)
    if !missing.isEmpty { visitor.field("missing", missing) }
  }

  /// In words, without names: `released, 3 of 5, without {n4 n5}`.
  var text: String {
    let share = "\(ending.description), \(arrived) of \(required)"
    return missing.isEmpty ? share : share + ", without \(missing.text)"
  }
}

extension Barrier.Ending {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .released: visitor.kind(0, "released")
    case .timedOut: visitor.kind(1, "timed out")
    case .broken: visitor.kind(2, "broken")
    }
  }
}

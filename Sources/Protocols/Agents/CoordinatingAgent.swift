public import Simulator

/// An agent that does all that the coordination of many needs: deliberation on a replicated log,
/// election, synchronisation of variables, and barriers, over one network, disk and clock.
///
/// Each pattern is a machine of its own and knows nothing of the others. What they share is the agent:
/// it has one process, so they crash and start again together; and one disk: what any
/// of them asks for after a write, its own or another's, leaves only once that write is durable.
///
/// Durable are: term, vote and log of Raft; the epoch, the votes given, and the agent's proposals with their
/// decisions and ends; for each scope the term and the leader acknowledged in it; every update applied,
/// and which of the agent's are settled; the number of the process's life, arrivals and outcomes.
public struct CoordinatingAgent: Hashable, Sendable {
  /// Proposals, votes, and the log of what was accepted, which Raft replicates.
  public internal(set) var deliberation: Deliberation
  /// The election of a leader in each scope.
  public internal(set) var election: Election
  /// The variables that all agents hold.
  public internal(set) var synchronisation: Synchroniser
  /// The barriers at which agents wait for one another.
  public internal(set) var barrier: Barrier

  public init(_ profile: Profile, _ settings: Settings) {
    deliberation = Deliberation(profile, settings.deliberation)
    election = Election(profile, settings.election)
    synchronisation = Synchroniser(profile, settings.synchronisation)
    barrier = Barrier(profile, settings.barrier)
  }

  /// The settings of the parts.
  public struct Settings: Hashable, Sendable {
    /// The settings of deliberation, those of its log included.
    public var deliberation: Deliberation.Settings
    /// The settings of the election.
    public var election: Election.Settings
    /// The settings of synchronisation.
    public var synchronisation: Synchroniser.Settings
    /// The settings of barriers.
    public var barrier: Barrier.Settings

    /// The settings of the four parts, each by itself.
    public init(
      deliberation: Deliberation.Settings, election: Election.Settings = Election.Settings(),
      synchronisation: Synchroniser.Settings = Synchroniser.Settings(),
      barrier: Barrier.Settings = Barrier.Settings()
    ) {
      self.deliberation = deliberation
      self.election = election
      self.synchronisation = synchronisation
      self.barrier = barrier
    }
  }

  /// One of the parts.
  @frozen
  public enum Pattern: UInt8, Hashable, Sendable, CaseIterable {
    case deliberation = 0
    case election = 1
    case synchronisation = 2
    case barrier = 3

    var name: String {
      switch self {
      case .deliberation: "deliberation"
      case .election: "election"
      case .synchronisation: "synchronisation"
      case .barrier: "barrier"
      }
    }
  }
}

public import Simulator

extension VersionedStore {
  /// How versions of one key are told apart.
  public enum Versioning: String, Word {
    /// The last write wins by the clock of the agent that coordinates it.
    case wallClock = "wall clock"
    /// The last write wins by hybrid time, which is later than all that the client knew.
    case hybrid = "hybrid time"
    /// Each version has a vector, in which the coordinating agent counts.
    ///
    /// An agent's writes look as if each knew the one before: of two clients' writes one is lost.
    case serverVectors = "server vectors"
    /// All versions of a key share one vector, in which coordinating agents count.
    ///
    /// A write whose context is older than the vector joins all that stands, what it knew included: nothing is lost, and
    /// siblings that were overwritten stay.
    case objectVector = "object vector"
    /// Each version has a vector, in which the client counts. Sound if it knows its last write when it makes the next.
    case clientVectors = "client vectors"
    /// Each version has a dot beside what it knew.
    case dotted = "dotted vectors"
  }

  /// Which of two versions of equal time wins.
  public enum Ties: String, Word {
    /// That of the greater value, as where a time may not have been given by an agent.
    case value
    /// That of the higher agent, and of one agent the later.
    case agent
  }

  /// How a store replicates; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// How versions are told apart.
    public var versions: Versioning
    /// How many agents hold a key, if there are as many.
    public var replicas: Int
    /// How many replicas a read hears of.
    public var readQuorum: Int
    /// At how many replicas a write is durable before it is acknowledged.
    public var writeQuorum: Int
    /// How long the coordinating agent waits for a quorum.
    public var timeout: Nanoseconds
    /// Whether replicas that a read finds wanting are told what they lack.
    public var readRepair: Bool
    /// Time between two comparisons of a key with another replica; 0 for none.
    public var exchange: Nanoseconds
    /// To what a time of a wall clock is rounded down.
    public var resolution: Nanoseconds
    /// Which of two versions of equal time wins.
    public var ties: Ties
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of one cluster; the defaults are those of scenario files.
    ///
    /// - Precondition: quorums are from 1 to `replicas`, and times are positive or may be 0.
    public init(
      versions: Versioning = .dotted, replicas: Int = 3, readQuorum: Int = 2, writeQuorum: Int = 2,
      timeout: Nanoseconds = .second, readRepair: Bool = true,
      exchange: Nanoseconds = 500 * .millisecond, resolution: Nanoseconds = 1, ties: Ties = .value
    ) {
      precondition(
        (1...replicas).contains(readQuorum) && (1...replicas).contains(writeQuorum),
        "quorums \(readQuorum) and \(writeQuorum) are not of \(replicas) replicas")
      precondition(
        timeout > 0 && exchange >= 0 && resolution > 0,
        "times must not be negative: \(timeout), \(exchange), \(resolution)")
      self.versions = versions
      self.replicas = replicas
      self.readQuorum = readQuorum
      self.writeQuorum = writeQuorum
      self.timeout = timeout
      self.readRepair = readRepair
      self.exchange = exchange
      self.resolution = resolution
      self.ties = ties
    }

    /// Whether the last write wins.
    public var keepsOne: Bool { versions == .wallClock || versions == .hybrid }

    /// Whether a read hears of at least one replica that has any write acknowledged before.
    public var isStrict: Bool { readQuorum + writeQuorum > replicas }
  }
}

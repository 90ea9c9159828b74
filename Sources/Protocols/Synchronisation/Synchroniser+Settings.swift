public import Simulator

extension Synchroniser {
  /// Timeouts, limits and options; equal at all agents of a cluster.
  ///
  /// Times are in nanoseconds on the agent's clock.
  public struct Settings: Hashable, Sendable {
    public var mode: Mode
    /// Number of variables; they are numbered from 0.
    public var variables: Int32
    /// The policy of each variable; those beyond the list have `standardPolicy`.
    public var policies: [ConflictPolicy]
    public var standardPolicy: ConflictPolicy
    /// The agent that orders concurrent versions of variables of policy `consensus`.
    public var arbiter: AgentID
    public var completion: Completion
    public var level: Level
    /// Wait before an unacknowledged batch is sent again; doubled each time, up to `retryLimit`.
    public var retry: Nanoseconds
    public var retryLimit: Nanoseconds
    /// Time after which the origin settles for what was acknowledged, and leaves the rest to the exchange.
    public var deadline: Nanoseconds
    /// Most batches that are held back, at least 1; further ones are dropped and come again.
    public var holdLimit: Int
    /// How long a gap may last before the missing batches are asked for.
    public var gapPatience: Nanoseconds
    /// Time between two exchanges of what is known with a random agent; 0 for none.
    public var exchange: Nanoseconds
    /// Most batches that answer one exchange.
    public var exchangeLimit: Int
    /// Most updates of a batch, at least 1.
    public var batchSize: Int
    /// How long an update waits for others to share its batch; with 0, updates of one instant share it.
    public var batchDelay: Nanoseconds
    /// How long the agent takes to adapt to a new value, for the level `adapted`.
    public var adaptation: Nanoseconds
    /// The scores of each agent, by its identity; their sum is the priority of its updates.
    public var scores: [Scores]
    /// What the brief leaves open, for the mode `brief`.
    public var reading: BriefSynchroniser.Reading

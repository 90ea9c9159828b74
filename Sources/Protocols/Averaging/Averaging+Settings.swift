public import Simulator

extension Averaging {
  /// How numbers are averaged.
  public enum Method: String, Word {
    /// All agents in one group, led by the first: a round in which one is missing is lost.
    case allReduce = "all-reduce"
    /// With both neighbours on a ring, weights 1/3.
    case ring
    /// With the four neighbours on a torus, weights 1/5.
    case torus
    /// With what comes from all agents that stand a power of two away, equal weights.
    case exponential
    /// With the agents 2^j and 2^(j + 1) away, equal weights, j moving on each round; no push-sum weights.
    case sgp
    /// Half of number and weight to the agent 2^j away, j moving on each round.
    case pushSum = "push-sum"
    /// Within groups that are drawn anew each round.
    case randomGroups = "random groups"
    /// Within the lines of a grid along one axis, the axes in turn; places are drawn once.
    case moshpit
  }

  /// How a group exchanges its numbers.
  public enum Exchange: String, Word {
    /// Everyone sends to everyone and averages what came; nothing is acknowledged.
    case plain
    /// One member gathers, decides and keeps its decision until each member has acknowledged it.
    case confirmed
  }

  /// What a scenario sets; the same for all agents.
  public struct Settings: Hashable, Sendable {
    /// How numbers are averaged.
    public var method = Method.randomGroups
    /// How a group exchanges its numbers, where `method` has groups.
    public var exchange = Exchange.plain
    /// Length of a round.
    public var interval = Nanoseconds.second
    /// Number of rounds; agents only settle what is open after the last.
    public var rounds: Int32 = 15
    /// The chance that an agent takes no part in a round.
    public var absence = Ratio.never
    /// Members of a random group.
    public var groupSize: Int32 = 32
    /// The sides of the grid of Moshpit, or of the torus.
    public var grid: [Int64] = []
    /// What random groups and places on the grid are drawn from.
    public var key: UInt64 = 0
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of a scenario that sets nothing.
    public init() {}

    /// Whether groups decide by a leader.
    var isAgreed: Bool { method == .allReduce || exchange == .confirmed && hasGroups }

    /// Whether the method splits agents into groups.
    public var hasGroups: Bool { method == .randomGroups || method == .moshpit }
  }
}

extension Averaging.Settings {
  /// What is promised of the sum of all numbers.
  public enum Promise: Hashable, Sendable {
    /// Nothing.
    case none
    /// It is kept as long as every message comes in time and no agent stops.
    case whileUndisturbed
    /// It is kept by the disks, push-sum's transfers taken along.
    case byTransfers
    /// It is kept by the disks, leaders' decisions taken along.
    case byDecisions
  }

  /// What the method promises of the sum of all numbers.
  public var promise: Promise {
    if isAgreed { return .byDecisions }
    switch method {
    case .pushSum: return .byTransfers
    case .exponential, .sgp: return .none
    case .ring, .torus, .randomGroups, .moshpit, .allReduce: return .whileUndisturbed
    }
  }
}

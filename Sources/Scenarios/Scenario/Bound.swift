public import Simulator

/// A scenario with its seed: all that a run needs.
public struct Bound: Sendable {
  public let seed: UInt64
  public let duration: Nanoseconds
  /// With the declared faults first and those of chaos behind them.
  public let conditions: Conditions
  /// What the protocol heeds of each agent: by the vocabulary's `traits`.
  public let traits: [Values]
  public internal(set) var settings: Values
  public internal(set) var load: Values
  /// Whether anything drives the cluster.
  public internal(set) var hasLoad: Bool
  /// The planted mistake, one of the vocabulary's mutants.
  public let mutant: String?
}

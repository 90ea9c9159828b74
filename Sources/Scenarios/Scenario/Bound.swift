public import Simulator

/// A scenario with its seed: all that a run needs.
public struct Bound: Sendable {
  /// What the run draws everything random from.
  public let seed: UInt64
  /// When the run is over.
  public let duration: Nanoseconds
  /// The quiet tail, or nil if none is demanded.
  public let calm: Nanoseconds?
  /// With the declared faults first and those of chaos behind them.
  public let conditions: Conditions
  /// What the protocol heeds of each agent: by the vocabulary's `traits`.
  public let traits: [Values]
  /// The protocol's section, by the vocabulary's `settings`.
  public internal(set) var settings: Values
  /// The section `load`, by the vocabulary's `load`; all defaults if the file has none.
  public internal(set) var load: Values
  /// Whether anything drives the cluster.
  public internal(set) var hasLoad: Bool
  /// The planted mistake, one of the vocabulary's mutants.
  public internal(set) var mutant: String?
  /// What the versions of the conditions give instead of that.
  let versions: [Version]

  /// The same as if all agents ran one of the versions.
  ///
  /// - Precondition: it is an index of the conditions' versions.
  public func running(version: Int) -> Bound {
    var bound = self
    bound.settings = versions[version].settings
    bound.mutant = versions[version].mutant
    return bound
  }

  /// The planted mistake, as a case of the protocol's enumeration of them.
  public func mistake<M: PlantedMistake>(_ type: M.Type = M.self) -> M? {
    mutant.flatMap { M(word: $0) }
  }
}

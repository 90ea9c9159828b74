public import Simulator

/// One agent of a scenario.
public struct Agent: Hashable, Sendable {
  /// What the file calls it, or `n1`, `n2`…
  public var name: String
  /// What machines know of it: its identity, its group and the size of the cluster.
  public var profile: Profile
  /// By the vocabulary's `traits`, defaults filled in.
  public var traits: Values
  /// The version with which it starts, an index of the scenario's.
  public var version = 0
  /// Its place among the regions, 0 without any.
  public var zone: Int
  /// How its disk behaves while no fault bears on it.
  public var disk: DiskConditions
  /// How long it takes for its inputs while no fault bears on it.
  public var service: ServiceConditions
  /// Within what its clock differs from the world's; each seed draws how much.
  public var clock: ClockRange

  /// A clock before a seed fixes it.
  public struct ClockRange: Hashable, Sendable {
    /// What it shows at the start of a run.
    public var offset: ClosedRange<Nanoseconds>
    /// In parts per million.
    public var drift: ClosedRange<Int64>
  }
}

public import Simulator

/// One agent of a scenario.
public struct Agent: Hashable, Sendable {
  /// What the file calls it, or `n1`, `n2`…
  public var name: String
  public var profile: Profile
  /// By the vocabulary's `traits`, defaults filled in.
  public var traits: Values
  /// Its place among the regions, 0 without any.
  public var zone: Int
  public var disk: DiskConditions
  public var clock: ClockRange

  /// A clock before a seed fixes it.
  public struct ClockRange: Hashable, Sendable {
    public var offset: ClosedRange<Nanoseconds>
    /// In parts per million.
    public var drift: ClosedRange<Int64>
  }
}

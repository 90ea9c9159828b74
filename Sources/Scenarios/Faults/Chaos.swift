public import Simulator

/// Random faults: kinds with rates, turned into concrete faults by a seed.
public struct Chaos: Hashable, Sendable {
  /// No random fault begins earlier.
  public let from: Nanoseconds
  /// By then all of them are over.
  public let until: Nanoseconds
  /// The chance that a seed has a kind at all, or nil for always.
  public let swarm: Ratio?
  /// The kinds that are drawn, each with a rate and a random stream of its own.
  public let kinds: [Kind]

  /// One kind of random fault.
  public struct Kind: Hashable, Sendable {
    /// Its number is that of its random stream.
    public let kind: FaultKind
    /// What its faults are called before `#k`.
    public let name: String
    /// Mean time from one begin to the next.
    public let every: Nanoseconds
    /// How long one lasts; nil for kinds without an end.
    public let length: ClosedRange<Nanoseconds>?
    /// What each of its faults does; the seed draws what is left open.
    public let effect: Effect
    /// The rhythm of cuts that open and close while they last; nil for a fault that stays.
    public let flapping: Fault.Flapping?
  }

  /// What a kind does, with what is left to draw.
  public enum Effect: Hashable, Sendable {
    case fixed(FaultAction)
    /// In parts per million.
    case drift([Target], ClosedRange<Int64>)
    case jump([Target], ClosedRange<Nanoseconds>)
    /// One of these orders, of whom it speaks.
    case order([Target], [Int], whom: [Target])
  }
}

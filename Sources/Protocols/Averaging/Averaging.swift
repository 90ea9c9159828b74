public import Simulator

/// Agents that each hold a number and average it with others, round after round.
///
/// Rounds are aligned by each agent's own clock: round `r` lasts from `r` to `r + 1` intervals, and the
/// first is round 1. In each round an agent is absent with a set probability: it sends nothing, takes
/// nothing and answers nothing. Numbers are fixed-point with 40 binary places.
///
/// What is promised of the sum of all numbers, which `AveragingInvariants` checks:
/// - push-sum, all-reduce and groups with the exchange `confirmed` keep it exactly while messages are
///   lost, late or doubled, links are cut, and agents crash, pause or have clocks that run astray. Agents
///   write down what they promise before they say it. The loss of a whole disk voids this.
/// - groups with the exchange `plain`, ring and torus keep it exactly as long as every message of a round
///   arrives before its half and no agent stops: nothing is acknowledged.
/// - SGP and the exponential graph promise no more than that no number leaves the range of the first ones,
///   which holds of every method.
///
/// An agent whose disk was lost has no number: in push-sum it goes on with weight 0, otherwise it takes
/// no part from then on.
public struct Averaging: Machine {
  /// The number 1 in fixed point.
  public static let one: Int64 = 1 << 40

  let settings: Settings
  let me: Int32
  /// Number of agents.
  let count: Int32

  /// What is on the disk, or on its way there.
  public internal(set) var kept = Storage()
  /// The last round that began by this agent's clock.
  var currentRound: Int32 = 0
  /// The last round whose half has passed; what comes for it now is late.
  var averagedRound: Int32 = 0
  /// The last round from which this agent was absent.
  var absentRound = Int32.min
  /// What came for rounds whose half has not passed.
  var offers: [Offer] = []

  /// A number that came for a round.
  struct Offer: Hashable, Sendable {
    let round: Int32
    let sender: AgentID
    let value: Int64
  }

  public init(_ profile: Profile, _ settings: Settings) {
    self.settings = settings
    me = profile.id.rawValue
    count = Int32(truncatingIfNeeded: profile.clusterSize)
  }

  /// What this agent takes for the average; nil if it has no number.
  public var estimate: Int64? {
    if kept.weight == 0 { return nil }
    if kept.weight == Averaging.one { return kept.value }
    return Averaging.quotient(kept.value, kept.weight)
  }

  /// Whether this agent takes no part in the present round.
  var isAbsent: Bool { absentRound == currentRound }

  /// Puts a write on its way to the disk.
  mutating func write(_ write: Storage.Write, _ turn: inout Turn<Averaging>) {
    kept.apply(write)
    turn.persist(write)
  }

  /// A number drawn from the standard normal distribution.
  static func draw(_ word: UInt64) -> Int64 {
    // The kernel's quantiles are those of delays, which are positive: moved up by 2^20 deviations.
    let mean: Int64 = 1 << 60
    return Delay.normal(mean: mean, deviation: one).sample(word) - mean
  }

  /// `value / weight` in fixed point, rounded towards zero, for a positive weight.
  static func quotient(_ value: Int64, _ weight: Int64) -> Int64 {
    let scaled = value.magnitude.multipliedFullWidth(by: UInt64(one))
    let divisor = UInt64(weight)
    if scaled.high >= divisor { return value < 0 ? -.max : .max }
    let size = Int64(clamping: divisor.dividingFullWidth(scaled).quotient)
    return value < 0 ? -size : size
  }

  /// The part of a total that falls to a rank when it is cut into whole parts that differ by at most 1.
  static func part(of total: Int64, outOf parts: Int64, rank: Int64) -> Int64 {
    let quotient = floorQuotient(total, parts)
    return rank < total &- quotient &* parts ? quotient &+ 1 : quotient
  }

  /// Rounded down, for a positive divisor.
  static func floorQuotient(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient &- 1 : quotient
  }
}

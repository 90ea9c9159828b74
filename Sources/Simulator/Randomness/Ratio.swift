/// A probability as an integer threshold: an event happens when a uniform 64-bit word is below it.
///
/// Exact to 2^-63; `never` and `always` are exact.
@frozen
public struct Ratio: Hashable, Sendable {
  /// The probability times 2^63, in `0...2^63`.
  public let threshold: UInt64

  /// The probability `threshold / 2^63`.
  @inlinable
  public init(threshold: UInt64) {
    precondition(threshold <= 1 << 63, "a probability is at most one")
    self.threshold = threshold
  }

  /// `numerator / denominator`, rounded down to a multiple of 2^-63.
  public init(_ numerator: UInt64, outOf denominator: UInt64) {
    precondition(denominator > 0 && numerator <= denominator, "a probability is at most one")
    threshold =
      numerator == denominator
      ? 1 << 63 : denominator.dividingFullWidth((numerator, 0)).quotient >> 1
  }

  /// The probability of what does not happen.
  @inlinable public static var never: Ratio { Ratio(threshold: 0) }
  /// The probability of what is sure to happen.
  @inlinable public static var always: Ratio { Ratio(threshold: 1 << 63) }

  /// Whether what has this probability happens at a uniform word.
  @inlinable
  public func covers(_ word: UInt64) -> Bool { (word >> 1) < threshold }

  /// Whether it never happens.
  @inlinable
  public var isZero: Bool { threshold == 0 }

  /// The chance that at least one of two independent events happens.
  public func or(_ other: Ratio) -> Ratio {
    let both = threshold.multipliedFullWidth(by: other.threshold)
    let product = (both.high << 1) | (both.low >> 63)
    return Ratio(threshold: threshold + other.threshold - product)
  }

  /// Parts in a million, rounded down: for people to read.
  public var partsPerMillion: Int64 {
    let product = threshold.multipliedFullWidth(by: 1_000_000)
    return Int64((product.high << 1) | (product.low >> 63))
  }
}

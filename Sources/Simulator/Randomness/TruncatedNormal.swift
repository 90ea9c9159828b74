/// A normal distribution without its part below a minimum: the variate given that it is not less.
public struct TruncatedNormal: Hashable, Sendable {
  /// The mean before anything is cut off.
  public let mean: Nanoseconds
  /// The standard deviation before anything is cut off.
  public let deviation: Nanoseconds
  /// The least delay, at least 1 ns.
  public let minimum: Nanoseconds
  /// The least word of which the whole distribution's quantile is not below the minimum.
  private let firstWord: UInt64

  /// The distribution of these parameters; below 1 ns a minimum counts as 1 ns.
  ///
  /// With a minimum that is more than nine deviations above the mean every delay is the minimum.
  public init(mean: Nanoseconds, deviation: Nanoseconds, minimum: Nanoseconds = 1) {
    self.mean = Delay.clamp(mean)
    self.deviation = Delay.clamp(deviation)
    self.minimum = Swift.max(1, Delay.clamp(minimum))
    firstWord = TruncatedNormal.firstWord(self.mean, self.deviation, self.minimum)
  }

  /// The delay that a uniform word stands for.
  func sample(_ word: UInt64) -> Nanoseconds {
    let rest = RandomStream.scale(word, UInt64.max - firstWord)
    return Swift.max(minimum, Delay.normal(mean, deviation, firstWord + rest))
  }

  /// Bisects, since the quantile never falls as the word rises.
  private static func firstWord(
    _ mean: Nanoseconds, _ deviation: Nanoseconds, _ minimum: Nanoseconds
  ) -> UInt64 {
    var low: UInt64 = 0
    var high = UInt64.max
    while low < high {
      let middle = low + (high - low) / 2
      if isBelow(minimum, mean, deviation, middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the whole distribution's quantile of a word is below the minimum.
  private static func isBelow(
    _ minimum: Nanoseconds, _ mean: Nanoseconds, _ deviation: Nanoseconds, _ word: UInt64
  ) -> Bool {
    let quantile = NormalQuantile.standard(word)
    let distance = FixedPoint.multiply(deviation, abs(quantile), places: 32)
    // The distance may be as great as a number gets, and the rest is at most `.never`.
    return quantile < 0 ? mean - minimum < distance : minimum - mean > distance
  }
}

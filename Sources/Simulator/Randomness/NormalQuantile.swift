/// The quantiles of the normal distribution in integers.
enum NormalQuantile {
  /// The standard normal's quantile of a uniform word, with 32 binary places; within 4e-6 of the truth.
  ///
  /// The tail's probability is cut into octaves and each octave into sixteen parts with a cubic through
  /// four knots, so the tails keep their precision to 2^-63; the two tails are mirror images.
  static func standard(_ word: UInt64) -> Int64 {
    let isUpper = word >> 63 != 0
    let tail = max(1, isUpper ? ~word : word)
    let zeros = tail.leadingZeroBitCount
    let mantissa = tail &<< UInt64(zeros)
    let part = Int(truncatingIfNeeded: (mantissa >> 59) & 15)
    let fraction = Int64(truncatingIfNeeded: (mantissa >> 29) & ((1 << 30) - 1))
    let quantile = interpolate((zeros &- 1) &* 19 &+ part, fraction)
    return isUpper ? quantile : -quantile
  }

  /// The cubic through four knots, at `fraction` (30 binary places) between the second and the third.
  private static func interpolate(_ first: Int, _ fraction: Int64) -> Int64 {
    let a = Int64(knots[first]) &<< 5
    let b = Int64(knots[first &+ 1]) &<< 5
    let c = Int64(knots[first &+ 2]) &<< 5
    let d = Int64(knots[first &+ 3]) &<< 5
    let cubic = d &- a &+ 3 &* (b &- c)
    let square = 3 &* (a &- 2 &* b &+ c)
    let linear = 6 &* c &- 2 &* a &- 3 &* b &- d
    let inner = square &+ ((cubic &* fraction) >> 30)
    let outer = linear &+ ((inner &* fraction) >> 30)
    return b &+ ((outer &* fraction) >> 30) / 6
  }
}

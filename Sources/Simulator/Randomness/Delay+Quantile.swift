extension Delay {
  @usableFromInline
  func quantile(_ word: UInt64) -> Nanoseconds {
    switch self {
    case .constant, .uniform:
      return sample(word)
    case .normal(let mean, let deviation):
      return Delay.normal(Delay.clamp(mean), Delay.clamp(deviation), word)
    case .truncatedNormal(let normal): return normal.sample(word)
    case .gamma(let gamma): return gamma.sample(word)
    case .logNormal(let median, let sigmaMillionths, let offset):
      return Delay.sum(offset, Delay.logNormal(median, sigmaMillionths, word))
    case .exponential(let mean, let offset):
      return Delay.sum(offset, Delay.exponential(mean, word))
    case .pareto(let minimum, let alphaThousandths):
      return Delay.pareto(minimum, alphaThousandths, word)
    case .table(let values):
      if values.isEmpty { return 0 }
      let index = RandomStream.scale(word, UInt64(values.count))
      return Delay.clamp(values[Int(truncatingIfNeeded: index)])
    }
  }

  /// Mean plus or minus the deviation times the standard normal's quantile.
  static func normal(
    _ mean: Nanoseconds, _ deviation: Nanoseconds, _ word: UInt64
  ) -> Nanoseconds {
    let quantile = NormalQuantile.standard(word)
    let distance = clamp(FixedPoint.multiply(deviation, abs(quantile), places: 32))
    return quantile < 0 ? max(1, mean - distance) : max(1, clamp(mean + distance))
  }

  /// `median * e^(sigma z)`, as a power of two.
  private static func logNormal(
    _ median: Nanoseconds, _ sigmaMillionths: Int64, _ word: UInt64
  ) -> Nanoseconds {
    let sigma = clampSigma(sigmaMillionths)
    let product = (NormalQuantile.standard(word) &* sigma) &<< 2
    let exponent = FixedPoint.product(product, 0x060D_14FE_423A_2947)  // 2^78 log2(e) / 1e6
    return clamp(FixedPoint.scale(clamp(median), byPowerOfTwo: exponent))
  }

  private static func exponential(_ mean: Nanoseconds, _ word: UInt64) -> Nanoseconds {
    let log2 = UInt64(bitPattern: tailLog2(word))
    let natural = log2.multipliedFullWidth(by: 0xB172_17F7_D1CF_79AC).high  // 2^64 ln(2)
    return clamp(FixedPoint.multiply(clamp(mean), Int64(natural), places: FixedPoint.places))
  }

  /// `minimum * tail^(-1 / alpha)`, as a power of two.
  private static func pareto(
    _ minimum: Nanoseconds, _ alphaThousandths: Int64, _ word: UInt64
  ) -> Nanoseconds {
    // 63 * 1000 * 2^48 is below 2^64.
    let numerator = UInt64(bitPattern: tailLog2(word)) &* 1000
    let exponent = Int64(clamping: numerator / UInt64(max(1, alphaThousandths)))
    return clamp(FixedPoint.scale(clamp(minimum), byPowerOfTwo: exponent))
  }

  /// `-log2` of the chance that a greater word is drawn: 0...63 as fixed point, rising with the word.
  private static func tailLog2(_ word: UInt64) -> Int64 {
    (63 << FixedPoint.places) - FixedPoint.log2((~word >> 1) + 1)
  }

  static func clampSigma(_ sigmaMillionths: Int64) -> Int64 {
    min(max(0, sigmaMillionths), 10_000_000)
  }

  static func sum(_ offset: Nanoseconds, _ variate: Nanoseconds) -> Nanoseconds {
    clamp(clamp(offset) + variate)
  }
}

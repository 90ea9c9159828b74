extension Delay {
  /// The expected delay, at most `.never`, which also stands for a mean that is infinite.
  ///
  /// - Complexity: O(1); O(n) for a table of n values. For a normal distribution that is truncated or
  ///   reaches below 1 ns, the mean of 4,096 evenly spaced quantiles.
  public var mean: Nanoseconds {
    switch self {
    case .constant(let time):
      return Delay.clamp(time)
    case .uniform(let low, let high):
      let start = Delay.clamp(low)
      return start + max(0, Delay.clamp(high) - start) / 2
    case .normal(let mean, let deviation):
      let reachesZero = Delay.clamp(mean) / 10 <= Delay.clamp(deviation)
      return reachesZero ? meanOfQuantiles : Delay.clamp(mean)
    case .truncatedNormal: return meanOfQuantiles
    case .logNormal(let median, let sigmaMillionths, let offset):
      return Delay.sum(offset, Delay.logNormalMean(median, sigmaMillionths))
    case .exponential(let mean, let offset):
      return Delay.sum(offset, Delay.clamp(mean))
    case .gamma(let gamma): return Delay.sum(gamma.offset, Delay.clamp(gamma.mean))
    case .pareto(let minimum, let alphaThousandths):
      return Delay.paretoMean(minimum, alphaThousandths)
    case .table(let values):
      return Delay.average(values)
    }
  }

  private var meanOfQuantiles: Nanoseconds {
    Delay.average((0..<4096).map { sample((UInt64($0) << 52) | (1 << 51)) })
  }

  /// `median * e^(sigma^2 / 2)`.
  private static func logNormalMean(
    _ median: Nanoseconds, _ sigmaMillionths: Int64
  ) -> Nanoseconds {
    let sigma = UInt64(clampSigma(sigmaMillionths))
    let square = (sigma * sigma) << 8
    let factor: UInt64 = 0xCB0A_9119_0C53_5534  // 2^104 log2(e) / 2e12
    let exponent = Int64(clamping: square.multipliedFullWidth(by: factor).high)
    return clamp(FixedPoint.scale(clamp(median), byPowerOfTwo: exponent))
  }

  /// `minimum * alpha / (alpha - 1)`.
  private static func paretoMean(_ minimum: Nanoseconds, _ alpha: Int64) -> Nanoseconds {
    if clamp(minimum) == 0 { return 0 }
    if alpha <= 1000 { return .never }
    let product = UInt64(clamp(minimum)).multipliedFullWidth(by: UInt64(alpha))
    let divisor = UInt64(alpha - 1000)
    if product.high >= divisor { return .never }
    return clamp(Int64(clamping: divisor.dividingFullWidth(product).quotient))
  }

  /// The mean rounded down, without a sum that could overflow.
  private static func average(_ values: [Nanoseconds]) -> Nanoseconds {
    let count = Int64(max(1, values.count))
    var quotients: Int64 = 0
    var remainders: Int64 = 0
    for value in values {
      quotients += clamp(value) / count
      remainders += clamp(value) % count
    }
    return quotients + remainders / count
  }
}

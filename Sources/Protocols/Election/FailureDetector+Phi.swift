public import Simulator

extension FailureDetector {
  /// The silence after a heartbeat from which on its sender is suspected; at least 1.
  ///
  /// - Complexity: O(window) in the normal fit, else O(1)
  public var timeout: Nanoseconds {
    switch rule {
    case .fixed(let time): Swift.max(1, time)
    case .accrual(let accrual): time(untilPhi: accrual.threshold, accrual)
    }
  }

  /// Phi in thousandths, after this long a silence; within `0...18000`. With a fixed timeout, 0 before
  /// it and 18000 from then on.
  public func phi(after silence: Nanoseconds) -> Int64 {
    switch rule {
    case .fixed(let time): return silence < time ? 0 : FailureDetector.highestPhi
    case .accrual(let accrual):
      if accrual.fit == .exponential {
        // log10(e) in 10^12ths.
        let scaled = Swift.max(0, silence).multipliedFullWidth(by: 434_294_481_903)
        let (divisor, overflow) = mean.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow || scaled.high >= divisor / 2 { return FailureDetector.highestPhi }
        return Swift.min(divisor.dividingFullWidth(scaled).quotient, FailureDetector.highestPhi)
      }
      return normalPhi(after: silence, accrual)
    }
  }

  /// The highest phi that can be told from certainty, in thousandths.
  public static var highestPhi: Int64 { 18_000 }

  /// The time at which phi reaches a value.
  private func time(untilPhi phi: Int64, _ accrual: Accrual) -> Nanoseconds {
    switch accrual.fit {
    case .exponential:
      // ln(10) in 10^9ths; phi in thousandths.
      let scaled = mean.multipliedFullWidth(by: phi * 2_302_585_093)
      return Swift.max(1, Int64(1_000_000_000_000).dividingFullWidth(scaled).quotient)
    case .normal:
      return normal(accrual).sample(FailureDetector.word(exceededWithPhi: phi))
    }
  }

  private func normal(_ accrual: Accrual) -> Delay {
    .normal(mean: mean, deviation: Swift.max(deviation, accrual.minimumDeviation))
  }

  /// The greatest phi whose time has passed, by bisection.
  private func normalPhi(after silence: Nanoseconds, _ accrual: Accrual) -> Int64 {
    let normal = normal(accrual)
    var low: Int64 = 0
    var high = FailureDetector.highestPhi + 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if normal.sample(FailureDetector.word(exceededWithPhi: middle)) <= silence {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// The uniform word above which lies the share `10^-phi` of all words.
  private static func word(exceededWithPhi phi: Int64) -> UInt64 {
    // log2(10) with 48 binary places.
    let exponent = -(phi * (935_039_633_142_894 / 1000))
    let share = FixedPoint.scale(1 << 62, byPowerOfTwo: exponent)
    return ~((UInt64(share) << 2) | 3)
  }
}

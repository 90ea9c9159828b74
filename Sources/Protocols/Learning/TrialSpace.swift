import Simulator

/// The hyperparameters that a search chooses among.
public struct TrialSpace: Hashable, Sendable {
  /// The least and the greatest rate, above 0.
  public var rates: ClosedRange<Fixed>
  /// The least and the greatest penalty, above 0.
  public var penalties: ClosedRange<Fixed>
  /// The sizes of batches; 0 is all samples.
  public var batches: [Int]

  /// A space of trials.
  ///
  /// - Precondition: rates and penalties are positive, and there is a size of batches.
  public init(
    rates: ClosedRange<Fixed> = Fixed(1, outOf: 1000)...Fixed(1),
    penalties: ClosedRange<Fixed> = Fixed(1, outOf: 10_000)...Fixed(1, outOf: 10),
    batches: [Int] = [10, 50]
  ) {
    precondition(rates.lowerBound > .zero, "a rate of \(rates.lowerBound.bits) units")
    precondition(penalties.lowerBound > .zero, "a penalty of \(penalties.lowerBound.bits) units")
    precondition(!batches.isEmpty && batches.allSatisfy { $0 >= 0 }, "no size of batches")
    self.rates = rates
    self.penalties = penalties
    self.batches = batches
  }

  /// Every combination of rates and penalties at equal ratios, and of the batches; numbered from 0.
  public func grid(rates rateCount: Int, penalties penaltyCount: Int) -> [Trial] {
    var trials: [Trial] = []
    for rate in TrialSpace.ladder(rates, rateCount) {
      for penalty in TrialSpace.ladder(penalties, penaltyCount) {
        for batch in batches {
          trials.append(Trial(id: trials.count, rate: rate, penalty: penalty, batch: batch))
        }
      }
    }
    return trials
  }

  /// Trials drawn from a seed, rates and penalties evenly in their logarithms; numbered from 0.
  ///
  /// The first of them are the same however many are drawn. Bergstra and Bengio, *Random Search for
  /// Hyper-Parameter Optimization*, 2012.
  public func random(_ count: Int, seed: UInt64) -> [Trial] {
    var stream = Learning.stream(seed, .trials)
    return (0..<count).map { id in
      let rate = TrialSpace.point(of: rates, stream.next() >> 40, outOf: 1 << 24)
      let penalty = TrialSpace.point(of: penalties, stream.next() >> 40, outOf: 1 << 24)
      let batch = batches[Int(stream.below(UInt64(batches.count)))]
      return Trial(id: id, rate: rate, penalty: penalty, batch: batch)
    }
  }

  private static func ladder(_ range: ClosedRange<Fixed>, _ count: Int) -> [Fixed] {
    (0..<count).map { step in point(of: range, UInt64(step), outOf: UInt64(max(1, count - 1))) }
  }

  /// What lies at a share of the way between the ends of a range, on a logarithmic scale.
  private static func point(
    of range: ClosedRange<Fixed>, _ part: UInt64, outOf whole: UInt64
  ) -> Fixed {
    if part == 0 { return range.lowerBound }
    if part >= whole { return range.upperBound }
    let start = range.lowerBound.logarithm
    let share = Fixed(Int64(part), outOf: Int64(whole))
    let value = (start + share * (range.upperBound.logarithm - start)).exponential
    return min(max(value, range.lowerBound), range.upperBound)
  }
}

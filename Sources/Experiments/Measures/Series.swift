public import Checks
public import Simulator

/// Exact samples of one measure, over the whole run and by phase.
public struct PhasedHistogram: Sendable {
  /// By phase; shorter than the number of phases if the last ones have no sample.
  public private(set) var byPhase: [Histogram] = []
  /// What a gauge stood at when each phase started; empty for what is no gauge.
  private var standing: [Histogram] = []
  /// The whole run's, from the first span on, of which phases have the parts. Before that the phases have
  /// every sample as it is, and nothing is kept twice.
  private var apart: Histogram?
  /// What was awaited, whether or not it came; nil of a measure that awaits nothing.
  private var asks: AskTally?

  /// A histogram without a sample.
  public init() {}

  /// All samples of the run, in the measure's unit.
  ///
  /// - Complexity: O(1) of spans and while there is one phase, else that of sorting the samples.
  public var whole: Histogram { apart ?? Histogram(joining: byPhase[...]) }

  /// Records a sample that belongs to a phase, such as a latency to the phase in which it began.
  public mutating func record(_ sample: Int64, phase: Int) {
    apart?.record(sample)
    add(sample, phase)
  }

  /// Records a span of time: whole for the run, and to each phase the part that lies in it.
  public mutating func record(_ start: Nanoseconds, _ end: Nanoseconds, _ ledger: PhaseLedger) {
    if apart == nil { apart = whole }
    apart?.record(end - start)
    var phase = ledger.current
    while phase >= 0 {
      let from = Swift.max(start, ledger.phases[phase].start)
      let to = Swift.min(end, ledger.end(of: phase, runEnd: end))
      if from < to || start == end && from == to { add(to - from, phase) }
      if ledger.phases[phase].start <= start { break }
      phase -= 1
    }
  }

  /// Says that samples are awaited from the present on; each that comes is recorded in the phase of that
  /// moment.
  public mutating func await(_ count: Int64 = 1, at time: Nanoseconds, _ ledger: PhaseLedger) {
    if asks == nil { asks = AskTally() }
    asks?.add(count, at: time, ledger)
  }

  /// How many samples that were awaited from a time of these phases on never came.
  func censored(in ranges: [Range<Int>], _ ledger: PhaseLedger) -> Int64 {
    guard var asks else { return 0 }
    asks.settle(ledger)
    var count: Int64 = 0
    for range in ranges {
      for asked in asks.byPhase[range.clamped(to: asks.byPhase.indices)] { count += asked }
      for part in byPhase[range.clamped(to: byPhase.indices)] { count -= part.count }
    }
    return count
  }

  /// What a gauge stands at as a phase starts: its value there unless it changes meanwhile, which is a
  /// sample.
  public mutating func stand(at value: Int64, phase: Int) {
    while standing.count <= phase { standing.append(Histogram()) }
    standing[phase].record(value)
  }

  /// The samples of a phase; for a gauge that did not change in it, what it stood at.
  public func samples(in phase: Int) -> Histogram {
    if phase < byPhase.count, !byPhase[phase].isEmpty { return byPhase[phase] }
    return phase < standing.count ? standing[phase] : Histogram()
  }

  /// The samples of these phases; of a phase in which a gauge did not change, what it stood at.
  ///
  /// - Complexity: that of sorting them.
  func sum(of ranges: [Range<Int>]) -> Histogram {
    var parts: [Histogram] = []
    let count = max(byPhase.count, standing.count)
    for range in ranges {
      for phase in range.clamped(to: 0..<count) { parts.append(samples(in: phase)) }
    }
    return parts.count == 1 ? parts[0] : Histogram(joining: parts[...])
  }

  private mutating func add(_ sample: Int64, _ phase: Int) {
    while byPhase.count <= phase { byPhase.append(Histogram()) }
    byPhase[phase].record(sample)
  }
}

/// A count, over the whole run and by phase.
public struct PhasedTally: Hashable, Sendable {
  /// The count over the whole run.
  public private(set) var whole: Int64 = 0
  /// The count in each phase; shorter than the number of phases if nothing was counted in the last
  /// ones.
  public private(set) var byPhase: [Int64] = []

  /// A count of zero.
  public init() {}

  /// Adds to the count of the run and to that of a phase.
  ///
  /// - Precondition: the phase's index is not negative.
  public mutating func add(_ amount: Int64 = 1, phase: Int) {
    whole += amount
    while byPhase.count <= phase { byPhase.append(0) }
    byPhase[phase] += amount
  }
}

/// One measure of a run, as its observer kept it.
public enum Series: Sendable {
  case samples(PhasedHistogram)
  case tally(PhasedTally)
  /// The first for each of the second.
  case ratio(PhasedTally, PhasedTally)
  case flag(Bool)
  /// A number of the whole run, if there is one.
  case number(Int64?)
  /// The protocol does not measure this.
  case nothing

  /// What the phases of a window amount to.
  public func amount(in window: MeasureWindow, _ ledger: PhaseLedger) -> Amount {
    switch self {
    case .samples(let samples):
      if window == .whole { return Amount(samples.whole) }
      return Amount(samples.sum(of: ledger.ranges(in: window)))
    case .tally(let tally): return .count(Series.sum(tally, window, ledger))
    case .ratio(let tally, let base):
      let denominator = Series.sum(base, window, ledger)
      if denominator == 0 { return .nothing }
      return .ratio(Series.sum(tally, window, ledger), denominator)
    case .flag(let flag): return .flag(flag)
    case .number(let number?) where window == .whole: return .count(number)
    case .number: return .nothing
    case .nothing: return .nothing
    }
  }

  private static func sum(
    _ tally: PhasedTally, _ window: MeasureWindow, _ ledger: PhaseLedger
  ) -> Int64 {
    if window == .whole { return tally.whole }
    var sum: Int64 = 0
    for range in ledger.ranges(in: window) {
      for count in tally.byPhase[range.clamped(to: tally.byPhase.indices)] { sum += count }
    }
    return sum
  }

  /// How many samples that were awaited in a window never came: operations asked in it without an answer.
  ///
  /// Of measures that await nothing there are none.
  public func censored(in window: MeasureWindow, _ ledger: PhaseLedger) -> Int64 {
    guard case .samples(let samples) = self else { return 0 }
    return samples.censored(in: ledger.ranges(in: window), ledger)
  }

  /// The largest sample in a window, without a sum of its phases; nil without a sample.
  ///
  /// - Complexity: O(phases of the window).
  public func maximum(in window: MeasureWindow, _ ledger: PhaseLedger) -> Int64? {
    guard case .samples(let samples) = self else { return nil }
    if window == .whole { return samples.whole.maximum }
    var maximum: Int64?
    for range in ledger.ranges(in: window) {
      for histogram in samples.byPhase[range.clamped(to: samples.byPhase.indices)] {
        if let most = histogram.maximum { maximum = Swift.max(most, maximum ?? most) }
      }
    }
    return maximum
  }
}

/// What a measure came to in a window.
public enum Amount: Hashable, Sendable {
  /// Samples; never empty.
  case samples(Histogram)
  case count(Int64)
  /// Numerator and denominator; the denominator is not zero.
  case ratio(Int64, Int64)
  case flag(Bool)
  /// No sample: neither zero nor good.
  case nothing

  init(_ histogram: Histogram) {
    self = histogram.isEmpty ? .nothing : .samples(histogram)
  }
}

import Checks
public import Scenarios
import Simulator

/// Holds what a run gave against what its scenario expects.
struct Judge {
  let scenario: Scenario
  let ledger: PhaseLedger
  let milestones: MilestoneLog
  let measures: [MeasureResult]
  let verdicts: [CheckVerdict]
  let faults: [FaultReport]

  func judge(_ expectation: Expectation) -> Finding {
    let (held, seen) = judge(expectation.demand)
    return Finding(
      text: expectation.text, position: expectation.position, held: held, seen: seen)
  }

  private func judge(_ demand: Expectation.Demand) -> (Bool, String) {
    switch demand {
    case .holds(let check):
      return check < verdicts.count ? judge(verdicts[check]) : (false, "not checked")
    case .reached(let milestone, let limit, let moment):
      return judgeReached(milestone, limit, moment)
    case .occurrences(let milestone, let window, let range):
      guard let window = resolve(window) else { return (false, "the fault never began") }
      let count = Series.tally(milestones.counts[milestone]).amount(in: window, ledger)
      guard case .count(let value) = count else { return (false, "nothing counted") }
      return (range.contains(value), "\(value)")
    case .measure(let index, let statistic, let window, let range):
      return judgeMeasure(index, statistic, window, range)
    case .flag(let index, let wanted):
      guard case .flag(let value) = measures[index].series else { return (false, "not measured") }
      return (value == wanted, value ? "yes" : "no")
    }
  }

  private func judge(_ verdict: CheckVerdict) -> (Bool, String) {
    switch verdict.result {
    case .held: (true, "held")
    case .violated(let message): (false, message)
    case .undecided(let why): (false, "undecided: \(why)")
    case .notChecked: (false, "not checked")
    }
  }

  private func judgeReached(
    _ milestone: Int, _ limit: Nanoseconds, _ moment: Expectation.Moment
  ) -> (Bool, String) {
    let wanted: MilestoneLog.Moment?
    switch moment {
    case .start: wanted = .start
    case .beginOf(let fault): wanted = indices(of: fault).first.map { .begin($0) }
    case .endOf(let fault): wanted = indices(of: fault).first.map { .end($0) }
    }
    guard let entry = milestones.entries.first(where: { $0.moment == wanted }) else {
      return (false, "the moment to count from never came")
    }
    guard let time = entry.first[milestone] else { return (false, "never") }
    return (time - entry.time <= limit, "after \(DurationText.exact(time - entry.time))")
  }

  /// The faults of a name, or those repeated under it.
  private func indices(of name: String) -> [Int] {
    faults.indices.filter { faults[$0].name == name || faults[$0].name.hasPrefix(name + "#") }
  }

  private func resolve(_ window: Expectation.Window) -> MeasureWindow? {
    switch window {
    case .whole: .whole
    case .before: .before
    case .between: .between
    case .after: .after
    case .during(let fault): during(indices(of: fault).filter { faults[$0].began != nil })
    }
  }

  private func during(_ faults: [Int]) -> MeasureWindow? { faults.isEmpty ? nil : .during(faults) }

  private func judgeMeasure(
    _ index: Int, _ statistic: Statistic, _ window: Expectation.Window,
    _ range: ClosedRange<Int64>
  ) -> (Bool, String) {
    guard let window = resolve(window) else { return (false, "the fault never began") }
    let result = measures[index]
    let amount = result.amount(in: window, ledger)
    guard let value = amount.value(statistic) else { return (false, "no sample") }
    return (range.contains(value), UnitText.text(value, result.measure.unit, statistic))
  }
}

extension Amount {
  /// A statistic as an integer in the measure's unit, a ratio in millionths; nil if nothing was seen.
  ///
  /// A measure of samples that saw none has a count of zero and no other statistic.
  public func value(_ statistic: Statistic) -> Int64? {
    switch self {
    case .nothing: return statistic == .count ? 0 : nil
    case .count(let count): return count
    case .ratio(let numerator, let denominator):
      let product = numerator.multipliedFullWidth(by: 1_000_000)
      return denominator.dividingFullWidth(product).quotient
    case .flag(let flag): return flag ? 1 : 0
    case .samples(let histogram): return histogram.value(statistic)
    }
  }
}

extension Histogram {
  func value(_ statistic: Statistic) -> Int64? {
    switch statistic {
    case .p50: quantile(5_000)
    case .p90: quantile(9_000)
    case .p99: quantile(9_900)
    case .p999: quantile(9_990)
    case .max: maximum
    case .min: minimum
    case .mean: mean
    case .count: count
    case .total: sumOfSamples
    }
  }
}

import Scenarios
import Simulator

/// Holds what a run gave against what its scenario expects.
struct Judge {
  let scenario: Scenario
  let ledger: PhaseLedger
  let milestones: MilestoneLog
  let measures: [MeasureResult]
  let verdicts: [CheckVerdict]
  let faults: [FaultReport]
  let violation: Violation?
  /// When the run ended.
  let end: Nanoseconds
  let timeline: Timeline

  /// The time without a leader at the end, if the run ended in one.
  private var vacancy: Vacancy? { Vacancy(timeline) }

  /// What became of an expectation, and how it was seen.
  typealias Judgement = (result: Finding.Result, seen: String)

  /// The findings of all expectations, in the order of the file.
  ///
  /// The first that fails for want of progress says since when nobody leads.
  func judgeAll() -> [Finding] {
    var vacancy = vacancy
    return scenario.expectations.map { expectation in
      var (result, seen) = judge(expectation.demand)
      if result == .failed, let words = vacancy?.words, isLiveness(expectation.demand) {
        seen += "; \(words)"
        vacancy = nil
      }
      return Finding(
        text: expectation.text, position: expectation.position, result, seen: seen,
        tellsViolation: isViolated(by: expectation.demand))
    }
  }

  /// Whether a violation stopped the run before its end, so that what was not met might have been yet.
  private var isCut: Bool { violation != nil && end < scenario.duration }

  /// What was not met: for good, or at the moment at which a violation stopped the run.
  private var unmet: Finding.Result { isCut ? .notReached : .failed }

  private func judge(_ demand: Expectation.Demand) -> Judgement {
    switch demand {
    case .holds(let check):
      return check < verdicts.count ? judge(verdicts[check]) : (unmet, "not checked")
    case .reached(let milestone, let limit, let moment):
      return judgeReached(milestone, limit, moment)
    case .occurrences(let milestone, let window, let range):
      guard let window = resolve(window) else { return (unmet, "the fault never began") }
      let count = Series.tally(milestones.counts[milestone]).amount(in: window, ledger)
      guard case .count(let value) = count else { return (unmet, "nothing counted") }
      return (result(value, range, .total, in: window), "\(value)")
    case .measure(let index, let statistic, let window, let range):
      return judgeMeasure(index, statistic, window, range)
    case .holder(let role, let window, let agent, let isEqual):
      guard let window = resolve(window) else { return (unmet, "the fault never began") }
      return judgeHolder(role, window, agent, isEqual)
    case .flag(let index, let wanted):
      guard case .flag(let value) = measures[index].series else { return (unmet, "not measured") }
      return (value == wanted ? .held : unmet, value ? "yes" : "no")
    }
  }

  private func judge(_ verdict: CheckVerdict) -> Judgement {
    switch verdict.result {
    case .held: (.held, "held")
    case .violated(let message): (.failed, verdict.name == violation?.check ? "violated" : message)
    case .undecided(let why): (.undecided, "undecided: \(why)")
    case .notChecked: (unmet, "not checked")
    }
  }

  private func isViolated(by demand: Expectation.Demand) -> Bool {
    guard case .holds(let check) = demand, check < verdicts.count else { return false }
    return verdicts[check].name == violation?.check
  }

  private func judgeReached(
    _ milestone: Int, _ limit: Nanoseconds, _ moment: Expectation.Moment
  ) -> Judgement {
    let wanted: MilestoneLog.Moment?
    switch moment {
    case .start: wanted = .start
    case .beginOf(let fault): wanted = indices(of: fault).first.map { .begin($0) }
    case .endOf(let fault): wanted = indices(of: fault).first.map { .end($0) }
    }
    guard let entry = milestones.entries.first(where: { $0.moment == wanted }) else {
      return (unmet, "the moment to count from never came")
    }
    guard let time = entry.first[milestone] else {
      return (end - entry.time > limit ? .failed : unmet, "never")
    }
    let isInTime = time - entry.time <= limit
    return (isInTime ? .held : .failed, "after \(DurationText.exact(time - entry.time))")
  }

  private func indices(of name: String) -> [Int] { FaultReport.indices(of: name, in: faults) }

  private func resolve(_ window: Expectation.Window) -> MeasureWindow? {
    MeasureWindow(window, faults)
  }

  private func judgeMeasure(
    _ index: Int, _ statistic: Statistic, _ window: Expectation.Window,
    _ range: ClosedRange<Int64>
  ) -> Judgement {
    guard let window = resolve(window) else { return (unmet, "the fault never began") }
    let measure = measures[index].measure
    let amount = measures[index].amount(in: window, ledger)
    guard let value = amount.value(statistic) else { return (unmet, "no sample") }
    // A ratio falls as it rises.
    let growth = measure.unit == .ratio ? .mean : statistic
    return (
      result(value, range, growth, in: window), UnitText.text(value, measure.unit, statistic)
    )
  }

  private func judgeHolder(
    _ role: Int, _ window: MeasureWindow, _ agent: AgentID?, _ isEqual: Bool
  ) -> Judgement {
    let name = scenario.vocabulary.roleNames[role]
    guard timeline.states.contains(where: { $0.name == name }) else {
      return (unmet, "nobody watches who is \(name)")
    }
    let holders = RoleHolders(name, timeline, end: end).holders(in: window, ledger)
    let isMet: Bool
    if let agent {
      isMet = isEqual ? holders == [agent] : !holders.contains(agent)
    } else {
      isMet = holders.isEmpty == isEqual
    }
    let isOpen = isCut && self.isOpen(window)
    let seen = holders.isEmpty ? "nobody" : holders.map { $0.description }.joined(separator: ", ")
    if isMet { return (isOpen ? .notReached : .held, seen) }
    let couldCome = (agent == nil) != isEqual
    return (couldCome ? unmet : .failed, seen)
  }

  /// Whether a value is within its bounds, given what more of the run could have made of it.
  private func result(
    _ value: Int64, _ range: ClosedRange<Int64>, _ statistic: Statistic, in window: MeasureWindow
  ) -> Finding.Result {
    if range.contains(value) { return isCut && isOpen(window) ? .notReached : .held }
    switch statistic {
    case .total, .count, .max: return value > range.upperBound && !isOpen(window) ? .failed : unmet
    case .min: return value < range.lowerBound && !isOpen(window) ? .failed : unmet
    case .p50, .p90, .p99, .p999, .mean: return unmet
    }
  }

  /// Whether a part of the run had not come yet: later faults could take from it what was seen.
  private func isOpen(_ window: MeasureWindow) -> Bool {
    switch window {
    case .whole, .before, .during, .between: false
    case .after: faults.contains { $0.began == nil || $0.ended == nil }
    }
  }

  /// Whether an expectation asks that something happens, rather than that something does not.
  private func isLiveness(_ demand: Expectation.Demand) -> Bool {
    switch demand {
    case .holds: false
    case .reached, .flag: true
    case .holder(_, _, let agent, let isEqual): (agent == nil) != isEqual
    case .occurrences(_, _, let range): range.upperBound == .max
    case .measure(let index, _, _, let range):
      measures[index].measure.unit == .duration || range.upperBound == .max
    }
  }
}

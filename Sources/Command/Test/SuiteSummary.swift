import Experiments
import Reports
import Scenarios
import Simulator

/// What became of all scenarios that were tested, as people want to know it first.
struct SuiteSummary {
  private let reports: [TestReport]
  private let unfinished: Int
  /// Records without a scenario.
  private let orphans: Int

  init(_ reports: [TestReport], unfinished: Int, orphans: Int = 0) {
    self.reports = reports
    self.unfinished = unfinished
    self.orphans = orphans
  }

  /// A number that moved in at least one scenario.
  struct Moved {
    /// The name of the measure and its statistic.
    let name: String
    /// Where it moved most.
    let difference: Difference
    let scenario: String
    let variant: String
    /// In how many scenarios it is worse, better or different.
    var counts: [Difference.Verdict: Int] = [:]
    fileprivate var seen: Set<String> = []
  }

  /// `337 scenarios, 22,319 runs: 300 held, 2 failed, 35 moved or new`.
  var head: String {
    let failed = reports.count { $0.failed }
    let undecided = reports.count { !$0.failed && !$0.failing.isEmpty }
    let moved = reports.count { $0.failing.isEmpty && !$0.passed }
    let held = reports.count - failed - undecided - moved
    let runs = reports.reduce(0) { $0 + $1.runCount }
    var text = "\(CountText.counted(Int64(reports.count + unfinished), "scenario")), "
    text += "\(CountText.counted(Int64(runs), "run")): "
    text += "\(grouped(held)) held, \(grouped(failed)) failed, "
    if undecided > 0 { text += "\(grouped(undecided)) undecided, " }
    text += "\(grouped(moved)) moved or new"
    if unfinished > 0 { text += ", \(grouped(unfinished)) not finished" }
    if orphans > 0 { text += ", \(CountText.counted(Int64(orphans), "record")) without a scenario" }
    let bare = reports.count { !$0.isRecorded }
    if bare > 0 {
      text += "; \(grouped(bare)) without a record, guarded by expectations and checks alone"
    }
    return text
  }

  /// What those that moved came to; nil if none did.
  var movedText: String? {
    let verdicts = reports.compactMap { $0.movement }.map { $0.verdict }
    if verdicts.isEmpty { return nil }
    let words: [(Movement.Verdict?, String)] = [
      (.worse, "something worse"), (.differs, "something different"), (.better, "something better"),
      (.tooFew, "too few seeds to tell"), (.notSeen, "no difference seen"),
      (.same, "the same numbers"), (nil, "nothing to compare"),
    ]
    let parts = words.compactMap { verdict, word -> String? in
      let count = verdicts.count { $0 == verdict }
      return count == 0 ? nil : "\(grouped(count)) with \(word)"
    }
    return "moved: \(parts.joined(separator: ", "))"
  }

  /// The numbers that moved, each once, where it moved most; what moved most of all first.
  var mostMoved: [Moved] {
    var all: [Moved] = []
    for report in reports {
      for variant in report.movement?.variants ?? [] {
        for difference in variant.called {
          SuiteSummary.add(difference, report.path.name, variant.label, to: &all)
        }
      }
    }
    return all.indices.sorted {
      let (left, right) = (all[$0].difference.leastShare, all[$1].difference.leastShare)
      return left == right ? $0 < $1 : left > right
    }.map { all[$0] }
  }

  private static func add(
    _ difference: Difference, _ scenario: String, _ variant: String, to all: inout [Moved]
  ) {
    let name = DifferenceText(difference).name.prefix(2).filter { !$0.isEmpty }
      .joined(separator: " ")
    let new = Moved(name: name, difference: difference, scenario: scenario, variant: variant)
    let place = all.firstIndex { $0.name == name } ?? all.count
    if place == all.count { all.append(new) }
    if difference.leastShare > all[place].difference.leastShare {
      let (counts, seen) = (all[place].counts, all[place].seen)
      all[place] = new
      (all[place].counts, all[place].seen) = (counts, seen)
    }
    if all[place].seen.insert("\(difference.verdict.word) \(scenario)").inserted {
      all[place].counts[difference.verdict, default: 0] += 1
    }
  }

  /// The most numbers that are named on top.
  static let mostNumbers = 10

  /// The lines on top of the page.
  var output: OutputText {
    var lines = [head]
    if let movedText { lines.append(movedText) }
    let moved = mostMoved
    if !moved.isEmpty {
      var table = TextTable(
        [
          "moved most", "measure", "window", "scenario", "recorded", "now", "± 95 %", "",
          "scenarios",
        ],
        leading: 4)
      for item in moved.prefix(SuiteSummary.mostNumbers) { table.add(SuiteSummary.cells(item)) }
      lines += [""] + table.lines
      if moved.count > SuiteSummary.mostNumbers {
        let rest = Int64(moved.count - SuiteSummary.mostNumbers)
        lines.append("and \(CountText.counted(rest, "more measure")) below")
      }
    }
    return OutputText(lines: lines)
  }

  /// Verdict, measure, window, scenario, values, and in how many scenarios.
  static func cells(_ item: Moved) -> [String] {
    let scenario = item.scenario + (item.variant.isEmpty ? "" : " (\(item.variant))")
    let text = DifferenceText(item.difference)
    return [item.difference.verdict.word, item.name, text.name[2], scenario] + text.values
      + [spread(item)]
  }

  /// `12 worse, 1 better`.
  private static func spread(_ item: Moved) -> String {
    [Difference.Verdict.worse, .better, .differs].compactMap { verdict -> String? in
      let count = item.counts[verdict] ?? 0
      return count == 0 ? nil : "\(count) \(verdict == .differs ? "different" : verdict.word)"
    }.joined(separator: ", ")
  }

  private func grouped(_ number: Int) -> String { CountText.grouped(Int64(number)) }
}

import Checks
public import Experiments
public import Scenarios
import Simulator

/// What the runs of a scenario came to, as text that is read in a review: a line a measure.
///
/// Numbers are means over the seeds with their 95 % intervals, in the digits that these leave; without an
/// interval they are exact and every seed has the same.
public struct ScenarioRecord {
  /// The lines, without ends of line.
  public private(set) var lines: [String] = []
  private let windows: GuardedWindows

  /// - Parameters:
  ///   - name: what the record calls the scenario.
  ///   - header: what was run; of the windows only those that are guarded.
  ///   - scenarios: the variants, in the order of the header's labels.
  ///   - runs: all of them, in the order of the plan.
  public init(
    _ name: String, _ header: SweepHeader, _ scenarios: [Scenario], _ runs: [RecordedRun],
    _ windows: GuardedWindows
  ) {
    self.windows = windows
    lines.append("scenario: \(VisibleText.line(name))")
    if !header.about.isEmpty { lines.append("about: \(header.about)") }
    lines += [
      "protocol: \(header.protocolName)", "seeds: \(header.seeds.text)",
      "engine: \(header.engine)",
    ]
    for (index, scenario) in scenarios.enumerated() {
      let own = runs.filter { $0.row.variant == index }
      if own.isEmpty { continue }
      lines.append("")
      if !scenario.label.isEmpty { lines.append("variant: \(scenario.label)") }
      addVerdict(scenario, own)
      addFaults(own)
      addMeasures(scenario, own)
      addTraffic(own)
    }
  }

  /// All lines, each with its end.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  // MARK: Verdicts

  private mutating func addVerdict(_ scenario: Scenario, _ runs: [RecordedRun]) {
    lines.append("held: \(runs.count { $0.row.passed }) of \(counted(runs))")
    for name in scenario.vocabulary.checkNames {
      let count = runs.count { $0.violated == name }
      if count > 0 { lines.append("violated \(name): \(count) of \(counted(runs))") }
    }
    for (place, expectation) in scenario.expectations.enumerated() {
      let results = runs.compactMap { place < $0.findings.count ? $0.findings[place] : nil }
      lines.append("expected \(expectation.text): \(ScenarioRecord.tally(results) { $0.word })")
    }
    addChecks(scenario, runs)
  }

  private func counted(_ runs: [RecordedRun]) -> String {
    "\(runs.count) seed\(runs.count == 1 ? "" : "s")"
  }

  /// Checks that came to the same in every run stand together.
  private mutating func addChecks(_ scenario: Scenario, _ runs: [RecordedRun]) {
    var held: [String] = []
    var unmade: [String] = []
    for (place, name) in scenario.vocabulary.checkNames.enumerated() {
      let results = runs.compactMap { place < $0.verdicts.count ? $0.verdicts[place] : nil }
      if results.allSatisfy({ $0 == .held }) {
        held.append(name)
      } else if results.allSatisfy({ $0 == .notChecked }) {
        unmade.append(name)
      } else {
        lines.append("check \(name): \(ScenarioRecord.tally(results) { $0.word })")
      }
    }
    if !held.isEmpty { lines.append("checks held: \(held.joined(separator: ", "))") }
    if !unmade.isEmpty { lines.append("checks not made: \(unmade.joined(separator: ", "))") }
  }

  /// `held`, or `held in 98, failed in 2`.
  private static func tally<Result: Hashable>(
    _ results: [Result], _ word: (Result) -> String
  ) -> String {
    var counts: [(result: Result, count: Int)] = []
    for result in results {
      if let place = counts.firstIndex(where: { $0.result == result }) {
        counts[place].count += 1
      } else {
        counts.append((result, 1))
      }
    }
    if counts.count == 1 { return word(counts[0].result) }
    return counts.map { "\(word($0.result)) in \($0.count)" }.sorted().joined(separator: ", ")
  }

  private mutating func addFaults(_ runs: [RecordedRun]) {
    for kind in FaultKind.allCases {
      let cells = runs.flatMap { $0.row.faults }.filter { $0.kind == kind }
      if cells.isEmpty { continue }
      let declared = cells.reduce(0) { $0 + $1.declared }
      let took = cells.reduce(0) { $0 + $1.tookEffect }
      let effects = MeanText(cells.map { $0.effects }, .count).text
      lines.append(
        "faults \(kind.key): \(took) of \(declared) took effect, \(effects) effects a run")
    }
  }

  // MARK: Measures

  private mutating func addMeasures(_ scenario: Scenario, _ runs: [RecordedRun]) {
    let cells = runs.map { $0.row.cells.cells() ?? [] }
    let measures = scenario.vocabulary.measures
    var without: [String] = []
    var zero: [String] = []
    for (place, measure) in measures.enumerated() {
      for (window, name) in windows.windows.enumerated()
      where windows.contains(place, at: window) {
        let column = cells.map { cells -> WindowCell in
          let index = window * measures.count + place
          return index < cells.count ? cells[index] : WindowCell(.nothing)
        }
        let label = measure.name + (window == 0 ? "" : " \(name.name)")
        let words = ScenarioRecord.words(column, measure)
        switch words {
        case nil: without.append(label)
        case "0": zero.append(label)
        case let words?: lines.append("measure \(label): \(words)")
        }
      }
    }
    if !zero.isEmpty { lines.append("measures of 0: \(zero.joined(separator: ", "))") }
    if !without.isEmpty {
      lines.append("measures without a sample: \(without.joined(separator: ", "))")
    }
  }

  /// One line's worth; nil without a sample in any run.
  private static func words(_ column: [WindowCell], _ measure: Measure) -> String? {
    var numbers: [Int64] = []
    var samples: [Summary] = []
    for cell in column {
      switch cell.amount {
      case .nothing: break
      case .value(let value): numbers.append(value)
      case .samples(let summary): samples.append(summary)
      }
    }
    let have = numbers.count + samples.count
    let censored = column.map { $0.censored }
    var words: [String] = []
    if measure.form == .flag, !numbers.isEmpty {
      let count = numbers.count { $0 != 0 }
      return count == have ? "yes" : count == 0 ? "no" : "yes in \(count), no in \(have - count)"
    } else if !numbers.isEmpty {
      words.append(MeanText(numbers, measure.unit).text)
    } else if !samples.isEmpty {
      let statistics: [(Statistic, (Summary) -> Int64)] = [
        (.mean, { $0.mean }), (.p50, { $0.p50 }), (.p99, { $0.p99 }), (.max, { $0.maximum }),
      ]
      for (statistic, value) in statistics {
        words.append("\(statistic.name) \(MeanText(samples.map(value), measure.unit).text)")
      }
      words.append("count \(MeanText(samples.map { $0.count }, .count).text)")
    }
    if censored.contains(where: { $0 != 0 }) {
      words.append("censored \(MeanText(censored, .count).text)")
    }
    if words.isEmpty { return nil }
    if have < column.count { words.append("in \(have) of \(column.count) seeds") }
    return words.joined(separator: ", ")
  }

  private mutating func addTraffic(_ runs: [RecordedRun]) {
    guard let first = runs.first else { return }
    for (place, kind) in first.traffic.enumerated() {
      let own = runs.compactMap { place < $0.traffic.count ? $0.traffic[place] : nil }
      if own.allSatisfy({ $0.sent == 0 }) { continue }
      lines.append(
        "messages \(kind.name): \(MeanText(own.map { $0.sent }, .count).text) sent, "
          + "\(MeanText(own.map { $0.lost }, .count).text) lost")
    }
  }
}

extension RecordedRun.Check {
  fileprivate var word: String {
    switch self {
    case .held: "held"
    case .violated: "violated"
    case .undecided: "undecided"
    case .notChecked: "not made"
    }
  }
}

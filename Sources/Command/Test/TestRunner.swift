import Experiments
import Reports
import Scenarios

/// Runs scenarios under test on several threads, and compares them with what was recorded.
struct TestRunner {
  let context: Context
  let jobs: Int
  let updates: Bool

  /// The reports, in the order of the tests.
  func run(_ tests: [ScenarioTest]) throws(Complaint) -> [TestReport] {
    let runs = allRuns(of: tests)
    var reports: [TestReport] = []
    for (test, runs) in zip(tests, runs) { reports.append(try report(test, runs)) }
    return reports
  }

  /// Every run of every test, shared out singly, so that a long scenario does not hold up the rest.
  private func allRuns(of tests: [ScenarioTest]) -> [[ScenarioTest.Run]] {
    let starts = tests.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.plan.total) }
    let total = starts[tests.count]
    let results = Locked([ScenarioTest.Run?](repeating: nil, count: total))
    let progress = Locked(Progress(context.console, total: total, before: 0))
    let done = Locked((runs: 0, failed: 0))
    Workers.forEach(count: total, jobs: jobs) { number in
      // The last start at or before the number: tests without runs do not exist.
      let index = starts.partitioningIndex { $0 > number } - 1
      let run = tests[index].run(number - starts[index], context.registry)
      results.use { $0[number] = run }
      let now = done.use { count in
        count.runs += 1
        count.failed += run.row.passed ? 0 : 1
        return count
      }
      progress.use { $0.show(done: now.runs, failed: now.failed) }
    }
    progress.use { $0.finish(done: total, jobs: jobs) }
    let runs = results.use { $0.compactMap { $0 } }
    return tests.indices.map { Array(runs[starts[$0]..<starts[$0 + 1]]) }
  }

  private func report(
    _ test: ScenarioTest, _ runs: [ScenarioTest.Run]
  ) throws(Complaint) -> TestReport {
    TestReport(
      path: test.path, program: context.program.name, runCount: runs.count,
      variants: test.variantReports(runs), isContrast: test.isContrast,
      failing: runs.filter { !$0.row.passed }.map { failure(test, $0.row) },
      change: try change(test, runs))
  }

  private func failure(_ test: ScenarioTest, _ row: SweepRow) -> TestReport.Failure {
    let scenario = test.plan.runs[row.variant]
    return TestReport.Failure(
      label: scenario.label, seed: row.seed, reasons: row.failures,
      replay: ReplayLine(program: context.program.name).text(scenario, seed: row.seed))
  }

  private func change(
    _ test: ScenarioTest, _ runs: [ScenarioTest.Run]
  ) throws(Complaint) -> TestReport.Change {
    guard let path = test.path.record?.absolute else { return .notRecorded }
    let now = test.record(runs)
    let was = context.files.bytes(path, limit: 1 << 30).map { String(decoding: $0, as: UTF8.self) }
    if was == now { return .none }
    let differences = was.map { RecordDifference.all(from: $0, to: now) } ?? []
    if updates {
      try context.files.write(now, to: path)
      return .updated(differences)
    }
    return was == nil ? .missing : .moved(differences)
  }
}

extension Array {
  /// The first index at which a condition holds that holds from there on.
  /// - Complexity: O(log n).
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

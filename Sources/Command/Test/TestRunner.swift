import Experiments
import Reports
import Scenarios

/// Runs scenarios under test on several threads, and compares them with what was recorded.
struct TestRunner {
  let context: Context
  let jobs: Int
  let limits: Limits

  /// What came out, in the order of the tests.
  struct Result {
    var reports: [TestReport] = []
    /// Tests that were stopped before all of their runs were done.
    var unfinished: [ScenarioTest] = []
  }

  func run(_ tests: [ScenarioTest]) throws(Complaint) -> Result {
    let runs = try allRuns(of: tests)
    // A record is of a run to its end.
    try limits.complain(
      ofEnded: zip(tests, runs).flatMap { test, runs in test.plan.ended(runs.map { $0.row }) })
    var result = Result()
    for (test, runs) in zip(tests, runs) {
      if runs.count == test.plan.total {
        result.reports.append(report(test, runs))
      } else {
        result.unfinished.append(test)
      }
    }
    return result
  }

  /// Every run of every test, shared out singly, so that a long scenario does not hold up the rest; fewer
  /// if it was asked to stop.
  private func allRuns(of tests: [ScenarioTest]) throws(Complaint) -> [[ScenarioTest.Run]] {
    let starts = tests.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.plan.total) }
    let total = starts[tests.count]
    let results = Locked([ScenarioTest.Run?](repeating: nil, count: total))
    let progress = Locked(Progress(context.console, total: total, before: 0))
    let done = Locked((runs: 0, failed: 0))
    let complaint = Locked(Complaint?.none)
    let loop = RunLoop(limits, context)
    let most = limits.jobs(jobs, tests.flatMap { $0.plan.runs }, context.registry)
    Workers.forEach(count: total, jobs: most) { number in
      if loop.stop.isAsked || complaint.use({ $0 != nil }) { return }
      // The last start at or before the number: tests without runs do not exist.
      let index = starts.partitioningIndex { $0 > number } - 1
      let finished: ScenarioTest.Run?
      do throws(Complaint) {
        finished = try tests[index].run(number - starts[index], loop) {
          let now = done.use { $0 }
          progress.use { $0.show(done: now.runs, failed: now.failed) }
        }
      } catch {
        let reason = error
        return complaint.use { $0 = $0 ?? reason }
      }
      guard let run = finished else { return }
      results.use { $0[number] = run }
      let now = done.use { count in
        count.runs += 1
        count.failed += run.row.failed ? 1 : 0
        return count
      }
      progress.use { $0.show(done: now.runs, failed: now.failed) }
    }
    if let complaint = complaint.use({ $0 }) { throw complaint }
    progress.use { $0.finish(done: done.use { $0.runs }, jobs: most) }
    let runs = results.use { $0 }
    return tests.indices.map { index in
      runs[starts[index]..<starts[index + 1]].compactMap { $0 }
    }
  }

  private func report(_ test: ScenarioTest, _ runs: [ScenarioTest.Run]) -> TestReport {
    let now = test.record(runs)
    let change = change(test, now)
    var isSame = false
    switch change {
    case .none, .notRecorded: isSame = true
    case .missing, .unreadable, .moved, .updated: break
    }
    return TestReport(
      path: test.path, program: context.program.name, runCount: runs.count,
      variants: test.variantReports(runs), isContrast: test.isContrast,
      failing: runs.filter { !$0.row.passed }.map { failure(test, $0.row) },
      change: change, record: isSame ? nil : now)
  }

  private func failure(_ test: ScenarioTest, _ row: SweepRow) -> TestReport.Failure {
    let scenario = test.plan.runs[row.variant]
    return TestReport.Failure(
      label: scenario.label, seed: row.seed, reasons: row.failures, undecided: row.undecided,
      notReached: row.notReached,
      replay: ReplayLine(program: context.program.name).text(scenario, seed: row.seed))
  }

  private func change(_ test: ScenarioTest, _ now: String) -> TestReport.Change {
    guard let path = test.path.record?.absolute else { return .notRecorded }
    do throws(SystemError) {
      if context.files.kind(path) == .missing { return .missing }
      let bytes = try context.files.contents(path, limit: 1 << 30)
      // Some checkouts end lines as other systems do; that is no difference.
      let was = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
      return was == now ? .none : .moved(RecordDifference.all(from: was, to: now))
    } catch {
      return .unreadable(error.words)
    }
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

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
    result.reports = TestReport.counted(together: result.reports)
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
      path: test.path, place: context.files.place(inRepository: test.path.absolute),
      program: context.program.name, runCount: runs.count,
      variants: test.variantReports(runs), isContrast: test.isContrast,
      failing: runs.filter { !$0.row.passed }.map { failure(test, $0) },
      change: change, record: isSame ? nil : now,
      duration: runs.reduce(.zero) { $0 + $1.duration })
  }

  private func failure(_ test: ScenarioTest, _ run: ScenarioTest.Run) -> TestReport.Failure {
    let row = run.row
    let scenario = test.plan.runs[row.variant]
    return TestReport.Failure(
      label: scenario.label, seed: row.seed, reasons: row.failures, undecided: row.undecided,
      notReached: row.notReached,
      replay: ReplayLine(program: context.program.name).text(scenario, seed: row.seed),
      unmet: run.unmet, duration: run.duration)
  }

  private func change(_ test: ScenarioTest, _ now: ScenarioTest.Record) -> TestReport.Change {
    guard let record = test.path.record else { return .notRecorded }
    do throws(SystemError) {
      guard let was = try text(record.absolute) else { return .missing }
      guard let old = try text(record.seeds) else {
        return .moved(
          Movement(
            lines: RecordDifference.all(from: was, to: now.text, withMeans: false),
            note:
              "nothing is recorded seed by seed (\(record.seedsSpelling) is missing), so numbers "
              + "are not compared"))
      }
      if was == now.text, old == now.seeds.text { return .none }
      return movement(record, from: (was, old), to: now)
    } catch {
      return .unreadable("\(record.spelling) cannot be read: \(error.words)")
    }
  }

  private func movement(
    _ record: ScenarioPath.Record, from old: (text: String, seeds: String),
    to now: ScenarioTest.Record
  ) -> TestReport.Change {
    do throws(SeedRecordMistake) {
      let seeds = try SeedRecord(text: old.seeds)
      var movement = Movement(from: seeds, to: now.seeds)
      movement.lines =
        RecordDifference.all(from: old.text, to: now.text, withMeans: movement.variants.isEmpty)
      if !movement.variants.isEmpty {
        movement.lines += Movement.measures(seeds.header, now.seeds.header)
      }
      if movement.isEmpty { movement.note = "\(record.seedsSpelling) is written otherwise" }
      return .moved(movement)
    } catch {
      return .unreadable("\(record.seedsSpelling):\(error.line): \(error.message)")
    }
  }

  /// A text of the folder of records; nil if there is none.
  private func text(_ path: String) throws(SystemError) -> String? {
    if context.files.kind(path) == .missing { return nil }
    let bytes = try context.files.contents(path, limit: 1 << 30)
    // Some checkouts end lines as other systems do; that is no difference.
    return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
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

import Experiments
import Reports
import Scenarios
import Simulator

/// One scenario file under test: its runs, and what was recorded of it.
struct ScenarioTest: Sendable {
  let path: ScenarioPath
  let plan: SweepPlan
  /// The parts of runs of which measures are recorded.
  let windows: GuardedWindows

  /// A test of a scenario of which no run is sure to meet a limit.
  init(
    _ source: ScenarioSource, version: String, _ limits: Limits, _ registry: Registry
  ) throws(Complaint) {
    let runs = source.scenario.runs
    try limits.review(runs, source, registry)
    path = source.path
    plan = try SweepPlan(
      source, runs: runs, seeds: source.scenario.testedSeeds, shard: .whole,
      version: version)
    windows = GuardedWindows(runs)
  }

  /// What one run gave; of the first seed also what there was to see.
  struct Run: Sendable {
    let recorded: RecordedRun
    /// Expectations that were not met, with their places.
    let unmet: [Finding]
    let sight: VariantReport.Sight?
    /// By the clock.
    let duration: Duration

    var row: SweepRow { recorded.row }
  }

  /// Runs a number of the plan; nil if it was asked to stop before the run's end.
  func run(
    _ number: Int, _ loop: RunLoop, between: () -> Void = {}
  ) throws(Complaint) -> Run? {
    let (variant, place) = plan.position(of: number)
    let start = ContinuousClock.now
    guard let outcome = try plan.outcome(of: number, loop, between: between) else { return nil }
    return Run(
      recorded: RecordedRun(outcome, variant: variant, place: place, windows),
      unmet: outcome.passed ? [] : outcome.findings.filter { $0.result == .failed },
      sight: place == 0 ? VariantReport.Sight(outcome) : nil,
      duration: ContinuousClock.now - start)
  }

  /// What is recorded of all runs, given in the order of the plan.
  func record(_ runs: [Run]) -> Record {
    let name = path.record?.scenario ?? path.file
    let recorded = runs.map { $0.recorded }
    let seeds = SeedRecord(name, plan.header, recorded, windows)
    return Record(
      text: ScenarioRecord(name, seeds.header, plan.runs, recorded, windows).text, seeds: seeds)
  }

  /// A scenario's record in both its parts.
  struct Record: Sendable {
    /// What people read.
    let text: String
    /// What is kept seed by seed.
    let seeds: SeedRecord
  }
}

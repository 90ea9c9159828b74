import Experiments
import Reports
import Scenarios

/// Tries mutants on several threads; what comes out does not depend on their number.
struct MutantRunner {
  let suites: [MutantSuite]
  let budget: MutantBudget
  let loop: RunLoop
  let jobs: Int
  private let sound = SoundRuns()

  init(_ suites: [MutantSuite], _ budget: MutantBudget, _ loop: RunLoop, jobs: Int) {
    self.suites = suites
    self.budget = budget
    self.loop = loop
    self.jobs = jobs
  }

  /// All trials: of each suite, mutant, scenario and range.
  var trials: [MutantTrial] {
    suites.enumerated().flatMap { place, suite in
      suite.mutants.indices.flatMap { mutant in
        suite.stages.indices.flatMap { stage in
          (0..<budget.ranges).map {
            MutantTrial(suite: place, mutant: mutant, stage: stage, range: $0)
          }
        }
      }
    }
  }

  /// What came of each trial, nil where it was asked to stop before its end.
  func run(_ trials: [MutantTrial], _ console: Console) throws(Complaint) -> [MutantTrial.Result?] {
    let results = Locked([MutantTrial.Result?](repeating: nil, count: trials.count))
    let progress = Locked(Progress(console, total: trials.count, before: 0, noun: "trial"))
    let done = Locked(0)
    let complaint = Locked(Complaint?.none)
    Workers.forEach(count: trials.count, jobs: jobs) { number in
      if loop.stop.isAsked || complaint.use({ $0 != nil }) { return }
      do throws(Complaint) {
        let result = try run(trials[number]) {
          progress.use { $0.show(done: done.use { $0 }, failed: 0) }
        }
        guard let result else { return }
        results.use { $0[number] = result }
        done.use { $0 += 1 }
      } catch {
        let reason = error
        complaint.use { $0 = $0 ?? reason }
      }
    }
    if let complaint = complaint.use({ $0 }) { throw complaint }
    progress.use { $0.finish(done: done.use { $0 }, jobs: jobs) }
    return results.use { $0 }
  }

  /// Seeds in rising order, of each all variants, until one gives the mutant away.
  private func run(
    _ trial: MutantTrial, between: () -> Void
  ) throws(Complaint) -> MutantTrial.Result? {
    let suite = suites[trial.suite]
    let runs = suite.stages[trial.stage].runs
    let mutated = runs.map { $0.planting(suite.mutants[trial.mutant]) }
    let first = budget.firstSeed(trial.range)
    var left = budget.events
    for place in 0..<budget.seeds {
      let seed = first + UInt64(place)
      for (variant, scenario) in mutated.enumerated() {
        let session = loop.open(scenario, seed: seed)
        session.eventLimit = min(loop.limits.events, left)
        guard try loop.run(session, between: { _ in between() }) else { return nil }
        if let sign = MutantTrial.Sign(session.outcome()) {
          let holds = try sound.holds(
            runs[variant], trial, variant: variant, seed: seed, loop, between: between)
          guard let holds else { return nil }
          if holds {
            return .caught(
              MutantTrial.Catch(
                seeds: place + 1, seed: seed, label: scenario.label, sign: sign))
          }
        }
        left -= session.eventCount
        if left <= 0 { return .missed(seeds: place + 1) }
      }
    }
    return .missed(seeds: budget.seeds)
  }
}

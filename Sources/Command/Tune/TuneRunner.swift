import Experiments
import Reports
import Scenarios

/// Runs a search for the best setting round by round; what comes out does not depend on the threads.
struct TuneRunner {
  let source: ScenarioSource
  let seeds: SeedSet
  let limits: Limits
  let jobs: Int
  let context: Context

  /// What came out.
  struct Result {
    let tuning: Tuning
    let isPartial: Bool
    /// Where finished runs are kept of a search that was stopped.
    let journals: [String]
  }

  /// - Parameter tuning: of the variants of the source.
  func run(_ tuning: Tuning) throws(Complaint) -> Result {
    var tuning = tuning
    var journals: [Journal] = []
    var isDone = false
    // A search that ends in any other way goes on from what its rounds gave.
    defer { for index in journals.indices { journals[index].close(removing: isDone) } }
    while let round = tuning.round {
      let plan = try SweepPlan(
        source, runs: round.arms.map { source.scenario.runs[$0] },
        seeds: seeds.slice(round.places), shard: .whole, version: context.program.rowVersion)
      context.console.complain(TuneRunner.words(round, tuning))
      let journal = try JournalPlace.open(plan, nil, context, what: "search")
      let runner = SweepRunner(
        plan: plan, loop: RunLoop(limits, context),
        jobs: limits.jobs(jobs, plan.runs, context.registry), mostFailures: .max,
        spool: RowSpool(keepsSamples: false))
      let done = runner.run(journal, context.console)
      if let journal = done.journal {
        if let failure = journal.failure { context.console.complain(failure) }
        journals.append(journal)
      }
      if let complaint = done.complaint { throw complaint }
      try limits.complain(ofEnded: done.ended.count, done.ended.names)
      if done.isPartial {
        return Result(tuning: tuning, isPartial: true, journals: journals.map { $0.path })
      }
      let loss = Locked(done.spool?.failure)
      tuning.add(done.result { reason in loss.use { $0 = reason } }.rows, plan.header)
      if let reason = loss.use({ $0 }) { throw Complaint(reason, .programFailed) }
    }
    isDone = true
    return Result(tuning: tuning, isPartial: false, journals: [])
  }

  private static func words(_ round: Tuning.Round, _ tuning: Tuning) -> String {
    let settings = CountText.counted(Int64(round.arms.count), "setting")
    let before = CountText.grouped(round.places.lowerBound)
    let all = CountText.grouped(round.places.upperBound)
    return round.places.lowerBound == 0
      ? "\(settings) on the first \(all) seeds" : "\(settings) from \(before) to \(all) seeds"
  }
}

extension SeedSet {
  /// The seeds at these places, of which there is at least one.
  fileprivate func slice(_ places: Range<Int64>) -> SeedSet {
    var ranges: [ClosedRange<UInt64>] = []
    var (skipped, left) = (UInt64(places.lowerBound), UInt64(places.count))
    for range in self.ranges where left > 0 {
      let size = range.upperBound - range.lowerBound
      if skipped > size {
        skipped -= size + 1
        continue
      }
      let start = range.lowerBound + skipped
      let taken = min(range.upperBound - start, left - 1)
      ranges.append(start...start + taken)
      left -= taken + 1
      skipped = 0
    }
    return SeedSet(ranges)
  }
}

import Experiments
import Reports
import Scenarios

/// The runs of a sweep, numbered from 0: the seeds of the first variant, then those of the next.
struct SweepPlan: Sendable {
  let header: SweepHeader
  let runs: [Scenario]
  let seeds: SeedSet
  /// Seeds of each variant, of all shards.
  let seedCount: Int64

  init(
    _ source: ScenarioSource, runs: [Scenario], seeds: SeedSet, shard: SweepHeader.Shard,
    version: String
  ) throws(Complaint) {
    let (total, overflow) = seeds.count.multipliedReportingOverflow(by: UInt64(runs.count))
    guard !overflow, total <= SweepHeader.mostRuns else {
      throw Complaint(
        "seeds \(seeds.text) make more than \(CountText.grouped(SweepHeader.mostRuns)) runs; "
          + "name fewer")
    }
    self.runs = runs
    self.seeds = seeds
    seedCount = Int64(seeds.count)
    header = SweepHeader(
      version: version, scenario: source.scenario, content: source.content, seeds: seeds,
      runs: runs, shard: shard)
  }

  /// All runs, of all shards.
  var total: Int { Int(seedCount) * runs.count }

  /// The number of a run among all, by its place among those of this shard.
  func number(ofOwn index: Int) -> Int {
    let own = Int(header.ownSeedCount)
    return index / own * Int(seedCount) + Int(header.shard.number - 1)
      + index % own * Int(header.shard.count)
  }

  /// The names of the runs that a limit ended.
  func ended(_ rows: [SweepRow]) -> [String] { rows.filter { $0.metLimit }.map { name($0) } }

  /// As complaints name the run of a row.
  func name(_ row: SweepRow) -> String { Limits.name(runs[row.variant], seed: row.seed) }

  func number(of row: SweepRow) -> Int { row.variant * Int(seedCount) + Int(row.place) }

  /// One run's row; nil if it was asked to stop before its end.
  ///
  /// - Parameter between: called between slices of the run.
  func run(
    _ number: Int, _ loop: RunLoop, between: () -> Void = {}
  ) throws(Complaint) -> SweepRow? {
    let (variant, place) = position(of: number)
    return try outcome(of: number, loop, between: between).map {
      SweepRow(
        $0, variant: variant, place: place, windows: header.windows, keepsSamples: true)
    }
  }

  /// The variant and the seed's place of a run.
  func position(of number: Int) -> (variant: Int, place: Int64) {
    (number / Int(seedCount), Int64(number) % seedCount)
  }

  /// What one run gave; nil if it was asked to stop before its end.
  func outcome(
    of number: Int, _ loop: RunLoop, between: () -> Void
  ) throws(Complaint) -> Outcome? {
    let (variant, place) = position(of: number)
    return try loop.outcome(of: runs[variant], seed: seeds[UInt64(place)], between: between)
  }
}

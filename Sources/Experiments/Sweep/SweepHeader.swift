public import Scenarios
public import Simulator

/// What a sweep runs: enough to tell its rows from another sweep's, and to print its result.
public struct SweepHeader: Hashable, Sendable {
  /// The version of the program that made the rows.
  public var version: String
  /// The revision of the engine that ran them.
  public var engine: Int
  /// A digest of the executable that made them, for rows that are taken for results without running
  /// them again; nil for a part, which is joined on other machines.
  public var build: String?
  /// The scenario file, as it was named.
  public var file: String
  /// A digest of the file's bytes.
  public var content: String
  /// The settings that stand instead of the file's.
  public var overrides: [Choice]
  /// The name of the protocol that was run.
  public var protocolName: String
  /// What the scenario says that it shows; may be empty.
  public var about: String
  /// The seeds of the whole sweep, not only of this part.
  public var seeds: SeedSet
  /// The labels of the variants that are run, in order; one empty label without `vary`.
  public var labels: [String]
  /// The settings that set each variant apart, by variant.
  public var choices: [[Choice]]
  /// The parts of a run that are measured apart; the whole run is the first.
  public var windows: [Expectation.Window]
  /// The vocabulary's measures; the rows' cells are in their order, window by window.
  public var measures: [Measure]
  /// Which part of the seeds.
  public var shard: Shard

  /// One part of several: seeds at every `count`th place, from place `number - 1` on.
  public struct Shard: Hashable, Sendable {
    /// From 1 to the count.
    public let number: Int64
    /// How many parts there are.
    public let count: Int64

    /// One part of a sweep.
    /// - Returns: nil unless `number` is from 1 to `count`.
    public init?(number: Int64, count: Int64) {
      guard number >= 1, number <= count else { return nil }
      self.number = number
      self.count = count
    }

    private init() { (number, count) = (1, 1) }

    /// All of it.
    public static var whole: Shard { Shard() }

    /// Whether the seed at this place among the sweep's seeds, counted from 0, is in the part.
    public func contains(place: Int64) -> Bool { place % count == number - 1 }
  }

  /// The header of a sweep over a scenario file, run by this engine.
  ///
  /// - Parameters:
  ///   - content: a digest of the file's bytes.
  ///   - runs: the variants that are run, or the scenario itself.
  public init(
    version: String, scenario: Scenario, content: String, seeds: SeedSet, runs: [Scenario],
    shard: Shard = .whole
  ) {
    var windows: [Expectation.Window] = []
    for window in runs.flatMap({ $0.windows }) where !windows.contains(window) {
      windows.append(window)
    }
    self.init(
      version: version, file: scenario.file, content: content, overrides: scenario.overrides,
      protocolName: scenario.vocabulary.name, about: scenario.about, seeds: seeds,
      labels: runs.map { $0.label }, choices: runs.map { $0.choices },
      windows: SweepHeader.ordered(windows), measures: scenario.vocabulary.measures, shard: shard)
  }

  /// What is between and after the faults of any variant stands behind what is during those of all.
  private static func ordered(_ windows: [Expectation.Window]) -> [Expectation.Window] {
    let last: [Expectation.Window] = [.between, .after]
    return windows.filter { !last.contains($0) } + last.filter { windows.contains($0) }
  }

  /// A header of these parts, as read from a file of rows.
  public init(
    version: String, engine: Int = Engine.revision, build: String? = nil, file: String,
    content: String, overrides: [Choice] = [], protocolName: String, about: String, seeds: SeedSet,
    labels: [String],
    choices: [[Choice]]? = nil, windows: [Expectation.Window] = [.whole], measures: [Measure],
    shard: Shard
  ) {
    self.version = version
    self.engine = engine
    self.build = build
    self.file = file
    self.content = content
    self.overrides = overrides
    self.protocolName = protocolName
    self.about = about
    self.seeds = seeds
    self.labels = labels
    self.choices = choices ?? labels.map { _ in [] }
    self.windows = windows
    self.measures = measures
    self.shard = shard
  }

  /// The same sweep without regard to the part of it.
  public var whole: SweepHeader {
    var whole = self
    whole.shard = .whole
    return whole
  }

  /// More runs than this are a slip of the keyboard, and would not fit in memory.
  public static var mostRuns: Int64 { 10_000_000 }

  /// How many runs all parts have together.
  public var runCount: Int64 {
    let (count, overflow) = Int64(clamping: seeds.count).multipliedReportingOverflow(
      by: Int64(labels.count))
    return overflow ? .max : count
  }

  /// Seeds of this part.
  public var ownSeedCount: Int64 {
    let places = Int64(clamping: seeds.count)
    return places < shard.number ? 0 : (places - shard.number) / shard.count + 1
  }

  /// How many runs this part has.
  public var ownRunCount: Int64 {
    let (count, overflow) = ownSeedCount.multipliedReportingOverflow(by: Int64(labels.count))
    return overflow ? .max : count
  }

  /// The place of a run of this part among all of its runs, from 0.
  public func index(of row: SweepRow) -> Int64 {
    Int64(row.variant) * ownSeedCount + (row.place - (shard.number - 1)) / shard.count
  }
}

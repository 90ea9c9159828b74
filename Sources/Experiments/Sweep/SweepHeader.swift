public import Scenarios
public import Simulator

/// What a sweep runs: enough to tell its rows from another sweep's, and to print its result.
public struct SweepHeader: Hashable, Sendable {
  /// The version of the program that made the rows.
  public var version: String
  /// The revision of the engine that ran them.
  public var engine: Int
  /// The scenario file, as it was named.
  public var file: String
  /// A digest of the file's bytes.
  public var content: String
  public var protocolName: String
  public var about: String
  public var seeds: SeedSet
  /// The labels of the variants that are run, in order; one empty label without `vary`.
  public var labels: [String]
  /// The vocabulary's measures; the rows' cells are in their order.
  public var measures: [Measure]
  /// Which part of the seeds.
  public var shard: Shard

  /// One part of several: seeds at every `count`th place, from place `number - 1` on.
  public struct Shard: Hashable, Sendable {
    /// From 1 to the count.
    public let number: Int64
    public let count: Int64

    public init?(number: Int64, count: Int64) {
      guard number >= 1, number <= count else { return nil }
      self.number = number
      self.count = count
    }

    private init() { (number, count) = (1, 1) }

    /// All of it.
    public static var whole: Shard { Shard() }

    public func contains(place: Int64) -> Bool { place % count == number - 1 }
  }

  public init(
    version: String, scenario: Scenario, content: String, seeds: SeedSet, labels: [String],
    shard: Shard = .whole
  ) {
    self.init(
      version: version, file: scenario.file, content: content,
      protocolName: scenario.vocabulary.name, about: scenario.about, seeds: seeds, labels: labels,
      measures: scenario.vocabulary.measures, shard: shard)
  }

  public init(
    version: String, engine: Int = Engine.revision, file: String, content: String,
    protocolName: String, about: String, seeds: SeedSet, labels: [String], measures: [Measure],
    shard: Shard
  ) {
    self.version = version
    self.engine = engine
    self.file = file
    self.content = content
    self.protocolName = protocolName
    self.about = about
    self.seeds = seeds
    self.labels = labels
    self.measures = measures
    self.shard = shard
  }

  /// The same sweep without regard to the part of it.
  public var whole: SweepHeader {
    var whole = self
    whole.shard = .whole
    return whole
  }

  /// How many runs all parts have together.
  public var runCount: Int64 {
    let (count, overflow) = Int64(clamping: seeds.count).multipliedReportingOverflow(
      by: Int64(labels.count))
    return overflow ? .max : count
  }
}

public import Experiments
import Scenarios
public import Simulator

/// What is recorded of a scenario seed by seed, apart from the lines that people read: the fingerprint of
/// every run, and numbers by which later runs are compared with it.
public struct SeedRecord: Sendable {
  /// Its path from the directory that holds the folder of scenarios.
  public let scenario: String
  /// What was run, as far as a comparison needs it.
  public let header: SweepHeader
  /// In the order of the header's labels.
  public let variants: [Variant]

  /// The runs of one variant.
  public struct Variant: Sendable {
    /// Empty without `vary`.
    public let label: String
    /// A digest of the first seed's outcome: of every line of `OutcomeRecord`.
    public let outcome: Digest
    /// How many events the first seed's run had.
    public let eventCount: Int64
    /// The digest of the rows of all runs, as a sweep of the variant has it.
    public let fingerprint: Digest
    /// In the order of the seeds, with the numbers that are kept.
    public let rows: [SweepRow]
  }

  /// The record of runs, in the order of the plan.
  ///
  /// - Parameter scenario: what the record calls the scenario.
  public init(
    _ scenario: String, _ header: SweepHeader, _ runs: [RecordedRun], _ windows: GuardedWindows
  ) {
    self.scenario = scenario
    var header = header
    header.windows = windows.windows
    self.header = header
    variants = header.labels.enumerated().map { index, label in
      let own = runs.filter { $0.row.variant == index }
      var digest = Digest()
      for run in own { digest.feed(run.row.digestText) }
      return Variant(
        label: label, outcome: own.first?.outcome ?? Digest(),
        eventCount: own.first?.row.eventCount ?? 0, fingerprint: digest,
        rows: own.map { SeedNumbers.kept($0.row, windows.cells(of: $0.row)) })
    }
  }

  init(scenario: String, header: SweepHeader, variants: [Variant]) {
    self.scenario = scenario
    self.header = header
    self.variants = variants
  }

  /// The runs of a variant, to be compared with others.
  public func side(_ variant: Int) -> Comparison.Side {
    Comparison.Side(header, rows: variants[variant].rows)
  }
}

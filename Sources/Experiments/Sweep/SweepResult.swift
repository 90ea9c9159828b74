public import Checks
public import Scenarios
public import Simulator

/// One scenario over many seeds: what its rows come to, whatever order they were run in.
public struct SweepResult: Sendable {
  /// What was swept, without regard to the parts in which it was run.
  public let header: SweepHeader
  /// One for each label of the header.
  public let variants: [Variant]
  /// Every run, for those who asked for the rows when the sweep began.
  public let rows: SweepRows
  /// The digest of all rows.
  public let fingerprint: Digest
  /// The most runs that are listed of those that failed, and the most reasons.
  public static var mostListed: Int { 20 }

  /// The rows there are; fewer than the header promises if the sweep stopped after failures.
  public let runCount: Int64

  /// What the runs of one variant came to.
  public struct Variant: Sendable {
    /// The values that set the variant apart; empty without `vary`.
    public let label: String
    /// The settings that set the variant apart.
    public let choices: [Choice]
    /// The number of its runs.
    public let runCount: Int64
    /// The runs that failed.
    public let failed: Listed
    /// The runs that neither passed nor failed.
    public let undecided: Listed
    /// What failed in how many runs, what failed first at first; at most `mostListed`.
    public let reasons: [Reason]
    /// The events of all its runs together.
    public let eventCount: Int64
    /// Virtual time of all runs together, in milliseconds.
    public let milliseconds: Int64
    /// The measures in each window of the header; the first is the whole run.
    public let windows: [WindowResult]
    /// Only kinds that were declared.
    public let faults: [FaultCount]

    /// Over the whole run, in the order of the header's measures.
    public var measures: [MeasureSpread] { windows[0].measures }

    /// How many failed; nil without a run.
    public var failureShare: Share? {
      runCount > 0 ? Share(failed.count, of: runCount) : nil
    }
  }

  /// Runs of which there may be many.
  public struct Listed: Sendable {
    /// How many there are.
    public private(set) var count: Int64 = 0
    /// The first `mostListed`, in the order of the seeds.
    public private(set) var first: [SweepRow] = []

    mutating func add(_ row: SweepRow) {
      count += 1
      if first.count < SweepResult.mostListed { first.append(row.withoutSamples) }
    }
  }

  /// Something that did not hold.
  public struct Reason: Sendable {
    /// What, without what was seen.
    public let name: String
    /// In how many runs.
    public internal(set) var runs: Int64
  }

  /// One part of all runs of a variant.
  public struct WindowResult: Sendable {
    /// Which part it is.
    public let window: Expectation.Window
    /// In the order of the header's measures.
    public let measures: [MeasureSpread]
  }

  /// One measure over the runs, in one window.
  public struct MeasureSpread: Sendable {
    /// What was measured: its name, unit and form.
    public let measure: Measure
    /// Runs in which it had no sample.
    public let runsWithout: Int64
    /// The sum of all counts or numbers of samples, or the runs with the flag; nil for ratios.
    public let total: Int64?
    /// For samples one line for each of several statistics, else one for `total`.
    public let lines: [(statistic: Statistic, spread: Spread)]
    /// Samples of all runs that were awaited and never came.
    public let censored: Int64
    /// The samples of all runs as one; nil without any.
    public let pooled: Pooled?
  }

  /// One kind of fault over the runs.
  public struct FaultCount: Hashable, Sendable {
    /// The kind that is counted.
    public let kind: FaultKind
    /// Runs in which at least one was declared, began, and changed something.
    public internal(set) var runsDeclared: Int64 = 0
    /// Runs in which at least one began.
    public internal(set) var runsBegan: Int64 = 0
    /// Runs in which at least one changed something.
    public internal(set) var runsTookEffect: Int64 = 0
    /// How many there were in all runs together.
    public internal(set) var declared: Int64 = 0
    /// How many changed something, in all runs together.
    public internal(set) var tookEffect: Int64 = 0
  }

  /// Whether all runs passed.
  public var passed: Bool {
    variants.allSatisfy { $0.failed.count == 0 && $0.undecided.count == 0 }
  }

  /// Whether any run failed.
  public var failed: Bool { variants.contains { $0.failed.count > 0 } }
}

extension SweepResult {
  /// The sum, which stops at the ends of what a number holds: rows that were read may say anything.
  static func sum(_ values: some Sequence<Int64>) -> Int64 {
    values.reduce(0) { sum, value in
      let (next, overflow) = sum.addingReportingOverflow(value)
      return !overflow ? next : value < 0 ? .min : .max
    }
  }
}

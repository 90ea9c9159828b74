public import Checks
public import Scenarios
public import Simulator

/// One scenario over many seeds: what its rows come to, whatever order they were run in.
public struct SweepResult: Sendable {
  /// What was swept, without regard to the parts in which it was run.
  public let header: SweepHeader
  /// One for each label of the header.
  public let variants: [Variant]
  /// Every run, in the order of `SweepRow.precedes`.
  public let rows: [SweepRow]
  /// The digest of all rows.
  public let fingerprint: Digest
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
    /// Rows of the runs that failed, in the order of the seeds.
    public let failing: [SweepRow]
    /// Rows of the runs that neither passed nor failed, in the order of the seeds.
    public let undecided: [SweepRow]
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
      runCount > 0 ? Share(Int64(failing.count), of: runCount) : nil
    }
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
  public var passed: Bool { variants.allSatisfy { $0.failing.isEmpty && $0.undecided.isEmpty } }

  /// Whether any run failed.
  public var failed: Bool { variants.contains { !$0.failing.isEmpty } }

  /// - Parameters:
  ///   - rows: each run once, in the order of `SweepRow.precedes`.
  ///   - fingerprint: the digest of all rows.
  ///   - pool: the samples of all rows.
  public init(
    _ header: SweepHeader, ordered: [SweepRow], fingerprint: Digest, _ pool: SweepPool
  ) {
    self.header = header.whole
    self.fingerprint = fingerprint
    rows = ordered
    runCount = Int64(ordered.count)
    var rest = ordered[...]
    variants = header.labels.indices.map { index in
      let own = rest.prefix { $0.variant == index }
      rest = rest[own.endIndex...]
      return Variant(index, own, header, pool)
    }
  }
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

extension SweepResult.Variant {
  init(
    _ index: Int, _ rows: ArraySlice<SweepRow>, _ header: SweepHeader, _ pool: SweepPool
  ) {
    label = header.labels[index]
    choices = header.choices[index]
    runCount = Int64(rows.count)
    failing = rows.filter { $0.failed }
    undecided = rows.filter { !$0.passed && !$0.failed }
    eventCount = SweepResult.sum(rows.lazy.map { $0.eventCount })
    milliseconds = SweepResult.sum(rows.lazy.map { $0.end / .millisecond })
    let columns = CellColumns(rows, count: header.windows.count * header.measures.count)
    windows = header.windows.enumerated().map { window, name in
      SweepResult.WindowResult(
        window: name,
        measures: header.measures.enumerated().map { place, measure in
          SweepResult.MeasureSpread(
            measure, columns[window * header.measures.count + place], runs: Int64(rows.count),
            pool.pooled(variant: index, window: window, measure: place))
        })
    }
    faults = FaultKind.allCases.map { kind in
      var count = SweepResult.FaultCount(kind: kind)
      for row in rows {
        for cell in row.faults where cell.kind == kind { count.add(cell) }
      }
      return count
    }.filter { $0.runsDeclared > 0 }
  }
}

extension SweepResult.FaultCount {
  fileprivate mutating func add(_ cell: SweepRow.FaultCell) {
    runsDeclared += cell.declared > 0 ? 1 : 0
    runsBegan += cell.began > 0 ? 1 : 0
    runsTookEffect += cell.tookEffect > 0 ? 1 : 0
    declared = SweepResult.sum([declared, cell.declared])
    tookEffect = SweepResult.sum([tookEffect, cell.tookEffect])
  }
}

extension SweepResult.MeasureSpread {
  fileprivate init(
    _ measure: Measure, _ column: CellColumns.Column, runs: Int64, _ pooled: Pooled?
  ) {
    self.measure = measure
    self.pooled = pooled
    censored = column.censored
    let (summaries, values) = (column.summaries, column.values)
    runsWithout = runs - Int64(summaries.count + values.count)
    let scale: Int64 = measure.unit == .count ? 1_000 : 1
    if measure.form == .histogram {
      total = SweepResult.sum(summaries.lazy.map { $0.count })
      lines = SweepResult.MeasureSpread.lines(of: summaries, scale)
    } else {
      total = measure.unit == .ratio ? nil : SweepResult.sum(values)
      lines = Spread(values, scale: scale).map { [(.total, $0)] } ?? []
    }
  }

  private static func lines(
    of summaries: [Summary], _ scale: Int64
  ) -> [(statistic: Statistic, spread: Spread)] {
    let statistics: [(Statistic, (Summary) -> Int64)] = [
      (.p50, { $0.p50 }), (.p99, { $0.p99 }), (.max, { $0.maximum }),
    ]
    return statistics.compactMap { statistic, value in
      Spread(summaries.map(value), scale: scale).map { (statistic, $0) }
    }
  }
}

public import Checks
public import Scenarios
public import Simulator

/// One finished run of a sweep: what its aggregation needs, and no more.
public struct SweepRow: Hashable, Sendable {
  /// Which of the sweep's variants it ran, from 0.
  public let variant: Int
  /// The place of its seed among the sweep's seeds, from 0.
  public let place: Int64
  /// The seed of the run.
  public let seed: UInt64
  /// The digest of the run's whole trace.
  public let fingerprint: Digest
  /// The number of the run's last event; event 0 is the start of all agents.
  public let eventCount: Int64
  /// When the run ended, in virtual time.
  public let end: Nanoseconds
  /// How many measures there are, and so cells of a window.
  public let measureCount: Int
  /// What measures came to, window by window; the whole run is the first.
  public let cells: CellTable
  /// The samples of all windows, by measures that have samples; empty once they are pooled.
  public var sketches: SketchTable
  /// Only the kinds that were declared, in the order of `FaultKind.allCases`.
  public let faults: [FaultCell]
  /// What must never happen and did, expected or not.
  public let violation: String?
  /// All that did not hold.
  public let failures: [String]
  /// The checks that gave up.
  public let undecided: [String]
  /// The expectations that a violation kept the run from coming to.
  public let notReached: [String]
  /// Whether a limit ended the run before its time; such a row is no result, and no file keeps it.
  public let metLimit: Bool

  /// Whether everything held that had to hold.
  public var passed: Bool { failures.isEmpty && undecided.isEmpty }

  /// Whether something did not hold; a run that is only undecided neither passed nor failed.
  public var failed: Bool { !failures.isEmpty }

  /// The row without the samples that are pooled.
  public var withoutSamples: SweepRow {
    var row = self
    row.sketches = SketchTable([])
    return row
  }

  /// What the run came to.
  public var verdict: Outcome.Verdict {
    failed ? .failed : undecided.isEmpty ? .held : .undecided
  }

  /// Over the whole run, in the order of the vocabulary's measures.
  ///
  /// - Complexity: O(measures).
  public var measures: [MeasureCell] { (cells.cells(measureCount) ?? []).map { $0.amount } }

  /// What one measure came to in a window.
  public enum MeasureCell: Hashable, Sendable {
    /// No sample: neither zero nor good.
    case nothing
    /// A count, a ratio in millionths, or a flag as 0 or 1.
    case value(Int64)
    case samples(Summary)
  }

  /// What the faults of one kind did.
  public struct FaultCell: Hashable, Sendable {
    /// The kind that is counted.
    public let kind: FaultKind
    /// How many the scenario declared, random ones of the seed included.
    public var declared: Int64 = 0
    /// How many of them began.
    public var began: Int64 = 0
    /// How many of them changed something.
    public var tookEffect: Int64 = 0
    /// How often they changed what would have happened.
    public var effects: Int64 = 0

    /// The counts of faults of a kind.
    public init(
      kind: FaultKind, declared: Int64 = 0, began: Int64 = 0, tookEffect: Int64 = 0,
      effects: Int64 = 0
    ) {
      self.kind = kind
      self.declared = declared
      self.began = began
      self.tookEffect = tookEffect
      self.effects = effects
    }
  }

  /// The row of an outcome.
  ///
  /// - Parameters:
  ///   - windows: parts of the run that are measured apart; the whole run must be the first.
  ///   - keepsSamples: whether it has the samples to be pooled with those of other runs.
  public init(
    _ outcome: Outcome, variant: Int, place: Int64, windows: [Expectation.Window] = [.whole],
    keepsSamples: Bool = false
  ) {
    let parts = windows.map { outcome.part(of: $0) }
    self.variant = variant
    self.place = place
    seed = outcome.seed
    fingerprint = outcome.fingerprint
    eventCount = outcome.eventCount
    end = outcome.end
    measureCount = outcome.measures.count
    var cells: [WindowCell] = []
    var sketches: [Sketch] = []
    for part in parts {
      for result in outcome.measures {
        let amount = part.map { result.amount(in: $0, outcome.ledger) } ?? .nothing
        cells.append(
          WindowCell(
            MeasureCell(amount),
            censored: part.map { result.series.censored(in: $0, outcome.ledger) } ?? 0))
        guard keepsSamples, result.measure.form == .histogram else { continue }
        if case .samples(let histogram) = amount {
          sketches.append(Sketch(histogram))
        } else {
          sketches.append(Sketch(Histogram()))
        }
      }
    }
    self.cells = CellTable(cells)
    self.sketches = SketchTable(sketches)
    faults = SweepRow.cells(of: outcome.faults)
    violation = outcome.violation?.text
    failures = outcome.failures
    undecided = outcome.undecided
    notReached = outcome.notReached
    metLimit = outcome.eventLimit != nil
  }

  /// A row of these parts, as read from a file of rows.
  public init(
    variant: Int, place: Int64, seed: UInt64, fingerprint: Digest, eventCount: Int64,
    end: Nanoseconds, measures: [MeasureCell], faults: [FaultCell], violation: String?,
    failures: [String], undecided: [String] = [], notReached: [String] = [],
    cells: CellTable? = nil, sketches: SketchTable = SketchTable([])
  ) {
    self.variant = variant
    self.place = place
    self.seed = seed
    self.fingerprint = fingerprint
    self.eventCount = eventCount
    self.end = end
    measureCount = measures.count
    self.cells = cells ?? CellTable(measures.map { WindowCell($0) })
    self.sketches = sketches
    self.faults = faults
    self.violation = violation
    self.failures = failures
    self.undecided = undecided
    self.notReached = notReached
    metLimit = false
  }

  private static func cells(of reports: [FaultReport]) -> [FaultCell] {
    FaultKind.allCases.map { kind in
      var cell = FaultCell(kind: kind)
      for report in reports where report.kind == kind {
        cell.declared += 1
        if report.began != nil { cell.began += 1 }
        if report.tookEffect { cell.tookEffect += 1 }
        cell.effects += report.effects
      }
      return cell
    }.filter { $0.declared > 0 }
  }

  /// The order of a sweep's rows: by variant, then in the order of the seeds.
  public static func precedes(_ left: SweepRow, _ right: SweepRow) -> Bool {
    left.variant == right.variant ? left.place < right.place : left.variant < right.variant
  }
}

extension SweepRow.MeasureCell {
  /// A statistic of samples, or the number, whatever the statistic; nil if there is none.
  public func number(_ statistic: Statistic) -> Int64? {
    switch self {
    case .nothing: statistic == .count ? 0 : nil
    case .value(let value): value
    case .samples(let samples):
      switch statistic {
      case .p50: samples.p50
      case .p90: samples.p90
      case .p99: samples.p99
      case .p999: samples.p999
      case .mean: samples.mean
      case .min: samples.minimum
      case .count, .total: samples.count
      case .max: samples.maximum
      }
    }
  }

  init(_ amount: Amount) {
    switch amount {
    case .samples(let histogram):
      self = histogram.summary.map { .samples($0) } ?? .nothing
    case .nothing: self = .nothing
    case .count, .ratio, .flag:
      self = amount.value(.total).map { .value($0) } ?? .nothing
    }
  }
}

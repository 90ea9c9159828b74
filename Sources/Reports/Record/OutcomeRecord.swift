import Checks
public import Experiments
public import Scenarios
public import Simulator

/// An outcome as text in which every number is exact: the same run gives the same bytes on every machine,
/// and a moved digit is a moved run.
///
/// `Results/` keeps its digest for the first seed of every scenario.
public struct OutcomeRecord {
  /// The lines, without ends of line.
  public private(set) var lines: [String] = []
  private let outcome: Outcome

  /// The record of an outcome, written at once.
  public init(_ outcome: Outcome) {
    self.outcome = outcome
    addVerdict()
    addFaults()
    addMeasures()
    addTraffic()
  }

  /// All lines, each with its end.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  /// A digest of the text.
  public var digest: Digest {
    var digest = Digest()
    digest.feed(text)
    return digest
  }

  private mutating func addVerdict() {
    lines.append("verdict: \(outcome.verdict.word)")
    lines += outcome.failures.map { "  failed: \(FailureText.head($0))" }
    lines += outcome.undecided.map { "  undecided: \($0)" }
    lines += outcome.notReached.map { "  not reached: \($0)" }
    lines.append("fingerprint: \(outcome.fingerprint.text)")
    lines.append("events: \(outcome.eventCount)")
    lines.append("ended: \(DurationText.exact(outcome.end))")
    if let violation = outcome.violation { lines.append("violation: \(violation.text)") }
    for finding in outcome.findings {
      lines.append("expected \(finding.text): \(finding.result.answer), \(finding.seen)")
    }
    for verdict in outcome.verdicts {
      lines.append("check \(verdict.name): \(FailureText.head(verdict.words))")
    }
  }

  private mutating func addFaults() {
    for fault in outcome.faults {
      guard let began = fault.began else {
        lines.append("fault \(fault.name): did not begin")
        continue
      }
      let end = fault.ended.map { DurationText.exact($0) } ?? "the end"
      lines.append(
        "fault \(fault.name): \(DurationText.exact(began)) to \(end), \(fault.targets), "
          + "\(fault.effects) effect\(fault.effects == 1 ? "" : "s")")
    }
  }

  private mutating func addMeasures() {
    for result in outcome.measures {
      add(result, .whole, "measure \(result.measure.name)")
      guard result.measure.form == .histogram, !outcome.faults.isEmpty else { continue }
      add(result, .before, "  before")
      for (index, fault) in outcome.faults.enumerated().prefix(OutcomeRecord.mostFaults)
      where fault.began != nil {
        add(result, .during([index]), "  during \(fault.name)")
      }
      add(result, .between, "  between")
      add(result, .after, "  after")
    }
  }

  /// Runs with more faults than this list the first ones; the whole and `between` cover the rest.
  private static var mostFaults: Int { 12 }

  private mutating func add(_ result: MeasureResult, _ window: MeasureWindow, _ label: String) {
    let amount = result.amount(in: window, outcome.ledger)
    lines.append("\(label): \(amount.words(result.measure.unit))")
  }

  private mutating func addTraffic() {
    for kind in outcome.traffic where kind.sent > 0 {
      lines.append(
        "messages \(kind.name): \(kind.sent) sent, \(kind.delivered) delivered, "
          + "\(kind.lost) lost, \(kind.bytes) bytes")
    }
  }
}

extension Finding.Result {
  /// Whether the expectation was met, as an answer: `yes`.
  fileprivate var answer: String {
    switch self {
    case .held: "yes"
    case .failed: "no"
    case .notReached, .undecided: word
    }
  }
}

extension CheckVerdict {
  /// The verdict in words.
  public var words: String {
    switch result {
    case .held: "held"
    case .violated(let message): "violated: \(message)"
    case .undecided(let why): "undecided: \(why)"
    case .notChecked: "not checked"
    }
  }
}

extension Amount {
  /// All statistics in words; an absent sample is said to be absent.
  public func words(_ unit: Measure.Unit) -> String {
    guard case .samples(let histogram) = self else {
      guard let value = value(.total) else { return "no sample" }
      if case .flag(let flag) = self { return flag ? "yes" : "no" }
      return UnitText.text(value, unit, .total)
    }
    var words = "count \(histogram.count)"
    for statistic in [Statistic.mean, .min, .p50, .p90, .p99, .p999, .max] {
      guard let value = self.value(statistic) else { continue }
      words += ", \(statistic.name) \(UnitText.text(value, unit, statistic))"
    }
    return words
  }
}

public import Scenarios
public import Simulator

/// What one run gave.
public struct Outcome: Sendable {
  /// The scenario that was run, one variant of its file.
  public let scenario: Scenario
  /// The number that fixed the run, together with the scenario.
  public let seed: UInt64
  /// The digest of the whole trace.
  public let fingerprint: Digest
  /// The number of the last event; event 0 is the start of all agents.
  public let eventCount: Int64
  /// When the run ended: the scenario's duration, the time of the violation, or where a limit ended it.
  public let end: Nanoseconds
  /// The limit of events that ended the run before its time, if one did.
  public let eventLimit: Int64?
  /// What must never happen and did, or nil.
  public let violation: Violation?
  /// The verdicts of the checks, in the order of the vocabulary.
  public let verdicts: [CheckVerdict]
  /// What became of each expectation, in the order of the file.
  public let findings: [Finding]
  /// What each fault did.
  public let faults: [FaultReport]
  /// In the order of the vocabulary.
  public let measures: [MeasureResult]
  /// Counts of messages, by kind, in the order of the message type's kinds.
  public let traffic: [KindTraffic]
  /// The phases into which faults divided the run, by which measures are kept.
  public let ledger: PhaseLedger
  /// Which agent was what when.
  public let timeline: Timeline
  /// Whether what ends runs of the scenario before their duration ended this one.
  public let isOver: Bool

  /// An outcome of these parts; `Session.outcome` puts together that of a run.
  public init(
    scenario: Scenario, seed: UInt64, fingerprint: Digest, eventCount: Int64, end: Nanoseconds,
    violation: Violation?, verdicts: [CheckVerdict], findings: [Finding], faults: [FaultReport],
    measures: [MeasureResult], traffic: [KindTraffic], ledger: PhaseLedger, timeline: Timeline,
    eventLimit: Int64? = nil, isOver: Bool = false
  ) {
    self.scenario = scenario
    self.seed = seed
    self.fingerprint = fingerprint
    self.eventCount = eventCount
    self.end = end
    self.violation = violation
    self.verdicts = verdicts
    self.findings = findings
    self.faults = faults
    self.measures = measures
    self.traffic = traffic
    self.ledger = ledger
    self.timeline = timeline
    self.eventLimit = eventLimit
    self.isOver = isOver
  }

  /// Whether the run was stopped before its end, but by no violation and no limit: what was still to come
  /// is then not judged, whatever the findings say.
  public var isPartial: Bool {
    violation == nil && eventLimit == nil && !isOver && end < scenario.duration
  }

  /// What a run came to.
  public enum Verdict: String, Word {
    /// Everything held that had to hold.
    case held
    case failed
    /// Nothing failed, but a check gave up, so that nothing was proven.
    case undecided
  }

  /// What the run came to.
  public var verdict: Verdict {
    if !failures.isEmpty { return .failed }
    return undecided.isEmpty ? .held : .undecided
  }

  /// Whether everything held that had to hold.
  public var passed: Bool { verdict == .held }

  /// All that did not hold, one text each; what is told of a violation is not told again of the
  /// expectation that it breaks.
  public var failures: [String] {
    var lines: [String] = []
    // What the rest of the run would have shown, nobody knows.
    if let limit { return [limit] }
    if let violation {
      if !isExpected(violation) { lines.append("violation: \(violation.text)") }
    } else if !scenario.violates.isEmpty {
      let names = scenario.violates.map { scenario.vocabulary.checkNames[$0] }
      lines.append("no violation of \(names.joined(separator: " or ")), which was expected")
    }
    lines += findings.filter { isFailure($0) }.map { $0.line }
    if violation == nil {
      for fault in faults where !fault.tookEffect && !fault.mayHaveNoEffect {
        lines.append("fault \(fault.name) took no effect")
      }
    }
    return lines
  }

  /// The checks that gave up, one text each.
  public var undecided: [String] {
    verdicts.compactMap { verdict in
      guard case .undecided(let why) = verdict.result else { return nil }
      return "\(verdict.name): undecided, \(why)"
    }
  }

  /// The expectations that a violation kept the run from coming to, one text each.
  public var notReached: [String] {
    findings.filter { $0.result == .notReached }.map { $0.line }
  }

  private func isFailure(_ finding: Finding) -> Bool {
    guard finding.result == .failed else { return false }
    guard finding.tellsViolation, let violation else { return true }
    return isExpected(violation)
  }

  /// What ended the run before its time, in words; nil if nothing did.
  public var limit: String? {
    eventLimit.map { limit in
      let other = eventCount < limit ? ", or of \(Session.workWithEvents)," : ""
      return "ended by the limit of \(limit) events\(other) at \(DurationText.exact(end))"
    }
  }

  private func isExpected(_ violation: Violation) -> Bool {
    scenario.violates.contains { scenario.vocabulary.checkNames[$0] == violation.check }
  }
}

/// The verdict of one check at the end of a run.
public struct CheckVerdict: Hashable, Sendable {
  /// What a check came to.
  public enum Result: Hashable, Sendable {
    case held
    case violated(String)
    /// The check gave up, and why: it has neither passed nor failed.
    case undecided(String)
    /// The run stopped before the check could be made, or the scenario has nothing for it.
    case notChecked
  }

  /// The name by which scenarios and reports know the check.
  public let name: String
  /// What the check came to.
  public let result: Result

  /// The verdict of the check of this name.
  public init(_ name: String, _ result: Result) {
    self.name = name
    self.result = result
  }

  /// The verdicts of checks that stop at the first violation: all held but the one it names.
  static func all(_ names: [String], _ violation: Violation?) -> [CheckVerdict] {
    names.map { name in
      guard let violation, violation.check == name else { return CheckVerdict(name, .held) }
      return CheckVerdict(name, .violated(violation.message))
    }
  }
}

/// One measure of a run, by window.
public struct MeasureResult: Sendable {
  /// What was measured: its name, unit and form.
  public let measure: Measure
  /// What was observed, in the form that the measure has.
  public let series: Series

  /// - Precondition: the series has the form of the measure.
  public init(measure: Measure, series: Series) {
    self.measure = measure
    self.series = series
  }

  /// What the measure came to in a window, given the phases of the run.
  public func amount(in window: MeasureWindow, _ ledger: PhaseLedger) -> Amount {
    series.amount(in: window, ledger)
  }
}

/// Messages of one kind.
public struct KindTraffic: Hashable, Sendable {
  /// The kind's name, as the message type gives it.
  public let name: String
  /// Messages sent, without those of an agent to itself.
  public var sent: Int64
  /// Copies that arrived; with duplication more than were sent, if nothing was lost.
  public var delivered: Int64
  /// Messages and copies that did not arrive, for whatever reason.
  public var lost: Int64
  /// The size of all messages sent, in bytes.
  public var bytes: Int64

  /// The counts of the kind of this name.
  public init(
    name: String, sent: Int64 = 0, delivered: Int64 = 0, lost: Int64 = 0, bytes: Int64 = 0
  ) {
    self.name = name
    self.sent = sent
    self.delivered = delivered
    self.lost = lost
    self.bytes = bytes
  }
}

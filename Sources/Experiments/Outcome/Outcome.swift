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
  /// When the run ended: the scenario's duration, or the time of the violation.
  public let end: Nanoseconds
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

  /// An outcome of these parts; `Session.outcome` puts together that of a run.
  public init(
    scenario: Scenario, seed: UInt64, fingerprint: Digest, eventCount: Int64, end: Nanoseconds,
    violation: Violation?, verdicts: [CheckVerdict], findings: [Finding], faults: [FaultReport],
    measures: [MeasureResult], traffic: [KindTraffic], ledger: PhaseLedger, timeline: Timeline
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
  }

  /// Whether the run was stopped before its end, which a violation is as well: what was still to come is
  /// then not judged, whatever the findings say.
  public var isPartial: Bool { violation == nil && end < scenario.duration }

  /// Whether everything held that had to hold.
  public var passed: Bool { failures.isEmpty }

  /// All that did not hold, one line each.
  public var failures: [String] {
    var lines: [String] = []
    if let violation {
      if !isExpected(violation) { lines.append("violation: \(violation.text)") }
    } else if !scenario.violates.isEmpty {
      let names = scenario.violates.map { scenario.vocabulary.checkNames[$0] }
      lines.append("no violation of \(names.joined(separator: " or ")), which was expected")
    }
    for verdict in verdicts {
      if case .undecided(let why) = verdict.result {
        lines.append("\(verdict.name): undecided, \(why)")
      }
    }
    lines += findings.filter { !$0.held }.map { "\($0.text): \($0.seen)" }
    if violation == nil {
      for fault in faults where !fault.tookEffect && !fault.mayHaveNoEffect {
        lines.append("fault \(fault.name) took no effect")
      }
    }
    return lines
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
    /// The check gave up, and why: no verdict is a failure, never a pass.
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

/// What became of one expectation.
public struct Finding: Hashable, Sendable {
  /// As the scenario file says it.
  public let text: String
  /// Where in the scenario file the expectation stands.
  public let position: Position
  /// Whether the expectation was met.
  public let held: Bool
  /// What was seen instead or as well.
  public let seen: String

  /// A finding of these parts; the judge of a run makes one for each expectation.
  public init(text: String, position: Position, held: Bool, seen: String) {
    self.text = text
    self.position = position
    self.held = held
    self.seen = seen
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

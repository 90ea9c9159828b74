public import Scenarios
public import Simulator

/// What watchers checked and measured in a run, under the names by which scenarios know it.
public struct WatchReport: Sendable {
  /// In the order stated.
  public private(set) var verdicts: [CheckVerdict] = []
  /// In the order stated.
  public private(set) var measures: [MeasureResult] = []
  /// The first violated invariant, if any, under the name that it was stated by.
  public private(set) var violation: Violation?
  /// The states of agents that were declared, in the order of the legend.
  public private(set) var states: [ProtocolState] = []
  /// What agents were when, for the timeline, in order of time.
  public private(set) var changes: [Timeline.Change] = []
  /// What a reader must know besides, in order of time.
  public private(set) var remarks: [Remark] = []
  /// What clients saw completed, for the timeline.
  public private(set) var pulse = Pulse()

  /// Turns a part's name into the whole's.
  private var rename: (@Sendable (String, [String]) -> String)?

  /// A report that states nothing.
  public init() {}

  /// Takes in what a part states.
  mutating func within<L: NamedLens>(_ lens: L.Type, _ state: (inout WatchReport) -> Void) {
    let outer = rename
    rename = { name, taken in
      let inner = L.renamed(name) ?? name
      let own = taken.contains(inner) ? (L.partName.map { "\($0) \(inner)" } ?? inner) : inner
      return outer?(own, taken) ?? own
    }
    let shown = (states, changes, remarks)
    state(&self)
    if !L.showsTimeline { (states, changes, remarks) = shown }
    rename = outer
  }
}

extension WatchReport {
  /// Leaves out what belongs to extensions of a vocabulary that a scenario does not use; a violation stays.
  mutating func fit(to vocabulary: Vocabulary) {
    if vocabulary.extensions.isEmpty { return }
    measures.removeAll { vocabulary.leavesOut(measure: $0.measure.name) }
    verdicts.removeAll { vocabulary.leavesOut(check: $0.name) }
  }
}

/// Checks.
extension WatchReport {
  /// A check that stops a run at its first violation.
  public mutating func check(_ name: String, _ violation: Violation?) {
    check(name, violation.map { .violated($0.message) } ?? .held, violation)
  }

  /// Checks that share one violation, the one that it names.
  public mutating func checks(_ names: [String], _ violation: Violation?) {
    for name in names { check(name, violation?.check == name ? violation : nil) }
  }

  /// A check with a verdict of its own.
  public mutating func check(
    _ name: String, _ result: CheckVerdict.Result, _ violation: Violation? = nil
  ) {
    let name = rename?(name, verdicts.map { $0.name }) ?? name
    verdicts.append(CheckVerdict(name, result))
    guard let violation, self.violation == nil else { return }
    self.violation = Violation(check: name, message: violation.message, time: violation.time)
  }
}

/// Measures.
extension WatchReport {
  /// States a measure that has samples, by default durations.
  public mutating func samples(
    _ name: String, _ histogram: PhasedHistogram, unit: Measure.Unit = .duration,
    better: Measure.Better? = nil, about: String
  ) {
    add(Measure(name, unit, .histogram, better: better, about: about), .samples(histogram))
  }

  /// States a measure that is counted.
  public mutating func count(
    _ name: String, _ tally: PhasedTally, unit: Measure.Unit = .count,
    better: Measure.Better? = nil, about: String
  ) {
    add(Measure(name, unit, .count, better: better, about: about), .tally(tally))
  }

  /// The first for each of the second.
  public mutating func ratio(
    _ name: String, _ tally: PhasedTally, for base: PhasedTally,
    better: Measure.Better? = nil, about: String
  ) {
    add(Measure(name, .ratio, .count, better: better, about: about), .ratio(tally, base))
  }

  /// States a measure that is true or false of the whole run.
  public mutating func flag(
    _ name: String, _ flag: Bool, better: Measure.Better? = nil, about: String
  ) {
    add(Measure(name, .count, .flag, better: better, about: about), .flag(flag))
  }

  /// A measure of whatever form.
  public mutating func add(_ measure: Measure, _ series: Series) {
    var measure = measure
    if let rename { measure.name = rename(measure.name, measures.map { $0.measure.name }) }
    measures.append(MeasureResult(measure: measure, series: series))
  }
}

extension WatchReport {
  /// The count of a measure that was stated, over the whole run; nil if none was.
  func total(of name: String) -> Int64? {
    guard let result = measures.first(where: { $0.measure.name == name }) else { return nil }
    if case .tally(let tally) = result.series { return tally.whole }
    return 0
  }
}

/// The timeline.
extension WatchReport {
  /// States what agents were when, in order of time; it is merged with what other parts stated.
  ///
  /// - Parameter declared: the states that agents of the protocol can be in, in the order of the legend; one
  ///   that watched no run declares the same.
  /// - Precondition: every state of a change is declared, and names and glyphs tell the states apart.
  public mutating func timeline(_ changes: [Timeline.Change], of declared: [ProtocolState]) {
    for state in declared where !states.contains(state) { declare(state) }
    for change in changes {
      guard case .running(let state) = change.status else { continue }
      precondition(
        state == .running || states.contains(state), "the state \(state.name) is not declared")
    }
    self.changes = self.changes.isEmpty ? changes : Timeline.merge(self.changes, changes)
  }

  private mutating func declare(_ state: ProtocolState) {
    precondition(
      !ProtocolState.reserved.contains(state.glyph),
      "the glyph of \(state.name) stands for agents that are down or paused")
    for other in states {
      precondition(other.name != state.name, "two states of agents are called \(state.name)")
      precondition(
        other.glyph != state.glyph, "\(other.name) and \(state.name) have one glyph")
    }
    states.append(state)
  }

  /// States what a reader must know besides; it is merged with what other parts stated.
  mutating func tell(_ more: Remarks) {
    if more.all.isEmpty { return }
    // Stable, so that remarks of one time stay in their order.
    let joined = (remarks + more.all).enumerated()
    remarks = joined.sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map { $0.element }
  }

  /// States what clients saw completed; it is added to what other parts stated.
  public mutating func completions(_ pulse: Pulse) { self.pulse.add(pulse) }
}

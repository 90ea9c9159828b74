import Experiments
import Scenarios
import Simulator

/// Builds an outcome by hand, event by event, in order of time.
struct SampleRun {
  var scenario: Scenario
  var end: Nanoseconds
  var violation: Violation?
  var verdicts: [CheckVerdict] = []
  var findings: [Finding] = []
  var faults: [FaultReport] = []
  var traffic: [KindTraffic] = []
  var ledger = PhaseLedger()
  var timeline: Timeline
  var latency = PhasedHistogram()
  var outage = PhasedHistogram()
  var commits = PhasedTally()
  var messages = PhasedTally()

  init(_ keys: String, file: String = "Scenarios/raft/sample.json5") throws(ScenarioError) {
    scenario = try Scenario.read(
      Array("{protocol: \"raft\", \(keys)}".utf8), file: file, vocabularies: [.sample])
    end = scenario.duration
    timeline = Timeline(agentCount: scenario.agents.count)
    timeline.states = ProtocolState.leadership
    for agent in 1...scenario.agents.count { change(0, agent, .running(.follower)) }
  }

  var outcome: Outcome {
    let series: [Series] = [
      .samples(latency), .samples(outage), .samples(PhasedHistogram()), .tally(commits),
      .ratio(messages, commits), .flag(true),
    ]
    return Outcome(
      scenario: scenario, seed: 7, fingerprint: Digest(), eventCount: 1_234_567, end: end,
      violation: violation, verdicts: verdicts, findings: findings, faults: faults,
      measures: zip(Vocabulary.sample.measures, series).map {
        MeasureResult(measure: $0, series: $1)
      }, traffic: traffic, ledger: ledger, timeline: timeline)
  }

  // MARK: Events

  /// Agents count from 1, times are in milliseconds.
  mutating func change(
    _ time: Int64, _ agent: Int, _ status: Timeline.Status, term: Int64 = 0
  ) {
    timeline.changes.append(
      Timeline.Change(
        time: time * .millisecond, agent: AgentID(agent - 1), status, number: term))
  }

  /// Declares a fault that has not begun.
  mutating func declare(_ name: String, _ kind: FaultKind, mayHaveNoEffect: Bool = false) -> Int {
    faults.append(FaultReport(name: name, kind: kind, mayHaveNoEffect: mayHaveNoEffect))
    return faults.count - 1
  }

  mutating func begin(_ index: Int, _ time: Int64, _ agents: [Int], _ targets: String) {
    mark(index, .began, time, agents, targets)
    let before = faults[index]
    faults[index] = FaultReport(
      name: before.name, kind: before.kind, mayHaveNoEffect: before.mayHaveNoEffect,
      began: time * .millisecond, targets: targets)
  }

  mutating func end(_ index: Int, _ time: Int64, _ agents: [Int] = [], effects: Int64) {
    let before = faults[index]
    mark(index, .ended, time, agents, before.targets)
    faults[index] = FaultReport(
      name: before.name, kind: before.kind, mayHaveNoEffect: before.mayHaveNoEffect,
      began: before.began, ended: time * .millisecond, targets: before.targets, effects: effects)
  }

  mutating func mark(
    _ index: Int, _ phase: FaultEvent.Phase, _ time: Int64, _ agents: [Int] = [],
    _ targets: String = ""
  ) {
    let event = FaultEvent(
      index: index, name: faults[index].name, phase: phase,
      agents: agents.map { AgentID($0 - 1) }, targets: targets)
    ledger.note(event, at: time * .millisecond)
    timeline.faults.append(Timeline.FaultMark(time: time * .millisecond, event: event))
  }

  /// Operations that complete at a steady pace, with latencies about one value.
  mutating func serve(_ times: Range<Int64>, every step: Int64, latency around: Int64) {
    for time in stride(from: times.lowerBound, to: times.upperBound, by: Int64.Stride(step)) {
      timeline.pulse.beat(at: time * .millisecond)
      latency.record(around * 10_000 + time * 7_919 % 9_973 * 1_000, phase: ledger.current)
      commits.add(phase: ledger.current)
      messages.add(9, phase: ledger.current)
    }
  }

  mutating func hold(_ texts: [(String, String)]) {
    for (line, text) in texts.enumerated() {
      findings.append(
        Finding(
          text: text.0, position: Position(line: line + 9, column: 5), .held, seen: text.1))
    }
  }
}

extension Vocabulary {
  static let sample = Vocabulary(
    name: "raft", about: "A protocol.", roleNames: ["leader"], milestoneNames: ["leader elected"],
    measures: [
      Measure("commit latency", .duration, .histogram, about: "As clients see it."),
      Measure("unavailable", .duration, .histogram, about: "Time without an answer."),
      Measure("time without a leader", .duration, .histogram, about: "Time without a leader."),
      Measure("commits", .count, .count, about: "Operations committed."),
      Measure("messages per commit", .ratio, .count, about: "Messages for each of them."),
      Measure("converged", .count, .flag, about: "Whether all agree at the end."),
    ],
    checkNames: ["linearizable", "election safety"])
}

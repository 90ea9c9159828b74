import Scenarios
import Simulator

/// Measures what a scenario asks for of one agent, of some clients or of one request.
struct ProbeMeter: Sendable {
  private var lags: [Lag] = []
  private var latencies: [Latency] = []
  private var answers: [Answer] = []
  private var outcomes: [Outcome] = []
  /// Of each probe its measure and its place among those of its kind, in the order of the scenario.
  private var order: [(measure: Measure, place: Place)] = []
  /// The level of each agent, and the highest that any has had.
  private var levels: [Int64]
  private var highest: Int64 = 0
  /// Operations that are not over, by their numbers.
  private var open: [Int: Open] = [:]

  private enum Place {
    case lag(Int)
    case latency(Int)
    case answer(Int)
    case outcome(Int)
  }

  private struct Open {
    let client: Int32
    let kind: OperationEvent.Kind
  }

  private struct Lag {
    let agent: AgentID
    var samples = PhasedHistogram()
    var last: Int64 = 0
  }

  private struct Latency {
    let isRead: Bool
    let region: UInt16
    var samples = PhasedHistogram()
  }

  private struct Answer {
    let fault: String
    let client: Int32
    /// When the fault makes the client ask, until its operation is known.
    var askedAt: Nanoseconds?
    var operation: Int?
    var value: Int64?
  }

  private struct Outcome {
    let answer: OperationEvent.Answer
    var count = PhasedTally()
  }

  private let zoneOfClient: [UInt16]

  init(_ scenario: Scenario, _ conditions: Conditions) {
    levels = Array(repeating: 0, count: scenario.probes.isEmpty ? 0 : conditions.agents.count)
    zoneOfClient = conditions.network.zoneOfClient
    for (index, probe) in scenario.probes.enumerated() {
      let place: Place
      switch probe.subject {
      case .lag(let agent):
        place = .lag(lags.count)
        lags.append(Lag(agent: agent))
        // One that never falls behind has lagged by nothing.
        lags[lags.count - 1].samples.record(0, phase: 0)
      case .latency(let isRead, let region):
        place = .latency(latencies.count)
        latencies.append(Latency(isRead: isRead, region: UInt16(truncatingIfNeeded: region)))
      case .answer(let fault):
        place = .answer(answers.count)
        answers.append(Answer(fault: fault, client: ProbeMeter.client(fault, scenario)))
      case .outcomes(let tookEffect):
        place = .outcome(outcomes.count)
        outcomes.append(Outcome(answer: tookEffect ? .effect : .mismatch))
      }
      order.append((scenario.measureOfProbe(index), place))
    }
  }

  private static func client(_ fault: String, _ scenario: Scenario) -> Int32 {
    for declared in scenario.faults where declared.baseName == fault {
      if case .ask(let client, _) = declared.fault.action { return client }
    }
    return -1
  }

  /// Whether anything is measured.
  var isNeeded: Bool { !order.isEmpty }
  /// Whether agents' levels are looked at.
  var needsLevels: Bool { !lags.isEmpty }
  /// Whether clients' operations are looked at.
  var needsOperations: Bool { order.count > lags.count }

  // MARK: Agents

  mutating func note(level: Int64, by agent: AgentID, phase: Int) {
    levels[agent.index] = level
    highest = Swift.max(highest, level)
    measureLags(phase)
  }

  private mutating func measureLags(_ phase: Int) {
    for index in lags.indices {
      let lag = Swift.max(0, highest - levels[lags[index].agent.index])
      if lag == lags[index].last { continue }
      lags[index].last = lag
      lags[index].samples.record(lag, phase: phase)
    }
  }

  /// A fault began or ended, and with it the phase.
  mutating func note(_ event: FaultEvent, at time: Nanoseconds, phase: Int) {
    for index in lags.indices { lags[index].samples.stand(at: lags[index].last, phase: phase) }
    guard event.phase == .began else { return }
    for index in answers.indices where FaultReport.isNamed(event.name, answers[index].fault) {
      answers[index].askedAt = time
    }
  }

  // MARK: Operations

  mutating func note(_ event: OperationEvent, at time: Nanoseconds, _ ledger: PhaseLedger) {
    switch event {
    case .invoked(let id, let client, let kind):
      open[id] = Open(client: client, kind: kind)
      for index in latencies.indices where isOf(client, kind, latencies[index]) {
        latencies[index].samples.await(at: time, ledger)
      }
      for index in answers.indices
      where answers[index].askedAt == time && answers[index].client == client {
        answers[index].askedAt = nil
        answers[index].operation = id
      }
    case .answered(let id, let answer, let invokedAt):
      guard let operation = open.removeValue(forKey: id) else { return }
      take(answer, of: id, operation, time - invokedAt, phase: ledger.phase(at: invokedAt))
    case .ended(let id): open[id] = nil
    }
  }

  private mutating func take(
    _ answer: OperationEvent.Answer, of id: Int, _ operation: Open, _ latency: Nanoseconds,
    phase: Int
  ) {
    for index in latencies.indices
    where isOf(operation.client, operation.kind, latencies[index]) {
      latencies[index].samples.record(latency, phase: phase)
    }
    if case .value(let value) = answer {
      for index in answers.indices where answers[index].operation == id {
        answers[index].value = value
      }
    }
    guard operation.kind == .compareAndSet else { return }
    for index in outcomes.indices where outcomes[index].answer == answer {
      outcomes[index].count.add(phase: phase)
    }
  }

  private func isOf(_ client: Int32, _ kind: OperationEvent.Kind, _ latency: Latency) -> Bool {
    let zone = zoneOfClient.isEmpty ? 0 : zoneOfClient[Int(client) % zoneOfClient.count]
    return zone == latency.region && (kind == .read) == latency.isRead
  }

  func report(into report: inout WatchReport) {
    for (measure, place) in order {
      let series: Series =
        switch place {
        case .lag(let index): .samples(lags[index].samples)
        case .latency(let index): .samples(latencies[index].samples)
        case .answer(let index): .number(answers[index].value)
        case .outcome(let index): .tally(outcomes[index].count)
        }
      report.add(measure, series)
    }
  }
}

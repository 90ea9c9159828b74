import Checks
public import Protocols
import Scenarios
public import Simulator

/// How far scores are from the truth, how fast ratings spread, and what raters waited for.
public struct ReputationMeter: Watcher {
  public typealias Subject = Reputation
  public typealias LoadNote = ReputationClientNote

  private let settings: Reputation.Settings
  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  /// By agent and worker, the last score that was stated.
  private var scores: [[Int32?]]
  /// By agent, the digest of what its disk has.
  private var digests: [UInt64]
  private var isRunning: [Bool]
  /// Who has a task's rating, and since when anybody.
  private var spread: [Int64: Spread] = [:]
  private var open: Set<Int64> = []

  private var reports = PhasedTally()
  private var seconds = PhasedTally()
  private var messages = PhasedTally()
  private var misplaced = PhasedTally()
  private var placed = PhasedTally()
  private var unkept = PhasedTally()
  private var gaveUp = PhasedTally()
  private var reportLatency = PhasedHistogram()
  private var askLatency = PhasedHistogram()
  private var spreadTime = PhasedHistogram()
  private var error = PhasedHistogram()
  private var hasConverged = true

  private struct Spread: Sendable {
    let since: Nanoseconds
    var agents = AgentSet()
  }

  init(_ settings: Reputation.Settings, agentCount: Int) {
    self.settings = settings
    scores = Array(
      repeating: Array(repeating: nil, count: agentCount == 0 ? 0 : settings.workers),
      count: agentCount)
    digests = Array(repeating: 0, count: agentCount)
    isRunning = Array(repeating: false, count: agentCount)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Reputation.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    messages.add(phase: ledger.current)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    switch change {
    case .started: isRunning[agent.index] = true
    case .crashed: isRunning[agent.index] = false
    case .paused, .resumed: return
    }
  }

  private static func key(_ rater: Int32, _ number: Int32) -> Int64 {
    Int64(rater) << 32 | Int64(number)
  }

  public mutating func noted(
    _ note: Reputation.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    switch note {
    case .counted(let rating):
      let key = Self.key(rating.rater, rating.number)
      var known = spread[key] ?? Spread(since: time)
      if known.agents.contains(agent) { return }
      known.agents.insert(agent)
      spread[key] = known
      if known.agents.count == scores.count {
        spreadTime.record(time - known.since, phase: ledger.phase(at: known.since))
      }
    case .replaced: seconds.add(phase: ledger.current)
    case .scored(let worker, let score, _, _): scores[agent.index][Int(worker)] = score
    case .answered: return
    }
  }

  public mutating func becameDurable(
    _ write: Reputation.Storage.Write, _ storage: borrowing Reputation.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    digests[agent.index] = storage.ratings.digest
  }

  public mutating func storageChanged(
    _ storage: borrowing Reputation.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    digests[agent.index] = storage.ratings.digest
  }

  public mutating func clientNoted(_ note: ReputationClientNote, at time: Nanoseconds) {
    switch note {
    case .reported(let rating):
      reports.add(phase: ledger.current)
      reportLatency.await(at: time, ledger)
      open.insert(Self.key(rating.rater, rating.number))
    case .kept(let client, let number, let latency):
      // A second rating of the task is not the report that is waited for.
      guard open.remove(Self.key(client, number)) != nil else { return }
      reportLatency.record(latency, phase: ledger.phase(at: time - latency))
      pulse.beat(at: time)
    case .asked: askLatency.await(at: time, ledger)
    case .told(_, _, _, let latency):
      askLatency.record(latency, phase: ledger.phase(at: time - latency))
      pulse.beat(at: time)
    case .gaveUp: gaveUp.add(phase: ledger.current)
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    unkept.add(Int64(open.count), phase: ledger.current)
    var digest: UInt64?
    for agent in scores.indices where isRunning[agent] {
      if let digest, digest != digests[agent] { hasConverged = false }
      digest = digests[agent]
      for (worker, score) in scores[agent].enumerated() {
        guard let score else { continue }
        let quality = settings.quality(of: Int32(truncatingIfNeeded: worker))
        error.record(Int64(abs(score - quality)), phase: ledger.current)
        placed.add(phase: ledger.current)
        if Tier(score) != Tier(quality) { misplaced.add(phase: ledger.current) }
      }
    }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "score error", error, unit: .count, better: .less,
      about: "How far a worker's last score is from the truth, in thousandths, over all agents.")
    report.ratio(
      "misplaced", misplaced, for: placed, better: .less,
      about: "Share of the last scores that are of another tier than the truth.")
    report.count("reports", reports, about: "Tasks that raters reported.")
    report.samples(
      "report latency", reportLatency, about: "Time from a task's report until it is kept.")
    report.count(
      "unkept", unkept, better: .less, about: "Reports that are not known to be kept at the end.")
    report.samples("ask latency", askLatency, about: "Time from a question to the score.")
    report.count(
      "given up", gaveUp, better: .less, about: "Questions that no agent answered in time.")
    report.samples(
      "spread time", spreadTime,
      about: "Time from a task's first rating at an agent until all agents have one.")
    report.count(
      "second ratings", seconds, about: "Ratings that took the place of others of their tasks.")
    report.ratio(
      "messages per report", messages, for: reports, better: .less,
      about: "Messages between agents for each task that was reported.")
    report.flag(
      "converged", hasConverged,
      about: "Whether all running agents have the same ratings at the end.")
    report.completions(pulse)
  }
}

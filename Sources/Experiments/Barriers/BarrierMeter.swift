import Checks
public import Protocols
import Scenarios
public import Simulator

/// What barriers cost: waits, stragglers, messages, and clients that were left without an answer.
public struct BarrierMeter: Watcher {
  public typealias Subject = Barrier

  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var wait = PhasedHistogram()
  private var spread = PhasedHistogram()
  private var releaseLatency = PhasedHistogram()
  /// By ending.
  private var ends = Array(repeating: PhasedTally(), count: Barrier.Ending.allCases.count)
  private var allEnds = PhasedTally()
  private var rounds = PhasedTally()
  private var refusals = PhasedTally()
  private var notAvailable = PhasedTally()
  private var retries = PhasedTally()
  private var unanswered = PhasedTally()
  private var exitedCallers = PhasedTally()
  private var givenUp = PhasedTally()
  private var exitedAgents = PhasedTally()
  private var messages = PhasedTally()
  /// The rounds of this number of clients, the first ones, are expected.
  private let participants: Int
  /// Rounds that the participants complete together if nothing stops them.
  private let expectedRounds: Int64
  /// Rounds of theirs that are over, be it by refusal.
  private var endedRounds: Int64 = 0

  /// Generations at which agents have arrived and that not all have left; the newest last.
  private var open: [Generation] = []
  private var remarks = Remarks()

  /// Whether each client waits for an answer.
  private var isWaiting: [Bool]

  private struct Generation: Sendable {
    let instance: Barrier.Instance
    /// When each agent came that was not refused, in the order of coming; nil for one that was.
    var came: [Nanoseconds?] = []
    /// Where in `came` each of those agents stands.
    var places: [AgentID: Int] = [:]
    var left = 0
    /// Those that left it.
    var gone = AgentSet()
    var isOver = false
  }

  /// Unfinished generations beyond twice this number are dropped.
  private static var limit: Int { 1024 }

  init(_ load: BarrierLoad.Settings) {
    participants = load.participants
    expectedRounds = Int64(load.rounds) * Int64(load.participants)
    isWaiting = Array(repeating: false, count: load.agents)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Barrier.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { messages.add(phase: ledger.current) }
  }

  public mutating func noted(_ note: Barrier.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .arrived(let instance):
      let index = index(of: instance)
      if open[index].places[agent] == nil {
        open[index].places[agent] = open[index].came.count
        open[index].came.append(time)
      }
    case .passed(let instance, let outcome): leave(instance, outcome, agent, at: time)
    case .refused(let instance, let refusal):
      if refusal == .notAvailable { notAvailable.add(phase: ledger.current) }
      refusals.add(phase: ledger.current)
      let index = index(of: instance)
      if let place = open[index].places.removeValue(forKey: agent) { open[index].came[place] = nil }
    case .exited: exitedAgents.add(phase: ledger.current)
    default: break
    }
  }

  private mutating func index(of instance: Barrier.Instance) -> Int {
    if let index = open.lastIndex(where: { $0.instance == instance }) { return index }
    if open.count >= 2 * BarrierMeter.limit { open.removeFirst(BarrierMeter.limit) }
    open.append(Generation(instance: instance))
    return open.count - 1
  }

  private mutating func leave(
    _ instance: Barrier.Instance, _ outcome: Barrier.Outcome, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let index = index(of: instance)
    guard let place = open[index].places[agent], let came = open[index].came[place] else { return }
    wait.record(time - came, phase: ledger.phase(at: came))
    if !open[index].isOver {
      open[index].isOver = true
      ends[Int(outcome.ending.rawValue)].add(phase: ledger.current)
      allEnds.add(phase: ledger.current)
    }
    open[index].left += 1
    open[index].gone.insert(agent)
    if open[index].left == open[index].places.count { close(index, outcome, at: time) }
  }

  /// All have left.
  private mutating func close(
    _ index: Int, _ outcome: Barrier.Outcome, at time: Nanoseconds
  ) {
    let generation = open.remove(at: index)
    let times = generation.came.compactMap { $0 }
    guard outcome.ending == .released, let first = times.min(), let last = times.max() else {
      return
    }
    let phase = ledger.phase(at: last)
    spread.record(last - first, phase: phase)
    releaseLatency.record(time - last, phase: phase)
  }

  public mutating func clientNoted(_ note: BarrierClientNote, at time: Nanoseconds) {
    switch note {
    case .came(let client, _): isWaiting[Int(client)] = true
    case .answered(let client, _, let reply, _):
      isWaiting[Int(client)] = false
      if reply.isFinal, client < participants { endedRounds += 1 }
      guard case .concluded = reply else { return }
      rounds.add(phase: ledger.current)
      pulse.beat(at: time)
    case .retried: retries.add(phase: ledger.current)
    case .exited(let client, _):
      isWaiting[Int(client)] = false
      exitedCallers.add(phase: ledger.current)
      unanswered.add(phase: ledger.current)
    case .gaveUp: givenUp.add(phase: ledger.current)
    case .created: break
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    for waits in isWaiting where waits { unanswered.add(phase: ledger.current) }
    for generation in open { tellHanging(generation, at: time) }
  }

  /// Says who waits at a barrier at the end, if that is longer than the end of any run would have it.
  private mutating func tellHanging(_ generation: Generation, at end: Nanoseconds) {
    let waiting = generation.places.keys.filter { !generation.gone.contains($0) }
      .sorted { $0.index < $1.index }
    let since = waiting.compactMap { agent in
      generation.places[agent].flatMap { generation.came[$0] }
    }.min()
    guard let since, end - since >= end / 10 else { return }
    var text = BarrierMeter.names(waiting)
    text += waiting.count == 1 ? " still waits" : " still wait"
    text += " at barrier \(generation.instance.text)"
    if generation.isOver {
      text += ", which the others have left"
    } else {
      let missing = (0..<participants).map { AgentID($0) }.filter { generation.places[$0] == nil }
      if !missing.isEmpty { text += " for \(BarrierMeter.names(missing))" }
    }
    text += ", since \(DurationText.rounded(since))"
    remarks.add(end, text, qualifiesVerdict: true)
  }

  /// A few names, and how many more there are.
  private static func names(_ agents: [AgentID]) -> String {
    let named = agents.prefix(8).map { $0.description }.joined(separator: ", ")
    return agents.count > 8 ? "\(named) and \(agents.count - 8) more" : named
  }
}

extension BarrierMeter {
  public func report(into report: inout WatchReport) {
    reportTimes(into: &report)
    reportClients(into: &report)
    report.count(
      "exited agents", exitedAgents, about: "Agents whose process exited by itself.")
    report.ratio(
      "messages per barrier", messages, for: allEnds,
      better: .less, about: "Messages between agents for each generation that ended.")
    report.flag(
      "finished", endedRounds == expectedRounds,
      about: "Whether every participant came through all its rounds.")
    report.completions(pulse)
    report.tell(remarks)
  }

  private func reportTimes(into report: inout WatchReport) {
    report.samples(
      "wait", wait,
      about: "Time from an agent's coming to a barrier to its outcome; the total is idle time.")
    report.samples(
      "spread", spread,
      about: "Time from the first to the last arrival of a generation: what stragglers cost.")
    report.samples(
      "release latency", releaseLatency,
      about: "Time from the last arrival of a released generation to the last waiter's leaving.")
    report.count(
      "barriers released", ends[Int(Barrier.Ending.released.rawValue)],
      better: .more, about: "Generations that were released.")
    report.count(
      "barriers timed out", ends[Int(Barrier.Ending.timedOut.rawValue)],
      better: .less, about: "Generations that timed out.")
    report.count(
      "barriers broken", ends[Int(Barrier.Ending.broken.rawValue)],
      better: .less, about: "Generations that broke.")
  }

  private func reportClients(into report: inout WatchReport) {
    report.count("rounds", rounds, better: .more, about: "Outcomes that clients were told.")
    report.count("refusals", refusals, about: "Arrivals of agents that were rejected.")
    report.count(
      "not available", notAvailable,
      better: .less, about: "Refusals by the brief's one error, which says nothing.")
    report.count("retries", retries, better: .less, about: "Times that a client asked again.")
    report.count(
      "unanswered", unanswered,
      better: .less, about: "Clients that came and had no answer when they exited or the run ended."
    )
    report.count("exited callers", exitedCallers, about: "Clients that exited.")
    report.count(
      "given up", givenUp, better: .less, about: "Clients that gave up for lack of a barrier.")
  }
}

extension Barrier.Reply {
  /// Whether a client that is answered this is through with its round.
  fileprivate var isFinal: Bool {
    switch self {
    case .refused(.unknown), .refused(.notAvailable), .exited: false
    case .created, .concluded, .refused: true
    }
  }
}

import Checks
import Protocols
import Simulator

/// What barriers cost: waits, stragglers, messages, and who was left without an answer.
struct BarrierMeter: Sendable {
  private(set) var pulse = Pulse()

  private var wait = PhasedHistogram()
  private var spread = PhasedHistogram()
  private var releaseLatency = PhasedHistogram()
  /// By verdict.
  private var ends: [PhasedTally] = Array(repeating: PhasedTally(), count: 3)
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
  private let expectedRounds: Int64
  /// The first so many clients are those whose rounds are expected.
  private let participants: Int
  /// Rounds of theirs that are over, be it by refusal.
  private var endedRounds: Int64 = 0

  /// Generations that somebody has come to and that not all have left; the newest last.
  private var open: [Generation] = []
  /// Whether each client waits for an answer.
  private var isWaiting: [Bool]

  private struct Generation: Sendable {
    let instance: Barrier.Instance
    var came: [(agent: AgentID, time: Nanoseconds)] = []
    var left = 0
    var isOver = false
  }

  /// Generations that somebody never left are forgotten beyond so many.
  private static var limit: Int { 1024 }

  init(clients: Int, expectedRounds: Int64, participants: Int) {
    self.participants = participants
    isWaiting = Array(repeating: false, count: clients)
    self.expectedRounds = expectedRounds
  }

  mutating func sent(_ ledger: PhaseLedger) { messages.add(phase: ledger.current) }

  mutating func noted(
    _ note: Barrier.Note, by agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    switch note {
    case .arrived(let instance):
      let place = place(of: instance)
      if !open[place].came.contains(where: { $0.agent == agent }) {
        open[place].came.append((agent, time))
      }
    case .passed(let instance, let outcome): leave(instance, outcome, agent, ledger, at: time)
    case .refused(let instance, let refusal):
      if refusal == .notAvailable { notAvailable.add(phase: ledger.current) }
      refusals.add(phase: ledger.current)
      open[place(of: instance)].came.removeAll { $0.agent == agent }
    case .exited: exitedAgents.add(phase: ledger.current)
    default: break
    }
  }

  private mutating func place(of instance: Barrier.Instance) -> Int {
    if let place = open.lastIndex(where: { $0.instance == instance }) { return place }
    if open.count >= 2 * BarrierMeter.limit { open.removeFirst(BarrierMeter.limit) }
    open.append(Generation(instance: instance))
    return open.count - 1
  }

  private mutating func leave(
    _ instance: Barrier.Instance, _ outcome: Barrier.Outcome, _ agent: AgentID,
    _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    let place = place(of: instance)
    guard let came = open[place].came.first(where: { $0.agent == agent }) else { return }
    wait.record(time - came.time, phase: ledger.phase(at: came.time))
    if !open[place].isOver {
      open[place].isOver = true
      ends[Int(outcome.verdict.rawValue)].add(phase: ledger.current)
      allEnds.add(phase: ledger.current)
    }
    open[place].left += 1
    if open[place].left == open[place].came.count { close(place, outcome, ledger, at: time) }
  }

  /// Everybody has left.
  private mutating func close(
    _ place: Int, _ outcome: Barrier.Outcome, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    let generation = open.remove(at: place)
    let times = generation.came.map { $0.time }
    guard outcome.verdict == .released, let first = times.min(), let last = times.max() else {
      return
    }
    let phase = ledger.phase(at: last)
    spread.record(last - first, phase: phase)
    releaseLatency.record(time - last, phase: phase)
  }

  mutating func clientNoted(
    _ note: BarrierClientNote, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
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

  mutating func finish(_ ledger: PhaseLedger) {
    for waits in isWaiting where waits { unanswered.add(phase: ledger.current) }
  }

  /// In the order of the vocabulary.
  var series: [Series] {
    [
      .samples(wait), .samples(spread), .samples(releaseLatency), .tally(ends[0]),
      .tally(ends[1]), .tally(ends[2]), .tally(rounds), .tally(refusals),
      .tally(notAvailable), .tally(retries),
      .tally(unanswered), .tally(exitedCallers), .tally(givenUp), .tally(exitedAgents),
      .ratio(messages, allEnds), .flag(endedRounds == expectedRounds),
    ]
  }
}

extension Barrier.Reply {
  /// Whether a client that is answered so is through with its round.
  fileprivate var isFinal: Bool {
    switch self {
    case .refused(.unknown), .refused(.notAvailable), .exited: false
    case .created, .concluded, .refused: true
    }
  }
}

import Protocols
import Simulator

/// What became of the updates of a run.
struct SynchronisationMeter: Sendable {
  private var updateLatency = PhasedHistogram()
  private var completionLatency = PhasedHistogram()
  private var holdTime = PhasedHistogram()
  /// By `Count`.
  private var counts = Array(repeating: PhasedTally(), count: Count.allCases.count)
  private var messages = PhasedTally()

  /// By origin: updates that are not over, ascending by number.
  private var open: [[Open]]
  private var holds: [Hold] = []

  /// What is counted, in the order of the vocabulary.
  private enum Count: Int, CaseIterable {
    case updates, completed, partial, unfinished, unspread, held, dropped, conflicts, duplicates
    case coalesced, repeats, arbitrations, recalls
    case refused, unanswered, missedOwn, older
    case equal, ignored, stopped, untracked
  }

  private struct Open: Sendable {
    let number: Int64
    let time: Nanoseconds
    let phase: Int
    /// The last number of its batch.
    var batch: Int64
    var appliers = AgentSet()
    var isSettled = false
    var isSpread = false
  }

  private struct Hold: Hashable, Sendable {
    let agent: AgentID
    let origin: AgentID
    let last: Int64
    let time: Nanoseconds
    let phase: Int
  }

  private let agentCount: Int

  init(agentCount: Int) {
    self.agentCount = agentCount
    open = Array(repeating: [], count: agentCount)
  }

  private mutating func add(_ count: Count, _ ledger: PhaseLedger, _ amount: Int64 = 1) {
    counts[count.rawValue].add(amount, phase: ledger.current)
  }

  mutating func sent(_ ledger: PhaseLedger) { messages.add(phase: ledger.current) }

  mutating func noted(
    _ note: Synchroniser.Note, by agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    switch note {
    case .wrote(let number, _, _): wrote(agent, number, ledger, at: time)
    case .coalesced: add(.coalesced, ledger)
    case .broadcast(let first, let last): broadcast(agent, first, last)
    case .applied(let origin, let first, let last, let outcome):
      if outcome == .resolved { add(.conflicts, ledger) }
      endHold(agent, origin, last, at: time)
      applied(agent, origin, first, last, at: time)
    case .held(let origin, let last):
      add(.held, ledger)
      holds.append(
        Hold(agent: agent, origin: origin, last: last, time: time, phase: ledger.current))
    case .dropped: add(.dropped, ledger)
    case .duplicate: add(.duplicates, ledger)
    case .repeated(_, let count): add(.repeats, ledger, Int64(count))
    case .completed(let last, _): settled(agent, last, .completed, ledger, at: time)
    case .partial(let last, _): settled(agent, last, .partial, ledger, at: time)
    case .arbitrated: add(.arbitrations, ledger)
    case .recalled: add(.recalls, ledger)
    case .absorbed(let delivered): absorbed(agent, delivered, at: time)
    case .equalClocks: add(.equal, ledger)
    case .ignored: add(.ignored, ledger)
    case .concurrent: add(.conflicts, ledger)
    case .stopped: add(.stopped, ledger)
    case .untracked: add(.untracked, ledger)
    }
  }

  mutating func noted(_ note: UpdateNote, _ ledger: PhaseLedger) {
    switch note {
    case .answered(_, .refused, _): add(.refused, ledger)
    case .gaveUp: add(.unanswered, ledger)
    case .missedOwnWrite: add(.missedOwn, ledger)
    case .readOlder: add(.older, ledger)
    case .asked, .answered: break
    }
  }

  private mutating func wrote(
    _ agent: AgentID, _ number: Int64, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    add(.updates, ledger)
    // A crash took those that were never durable; their numbers are given anew.
    open[agent.index].removeAll { $0.number >= number }
    open[agent.index].append(
      Open(
        number: number, time: time, phase: ledger.current, batch: number,
        isSpread: agentCount == 1))
  }

  private mutating func broadcast(_ agent: AgentID, _ first: Int64, _ last: Int64) {
    for place in open[agent.index].indices.reversed() {
      let number = open[agent.index][place].number
      if number < first { break }
      if number <= last { open[agent.index][place].batch = last }
    }
  }

  private mutating func applied(
    _ agent: AgentID, _ origin: AgentID, _ first: Int64, _ last: Int64, at time: Nanoseconds
  ) {
    guard agent != origin, origin.index >= 0, origin.index < open.count else { return }
    for place in open[origin.index].indices {
      let number = open[origin.index][place].number
      if number > last { break }
      if number >= first { spread(origin.index, place, to: agent, at: time) }
    }
    forget(origin.index)
  }

  private mutating func absorbed(
    _ agent: AgentID, _ delivered: VectorClock, at time: Nanoseconds
  ) {
    holds.removeAll { $0.agent == agent && delivered[$0.origin] >= $0.last }
    for origin in open.indices {
      applied(agent, AgentID(origin), 1, delivered[AgentID(origin)], at: time)
    }
  }

  private mutating func spread(
    _ origin: Int, _ place: Int, to agent: AgentID, at time: Nanoseconds
  ) {
    open[origin][place].appliers.insert(agent)
    let entry = open[origin][place]
    if entry.isSpread || entry.appliers.count < agentCount - 1 { return }
    open[origin][place].isSpread = true
    updateLatency.record(time - entry.time, phase: entry.phase)
  }

  private mutating func settled(
    _ agent: AgentID, _ last: Int64, _ count: Count, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    for place in open[agent.index].indices {
      let entry = open[agent.index][place]
      if entry.batch != last || entry.isSettled { continue }
      open[agent.index][place].isSettled = true
      add(count, ledger)
      completionLatency.record(time - entry.time, phase: entry.phase)
    }
    forget(agent.index)
  }

  /// Updates that are over leave from the front.
  private mutating func forget(_ origin: Int) {
    let count = open[origin].prefix { $0.isSettled && $0.isSpread }.count
    if count > 0 { open[origin].removeFirst(count) }
  }

  private mutating func endHold(
    _ agent: AgentID, _ origin: AgentID, _ last: Int64, at time: Nanoseconds
  ) {
    guard
      let place = holds.firstIndex(where: {
        $0.agent == agent && $0.origin == origin && $0.last == last
      })
    else { return }
    let hold = holds.remove(at: place)
    holdTime.record(time - hold.time, phase: hold.phase)
  }

  /// A process that stops holds nothing back.
  mutating func crashed(_ agent: AgentID) { holds.removeAll { $0.agent == agent } }

  mutating func finish(_ ledger: PhaseLedger) {
    for updates in open {
      add(.unfinished, ledger, Int64(updates.count { !$0.isSettled }))
      add(.unspread, ledger, Int64(updates.count { !$0.isSpread }))
    }
  }

  /// In the order of the vocabulary.
  var series: [Series] {
    let tallies = counts.map { Series.tally($0) }
    let messagesPerUpdate = Series.ratio(messages, counts[Count.updates.rawValue])
    let clients = Count.refused.rawValue
    return [.samples(updateLatency), .samples(completionLatency), .samples(holdTime)]
      + tallies[..<clients] + [messagesPerUpdate] + tallies[clients...]
  }
}

public import Protocols
public import Simulator

/// What became of the updates of a run.
///
/// A latency belongs to the phase in which the update was written or the batch was held back, a count to
/// the phase in which it happened.
public struct SynchronisationMeter: Watcher {
  public typealias Subject = Synchroniser
  public typealias LoadNote = UpdateNote

  var updateLatency = PhasedHistogram()
  var completionLatency = PhasedHistogram()
  var holdTime = PhasedHistogram()
  var counts = Counts()
  private var ledger = PhaseLedger()
  var remarks = Remarks()

  /// By origin: updates that are not over, ascending by number.
  private var open: [Line]
  /// By agent.
  private var holds: [[Held: [Hold]]]
  let agentCount: Int

  struct Counts: Sendable {
    var updates = PhasedTally()
    var completed = PhasedTally()
    var partial = PhasedTally()
    var unfinished = PhasedTally()
    var unspread = PhasedTally()
    var held = PhasedTally()
    var dropped = PhasedTally()
    var conflicts = PhasedTally()
    var duplicates = PhasedTally()
    var coalesced = PhasedTally()
    var repeats = PhasedTally()
    var arbitrations = PhasedTally()
    var recalls = PhasedTally()
    var messages = PhasedTally()
    var refused = PhasedTally()
    var unanswered = PhasedTally()
    var missedOwn = PhasedTally()
    var older = PhasedTally()
    var equalClocks = PhasedTally()
    var ignored = PhasedTally()
    var stopped = PhasedTally()
    var untracked = PhasedTally()
  }

  struct Open: Sendable {
    let number: Int64
    let variable: Int32
    let amount: Int64
    let time: Nanoseconds
    let phase: Int
    /// The last number of its batch.
    var batch: Int64
    var appliers = AgentSet()
    var isSettled = false
    var isSpread = false
  }

  /// Updates ascending by number; those before the head are over.
  private struct Line: Sendable {
    var updates: [Open] = []
    var head = 0

    /// The first place with this number or a greater one.
    func place(notBelow number: Int64) -> Int {
      var (low, high) = (head, updates.count)
      while low < high {
        let middle = (low + high) / 2
        if updates[middle].number < number { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// Updates that are over leave from the front.
    mutating func forget() {
      while head < updates.count, updates[head].isSettled, updates[head].isSpread { head += 1 }
      if head > 0, 2 * head >= updates.count {
        updates.removeFirst(head)
        head = 0
      }
    }
  }

  private struct Held: Hashable, Sendable {
    let origin: AgentID
    let last: Int64
  }

  private struct Hold: Sendable {
    let time: Nanoseconds
    let phase: Int
  }

  /// A meter of a run with agents numbered below this count.
  public init(agentCount: Int) {
    self.agentCount = agentCount
    open = Array(repeating: Line(), count: agentCount)
    holds = Array(repeating: [:], count: agentCount)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Synchroniser.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { counts.messages.add(phase: ledger.current) }
  }

  public mutating func noted(
    _ note: Synchroniser.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    let phase = ledger.current
    switch note {
    case .wrote(let number, let variable, let amount):
      wrote(agent, number, variable, amount, at: time)
    case .coalesced: counts.coalesced.add(phase: phase)
    case .broadcast(let first, let last): broadcast(agent, first, last)
    case .applied(let origin, let first, let last, let outcome):
      if outcome == .resolved { counts.conflicts.add(phase: phase) }
      endHold(agent, origin, last, at: time)
      applied(agent, origin, first, last, at: time)
    case .held(let origin, let last):
      counts.held.add(phase: phase)
      holds[agent.index][Held(origin: origin, last: last), default: []].append(
        Hold(time: time, phase: phase))
    case .dropped: counts.dropped.add(phase: phase)
    case .duplicate: counts.duplicates.add(phase: phase)
    case .repeated(_, let count): counts.repeats.add(Int64(count), phase: phase)
    case .completed(let last, _): settled(agent, last, isComplete: true, at: time)
    case .partial(let last, _): settled(agent, last, isComplete: false, at: time)
    case .arbitrated: counts.arbitrations.add(phase: phase)
    case .recalled: counts.recalls.add(phase: phase)
    case .absorbed(let delivered): absorbed(agent, delivered, at: time)
    case .equalClocks: counts.equalClocks.add(phase: phase)
    case .ignored(let origin, let version):
      counts.ignored.add(phase: phase)
      remarks.add(time, "\(agent) ignored version \(version) of \(origin) as older than its own")
    case .concurrent: counts.conflicts.add(phase: phase)
    case .stopped: counts.stopped.add(phase: phase)
    case .untracked: counts.untracked.add(phase: phase)
    }
  }

  public mutating func clientNoted(_ note: UpdateNote, at time: Nanoseconds) {
    let phase = ledger.current
    switch note {
    case .answered(_, .refused, _): counts.refused.add(phase: phase)
    case .gaveUp: counts.unanswered.add(phase: phase)
    case .missedOwnWrite: counts.missedOwn.add(phase: phase)
    case .readOlder: counts.older.add(phase: phase)
    case .asked, .answered: break
    }
  }

  /// A process that stops holds nothing back.
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if change == .crashed { holds[agent.index] = [:] }
  }

  /// A crash took those that were never durable, and so were never sent: nobody will hear of them.
  ///
  /// A disk that knows of no update at all has lost them, or never kept any, as in the brief's mode; others may
  /// have them.
  public mutating func storageChanged(
    _ storage: borrowing Synchroniser.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    let durable = storage.replica.delivered[agent]
    if durable == 0 { return }
    let place = open[agent.index].place(notBelow: durable + 1)
    for update in open[agent.index].updates[place...] { tellLost(update, of: agent, at: time) }
    open[agent.index].updates.removeLast(open[agent.index].updates.count - place)
  }

  public mutating func finish(at time: Nanoseconds) {
    for (origin, line) in open.enumerated() {
      let updates = line.updates[line.head...]
      counts.unfinished.add(Int64(updates.count { !$0.isSettled }), phase: ledger.current)
      counts.unspread.add(Int64(updates.count { !$0.isSpread }), phase: ledger.current)
      // What was written just now is on its way at the end of any run.
      for update in updates where !update.isSpread && time - update.time >= time / 10 {
        tellUnspread(update, of: AgentID(origin), at: time)
      }
    }
  }
}

/// The life of an update.
extension SynchronisationMeter {
  private mutating func wrote(
    _ agent: AgentID, _ number: Int64, _ variable: Int32, _ amount: Int64, at time: Nanoseconds
  ) {
    counts.updates.add(phase: ledger.current)
    // A crash took those that were never durable; their numbers are given anew.
    let place = open[agent.index].place(notBelow: number)
    open[agent.index].updates.removeLast(open[agent.index].updates.count - place)
    open[agent.index].updates.append(
      Open(
        number: number, variable: variable, amount: amount, time: time, phase: ledger.current,
        batch: number,
        isSpread: agentCount == 1))
  }

  private mutating func broadcast(_ agent: AgentID, _ first: Int64, _ last: Int64) {
    let line = open[agent.index].place(notBelow: first)..<open[agent.index].updates.count
    for index in line where open[agent.index].updates[index].number <= last {
      open[agent.index].updates[index].batch = last
    }
  }

  private mutating func applied(
    _ agent: AgentID, _ origin: AgentID, _ first: Int64, _ last: Int64, at time: Nanoseconds
  ) {
    guard agent != origin, open.indices.contains(origin.index) else { return }
    var index = open[origin.index].place(notBelow: first)
    while index < open[origin.index].updates.count,
      open[origin.index].updates[index].number <= last
    {
      spread(origin.index, index, to: agent, at: time)
      index += 1
    }
    open[origin.index].forget()
  }

  private mutating func absorbed(
    _ agent: AgentID, _ delivered: VectorClock, at time: Nanoseconds
  ) {
    holds[agent.index] = holds[agent.index].filter { delivered[$0.key.origin] < $0.key.last }
    for origin in open.indices {
      applied(agent, AgentID(origin), 1, delivered[AgentID(origin)], at: time)
    }
  }

  private mutating func spread(
    _ origin: Int, _ index: Int, to agent: AgentID, at time: Nanoseconds
  ) {
    open[origin].updates[index].appliers.insert(agent)
    let entry = open[origin].updates[index]
    if entry.isSpread || entry.appliers.count < agentCount - 1 { return }
    open[origin].updates[index].isSpread = true
    updateLatency.record(time - entry.time, phase: entry.phase)
  }

  private mutating func settled(
    _ agent: AgentID, _ last: Int64, isComplete: Bool, at time: Nanoseconds
  ) {
    // A batch stands together, and its last number is its own.
    let end = open[agent.index].place(notBelow: last + 1)
    var start = end
    while start > open[agent.index].head, open[agent.index].updates[start - 1].batch == last {
      start -= 1
    }
    for index in start..<end {
      let entry = open[agent.index].updates[index]
      if entry.isSettled { continue }
      open[agent.index].updates[index].isSettled = true
      if isComplete {
        counts.completed.add(phase: ledger.current)
      } else {
        counts.partial.add(phase: ledger.current)
      }
      completionLatency.record(time - entry.time, phase: entry.phase)
    }
    open[agent.index].forget()
  }

  private mutating func endHold(
    _ agent: AgentID, _ origin: AgentID, _ last: Int64, at time: Nanoseconds
  ) {
    let held = Held(origin: origin, last: last)
    guard var waits = holds[agent.index].removeValue(forKey: held) else { return }
    let hold = waits.removeFirst()
    if !waits.isEmpty { holds[agent.index][held] = waits }
    holdTime.record(time - hold.time, phase: hold.phase)
  }
}

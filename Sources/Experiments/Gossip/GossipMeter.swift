import Checks
public import Protocols
import Scenarios
public import Simulator

/// How far, how fast and at what cost rumours spread: the published tables' s, m, t_ave and t_last.
public struct GossipMeter: Watcher {
  public typealias Subject = Gossip

  private let agents: Int64
  private let interval: Nanoseconds
  var ledger = PhaseLedger()
  var pulse = Pulse()
  var delay = PhasedHistogram()
  var delayCycles = PhasedHistogram()
  var interestCycles = PhasedHistogram()
  /// The sum of `delayCycles`, and their number.
  var cycleSum = PhasedTally()
  var learnings = PhasedTally()
  var startLatency = PhasedHistogram()
  var told = PhasedTally()
  var reconciled = PhasedTally()
  var messages = PhasedTally()
  var agentCycles = PhasedTally()
  /// Pairs of an agent and a rumour that was started.
  var pairs = PhasedTally()
  var unreached = PhasedTally()
  var acknowledged = PhasedTally()
  var retries = PhasedTally()
  /// Whether the disk of every agent keeps every rumour of the load.
  var isInformed: Bool { !courses.isEmpty && knownPairs == agents * Int64(courses.count) }

  /// By rumour.
  private var courses: [Course]
  /// The rumours that each agent has learned at any time.
  private var reached: [RumourSet]
  private var reachedPairs: Int64 = 0
  /// The rumours that the disk of each agent keeps.
  private var known: [RumourSet]
  private var knownPairs: Int64 = 0
  /// The rumours that each agent spreads.
  private var hot: [RumourSet]

  /// How a rumour has fared.
  private struct Course: Sendable {
    /// When an agent first learned it from a client.
    var start: Nanoseconds?
    /// Agents that spread it.
    var infective: Int64 = 0
    /// When the last of them ceased.
    var ceased: Nanoseconds = 0
  }

  init(_ load: GossipLoad.Settings, interval: Nanoseconds) {
    agents = Int64(load.agents)
    self.interval = interval
    courses = Array(repeating: Course(), count: Int(load.rumours))
    reached = Array(repeating: RumourSet(), count: load.agents)
    known = reached
    hot = reached
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Gossip.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    let phase = ledger.current
    messages.add(phase: phase)
    let (tellings, updates) = (message.toldCount, message.reconciledCount)
    if tellings > 0 { told.add(Int64(tellings), phase: phase) }
    if updates > 0 { reconciled.add(Int64(updates), phase: phase) }
  }

  public mutating func noted(_ note: Gossip.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .learned(let rumour, let way, let isHot):
      reach(rumour, way, agent, at: time)
      if isHot {
        hot[agent.index].insert(rumour)
        courses[rumour.index].infective += 1
      }
    case .lostInterest(let rumour): cease(rumour, agent, at: time)
    }
  }

  private mutating func reach(
    _ rumour: Rumour, _ way: Gossip.Way, _ agent: AgentID, at time: Nanoseconds
  ) {
    let start = courses[rumour.index].start ?? time
    if courses[rumour.index].start == nil {
      courses[rumour.index].start = time
      pairs.add(agents, phase: ledger.current)
    }
    if reached[agent.index].contains(rumour) { return }
    reached[agent.index].insert(rumour)
    reachedPairs += 1
    if way == .client { return }
    delay.record(time - start, phase: ledger.current)
    let cycles = cycles(start, time)
    delayCycles.record(cycles, phase: ledger.current)
    cycleSum.add(cycles, phase: ledger.current)
    learnings.add(phase: ledger.current)
  }

  /// Cycles that start after one moment and not after another, where clocks show the world's time.
  private func cycles(_ start: Nanoseconds, _ end: Nanoseconds) -> Int64 {
    end / interval - start / interval
  }

  private mutating func cease(_ rumour: Rumour, _ agent: AgentID, at time: Nanoseconds) {
    guard hot[agent.index].contains(rumour) else { return }
    hot[agent.index].remove(rumour)
    courses[rumour.index].infective -= 1
    courses[rumour.index].ceased = time
  }

  /// A crash takes the interest, and what is not durable.
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard case .crashed = change else { return }
    for rumour in hot[agent.index] { cease(rumour, agent, at: time) }
  }

  public mutating func becameDurable(
    _ write: Gossip.Storage.Write, _ storage: borrowing Gossip.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    keep(storage.known, agent)
  }

  public mutating func storageChanged(
    _ storage: borrowing Gossip.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    keep(storage.known, agent)
  }

  private mutating func keep(_ rumours: RumourSet, _ agent: AgentID) {
    knownPairs += Int64(rumours.count - known[agent.index].count)
    known[agent.index] = rumours
  }

  public mutating func clientNoted(_ note: GossipClientNote, at time: Nanoseconds) {
    switch note {
    case .asked: break
    case .askedAgain: retries.add(phase: ledger.current)
    case .acknowledged(_, let since):
      acknowledged.add(phase: ledger.current)
      startLatency.record(time - since, phase: ledger.current)
      pulse.beat(at: time)
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    for course in courses {
      guard let start = course.start, course.infective == 0, course.ceased > start else { continue }
      interestCycles.record(cycles(start, course.ceased), phase: ledger.current)
    }
    unreached.add(pairs.whole - reachedPairs, phase: ledger.current)
    // Bounded, so that products do not overflow in runs of centuries.
    let limit = (1 << 60) / agents
    for phase in ledger.phases.indices {
      let first = Swift.min(ledger.phases[phase].start / interval, limit)
      let last = Swift.min(ledger.end(of: phase, runEnd: time) / interval, limit)
      agentCycles.add(agents * (last - first), phase: phase)
    }
  }
}

import Scenarios
public import Simulator

/// What every run keeps, whatever the protocol: phases, traffic, milestones and the timeline.
public struct RunRecorder<Subject: Machine, LoadNote: Traceable>: Observer {
  public private(set) var ledger = PhaseLedger()
  public private(set) var traffic: [KindTraffic]
  public private(set) var messages = PhasedTally()
  public private(set) var bytes = PhasedTally()
  public private(set) var lost = PhasedTally()
  public private(set) var milestones: MilestoneLog
  public private(set) var timeline: Timeline

  public init(agentCount: Int) {
    traffic = Subject.Message.kindNames.map { KindTraffic(name: $0) }
    milestones = MilestoneLog(count: Subject.Note.milestoneNames.count)
    timeline = Timeline(agentCount: agentCount)
  }

  public mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source == target { return }
    let kind = message.kind
    let size = Int64(message.byteCount)
    traffic[kind].sent += 1
    traffic[kind].bytes += size
    messages.add(phase: ledger.current)
    bytes.add(size, phase: ledger.current)
    if case .lost = fate { noteLoss(kind) }
  }

  private mutating func noteLoss(_ kind: Int) {
    traffic[kind].lost += 1
    lost.add(phase: ledger.current)
  }

  public mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    if source != target { traffic[message.kind].delivered += 1 }
  }

  public mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    if source != target { noteLoss(message.kind) }
  }

  public mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds) {
    if let milestone = note.milestone {
      milestones.note(milestone, at: time, phase: ledger.current)
    }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    let standing: Timeline.Standing =
      switch change {
      case .started: .follower
      case .crashed: .down
      case .paused: .paused
      case .resumed: .resumed
      }
    timeline.changes.append(
      Timeline.Change(time: time, agent: agent, standing: standing, term: 0))
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
    timeline.faults.append(Timeline.FaultMark(time: time, event: event))
    switch event.phase {
    case .began: milestones.watch(.begin(event.index), at: time)
    case .ended: milestones.watch(.end(event.index), at: time)
    case .noTarget, .flapped: break
    }
  }
}

/// When milestones were reached, as far as expectations can ask.
public struct MilestoneLog: Hashable, Sendable {
  /// A moment that an expectation may count from.
  public enum Moment: Hashable, Sendable {
    case start
    case begin(Int)
    case end(Int)
  }

  /// A moment, and when each milestone was reached first after it.
  public struct Entry: Hashable, Sendable {
    public let moment: Moment
    public let time: Nanoseconds
    public internal(set) var first: [Nanoseconds?]
  }

  public private(set) var entries: [Entry]
  /// Occurrences of each milestone by phase; for a level, its rises.
  public private(set) var counts: [PhasedTally]
  /// For each milestone, the first entry in which it has not been reached yet.
  private var open: [Int]
  private var levels: [Int64]

  init(count: Int) {
    entries = [Entry(moment: .start, time: 0, first: Array(repeating: nil, count: count))]
    counts = Array(repeating: PhasedTally(), count: count)
    open = Array(repeating: 0, count: count)
    levels = Array(repeating: .min, count: count)
  }

  mutating func watch(_ moment: Moment, at time: Nanoseconds) {
    entries.append(
      Entry(moment: moment, time: time, first: Array(repeating: nil, count: counts.count)))
  }

  mutating func note(_ milestone: Milestone, at time: Nanoseconds, phase: Int) {
    let index = milestone.index
    if case .level(let level) = milestone.progress {
      if level <= levels[index] { return }
      levels[index] = level
    }
    counts[index].add(phase: phase)
    while open[index] < entries.count {
      entries[open[index]].first[index] = time
      open[index] += 1
    }
  }
}

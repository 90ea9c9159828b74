import Scenarios
import Simulator

/// What every run keeps, whatever the protocol: phases, traffic, milestones and the timeline.
struct RunMeter<Subject: Machine, LoadNote: Traceable>: Observer {
  private(set) var ledger = PhaseLedger()
  private var kinds = KindTable()
  private(set) var messages = PhasedTally()
  private(set) var bytes = PhasedTally()
  private(set) var lost = PhasedTally()
  private(set) var milestones: MilestoneLog
  private(set) var timeline: Timeline
  /// The faults whose links have changed over.
  private var flapping: Set<Int> = []
  private(set) var service: ServiceMeter
  private(set) var connections = ConnectionMeter()
  private(set) var timings: TimingMeter
  private(set) var probes: ProbeMeter
  private let told: Told<Subject.Note, LoadNote>

  init(
    _ conditions: Conditions, of scenario: Scenario, _ told: Told<Subject.Note, LoadNote>
  ) {
    self.told = told
    probes = ProbeMeter(scenario, conditions)
    timings = TimingMeter(scenario)
    let duration = scenario.duration
    service = ServiceMeter(conditions, duration: duration)
    milestones = MilestoneLog(count: Subject.Note.milestoneNames.count)
    timeline = Timeline(agentCount: conditions.agents.count)
  }

  mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source == target { return }
    let row = row(of: message)
    let size = Int64(message.byteCount)
    kinds.rows[row].sent += 1
    kinds.rows[row].bytes += size
    messages.add(phase: ledger.current)
    bytes.add(size, phase: ledger.current)
    if case .lost = fate { noteLoss(row) }
  }

  private mutating func noteLoss(_ row: Int) {
    kinds.rows[row].lost += 1
    lost.add(phase: ledger.current)
  }

  private mutating func row(of message: Subject.Message) -> Int {
    let kind = KindVisitor(of: message).index
    return kinds.row(of: kind) ?? kinds.add(kind, Fields(of: message).kind ?? "message")
  }

  /// What was sent, by kind, in the order of their numbers.
  var traffic: [KindTraffic] { kinds.ordered }

  mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    if source != target { kinds.rows[row(of: message)].delivered += 1 }
  }

  mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    if source != target { noteLoss(row(of: message)) }
    if reason == .inboxFull { service.refuse(phase: ledger.current) }
  }

  mutating func connectionChanged(
    from source: AgentID?, to target: AgentID?, client: Int32?, _ event: ConnectionEvent,
    at time: Nanoseconds
  ) { connections.note(event, phase: ledger.current) }

  mutating func requestLost(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    if reason == .inboxFull { service.refuse(phase: ledger.current) }
  }

  mutating func tookUp(
    _ input: WaitingInput<Subject>, by agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    at time: Nanoseconds
  ) { service.takeUp(since: since, at: time, phase: ledger.current) }

  mutating func workersChanged(_ busy: Int, of agent: AgentID, at time: Nanoseconds) {
    service.change(busy, of: agent, at: time, phase: ledger.current)
  }

  mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds) {
    if let milestone = note.milestone {
      milestones.note(milestone, at: time, phase: ledger.current)
      if timings.isNeeded {
        timings.note(milestone, by: agent, at: time, phase: ledger.current)
      }
    }
    if probes.needsLevels, let level = told.level?(note) {
      probes.note(level: level, by: agent, phase: ledger.current)
    }
  }

  mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    if probes.needsOperations, let event = told.operation?(note) {
      probes.note(event, at: time, ledger)
    }
  }

  mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    let status: Timeline.Status =
      switch change {
      case .started: .running(.running)
      case .crashed: .down
      case .paused: .paused
      case .resumed: .resumed
      }
    timeline.changes.append(Timeline.Change(time: time, agent: agent, status))
  }

  mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    service.addUp(until: time, phase: ledger.current)
    ledger.note(event, at: time)
    // A link may flap all the time: that it does is told by the first change alone.
    if event.phase != .flapped || flapping.insert(event.index).inserted {
      timeline.faults.append(Timeline.FaultMark(time: time, event: event))
    }
    if timings.isNeeded { timings.note(event, at: time, phase: ledger.current) }
    if probes.isNeeded { probes.note(event, at: time, phase: ledger.current) }
    switch event.phase {
    case .began: milestones.watch(.begin(event.index), at: time)
    case .ended: milestones.watch(.end(event.index), at: time)
    case .noTarget, .flapped: break
    }
  }

  /// The measures of service, of a run that is over.
  func reportService(at end: Nanoseconds, into report: inout WatchReport) {
    var service = service
    service.addUp(until: end, phase: ledger.current)
    CommonMeasures.reportService(service, ledger, end: end, into: &report)
  }
}

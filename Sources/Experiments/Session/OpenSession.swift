import Scenarios
import Simulator

/// A session on the world of one protocol.
final class OpenSession<E: Experiment>: Session {
  typealias Meter = RunMeter<E.Subject, E.Driver.Note>
  typealias Watch = Pair<Pair<E.Watch, Meter>, Recorder<E.Subject, E.Driver.Note>>

  private var world: World<E.Subject, E.Driver, Watch>
  /// Runs a world on. Made by `init`, which the compiler specialises for each protocol of a registry: what the
  /// methods of a generic class call it does not, and the engine would look every type up at run time.
  private let runOn:
    @Sendable (inout World<E.Subject, E.Driver, Watch>, Nanoseconds, Int64) -> StopReason
  private var checkpoints: Checkpoints<World<E.Subject, E.Driver, Watch>>?
  /// How often agents were made to share memory, one time for every `eventsToShare` events.
  private var sharings: Int64 = 0
  /// Whether the messages were too large for the limit of events.
  private var hasSentTooMuch = false
  /// The last event before each intervention.
  private var actEvents: [Int64] = []

  init(
    _ scenario: Scenario, seed: UInt64, recording: RecordLog.Mode, keepsHistory: Bool
  ) {
    let bound = scenario.bind(seed: seed)
    let experiment = E(bound)
    world = World(
      bound.conditions, experiment.settings,
      versions: bound.conditions.versions.indices.map { E(bound.running(version: $0)).settings },
      load: experiment.driver,
      observer: Pair(
        Pair(experiment.watch, Meter(bound.conditions, of: scenario, E.told)),
        Recorder(RecordLog(recording))), seed: seed)
    if scenario.runEnd == nil {
      runOn = { $0.run(until: $1, maximumEvents: $2) }
    } else {
      runOn = { world, end, count in
        let due = world.observer.first.second.timings.end
        return world.run(until: end, maximumEvents: count) {
          $0.observer.first.second.timings.end == due
        }
      }
    }
    if keepsHistory { checkpoints = Checkpoints(world) }
    super.init(scenario, seed: seed)
  }

  private init(forking other: OpenSession<E>) {
    world = other.world
    runOn = other.runOn
    checkpoints = other.checkpoints
    super.init(other.scenario, seed: other.seed)
    eventLimit = other.eventLimit
    sharings = other.sharings
    hasSentTooMuch = other.hasSentTooMuch
    interventions = other.interventions
    actEvents = other.actEvents
  }

  static var bytesPerAgent: Int { World<E.Subject, E.Driver, Watch>.bytesPerAgent }

  override var now: Nanoseconds { world.now }
  override var eventCount: Int64 { world.eventCount }
  override var digest: Digest { world.digest }
  override var hasViolation: Bool { world.observer.hasViolation }
  override var hasStarted: Bool { world.isUnderWay }
  override var records: [Record] { world.observer.second.log.records }
  override var recording: RecordLog.Mode {
    get { world.observer.second.log.mode }
    set { world.observer.second.log.mode = newValue }
  }
  override var recordedAgents: AgentSet? {
    get { world.observer.second.log.agents }
    set { world.observer.second.log.agents = newValue }
  }
  override var agentCount: Int { world.agentCount }
  override var clientCount: Int { world.load.clientCount }
  override var faultReports: [FaultReport] { world.faultReports }

  override var metEventLimit: Bool {
    (world.eventCount >= eventLimit || hasSentTooMuch || world.workBesideEvents >= world.workLimit)
      && !hasViolation && !isOver
      && (world.now < scenario.duration
        || (world.nextEventTime ?? .never) <= scenario.duration)
  }

  /// When what ends runs of the scenario ends this one, as far as is known.
  private var runEnd: Nanoseconds { world.observer.first.second.timings.end }

  override var isOver: Bool { runEnd <= world.now }

  override func start(atMost count: Int) -> Bool { world.start(atMost: count) }

  override func step() -> Bool {
    let before = world.eventCount
    let isNew = !world.isUnderWay
    run(until: nil, maximumEvents: isNew ? 0 : 1, while: nil)
    return isNew || world.eventCount > before
  }

  @discardableResult
  override func run(
    until time: Nanoseconds?, maximumEvents: Int64, while visit: ((Session) -> Bool)?
  ) -> StopReason {
    let end = min(time ?? scenario.duration, scenario.duration)
    guard let visit else { return advance(until: end, maximumEvents) }
    var left = maximumEvents
    if !world.isUnderWay {
      world.run(until: end, maximumEvents: 0)
      if !visit(self) { return .condition }
    }
    while left > 0 {
      let before = world.eventCount
      let reason = advance(until: end, 1)
      if world.eventCount == before { return reason }
      left -= 1
      if !visit(self) { return .condition }
    }
    return .eventCount
  }

  /// Runs on as far as the limit of events allows, and keeps a checkpoint wherever the history wants one.
  private func advance(until end: Nanoseconds, _ events: Int64) -> StopReason {
    var left = hasSentTooMuch ? 0 : min(events, max(0, eventLimit - world.eventCount))
    let work = eventLimit.multipliedReportingOverflow(by: Session.workPerEvent)
    world.workLimit = work.overflow ? .max : work.partialValue
    while true {
      if isOver { return .time }
      let before = world.eventCount
      let toShare = (sharings + 1) * OpenSession.eventsToShare - before
      let toLook = eventsToLook - before % eventsToLook
      let toCheckpoint = checkpoints?.eventsToCheckpoint(from: before) ?? left
      let reason = runOn(&world, min(end, runEnd), min(left, max(1, toShare), toLook, toCheckpoint))
      left -= world.eventCount - before
      if weighMessages() { left = 0 }
      shareMemory()
      checkpoints?.keep(world, event: world.eventCount)
      // Only a milestone that moves the end of the run stops it by the condition.
      if reason != .eventCount && reason != .condition { return reason }
      if left <= 0 { return .eventCount }
    }
  }

  /// Looks at what was sent so far, always after the same events, so that a run ends at the same one however
  /// it is driven.
  ///
  /// - Returns: whether that is too much for the limit of events: the work of large messages, such as those
  ///   with a clock of all agents, and of those that never arrive is not in the number of events.
  private func weighMessages() -> Bool {
    if world.eventCount % eventsToLook == 0 {
      let meter = world.observer.first.second
      hasSentTooMuch =
        meter.bytes.whole / Session.bytesPerEvent >= eventLimit
        || meter.messages.whole / Session.messagesPerEvent >= eventLimit
    }
    return hasSentTooMuch
  }

  /// An event may send a message to every agent.
  private var eventsToLook: Int64 { max(16, min(4_096, (1 << 20) / Int64(agentCount + 1))) }

  /// Lets agents share memory when enough events have gone by.
  private func shareMemory() {
    guard world.eventCount >= (sharings + 1) * OpenSession.eventsToShare else { return }
    sharings = world.eventCount / OpenSession.eventsToShare
    world.shareMemory(turn: Int(sharings % Int64(agentCount)))
  }

  /// Rare enough to cost nothing that could be measured.
  private static var eventsToShare: Int64 { 1 << 18 }

  @discardableResult
  override func go(toEvent event: Int64) -> Bool {
    if event < 0 { return false }
    if event < eventCount { takeBack(to: event) }
    if event > eventCount || !world.isUnderWay {
      _ = advance(until: scenario.duration, event - eventCount)
    }
    return eventCount == event
  }

  /// Goes back to the last checkpoint before an event; what was done up to the event is done again.
  private func takeBack(to event: Int64) {
    guard let start = checkpoints?.restore(before: event) else {
      preconditionFailure("the session keeps no history")
    }
    world = start
    hasSentTooMuch = false
    let count = actEvents.prefix { $0 < event }.count
    interventions.removeLast(interventions.count - count)
    actEvents.removeLast(actEvents.count - count)
    let done = world.isUnderWay ? world.eventCount : -1
    for index in interventions.indices {
      if let end = interventions[index].endEvent, end >= event {
        interventions[index].endEvent = nil
      }
      if actEvents[index] >= done { world.inject(interventions[index]) }
    }
  }

  @discardableResult
  override func act(_ deed: Fault) -> Int {
    var fault = deed
    fault.name = freeName(deed.name)
    fault.trigger = world.isIdle ? .at(now) : .afterEvent(eventCount)
    fault.mayHaveNoEffect = true
    interventions.append(fault)
    actEvents.append(eventCount)
    let index = world.inject(fault)
    _ = world.run(until: now, maximumEvents: 1)
    return index
  }

  private func freeName(_ name: String) -> String {
    let taken = world.faultReports.map { $0.name }
    if !taken.contains(name) { return name }
    var number = 2
    while taken.contains("\(name) \(number)") { number += 1 }
    return "\(name) \(number)"
  }

  override func progress(ofMilestone index: Int) -> Int64 {
    world.observer.first.second.milestones.progress(of: index)
  }

  override func end(_ act: Int) {
    let report = world.faultReports[act]
    if let index = interventions.lastIndex(where: { $0.name == report.name }) {
      if world.isIdle {
        interventions[index].duration = now - (report.began ?? now)
      } else {
        interventions[index].endEvent = eventCount
      }
    }
    world.end(fault: act, afterEvent: eventCount)
    _ = world.run(until: now, maximumEvents: 1)
  }

  override func fork() -> Session { OpenSession(forking: self) }

  override func inspect(_ agent: AgentID) -> AgentInspection { world.inspect(agent) }

  override func messagesInFlight() -> [InFlight] {
    let log = world.observer.second.log
    return world.messagesInFlight().map { message in
      var message = message
      if log.mode != .off { message.number(log.message(ofCopy: message.copy)) }
      return message
    }
  }

  override func rank(of message: InFlight) -> Int64? { world.rank(ofCopy: message.copy) }

  override func pendingFaults() -> [PendingFault] { world.pendingFaults() }

  override func disturbDraw(number: Int64) { world.disturbDraw(number: number) }

  override func outcome() -> Outcome {
    var watch = world.observer.first.first
    let meter = world.observer.first.second
    watch.finish(at: world.now)
    var report = WatchReport()
    report.timeline(meter.timeline.changes, of: [])
    watch.report(into: &report)
    report.fit(to: scenario.vocabulary)
    CommonMeasures.report(meter, into: &report)
    if scenario.measuresService { meter.reportService(at: world.now, into: &report) }
    if scenario.measuresConnections {
      CommonMeasures.reportConnections(meter.connections, into: &report)
    }
    meter.timings.report(into: &report)
    meter.probes.report(into: &report)
    var timeline = meter.timeline
    timeline.states = report.states
    timeline.changes = report.changes
    timeline.pulse = report.pulse
    timeline.remarks = report.remarks
    let judge = Judge(
      scenario: scenario, ledger: meter.ledger, milestones: meter.milestones,
      measures: report.measures, verdicts: report.verdicts, faults: world.faultReports,
      violation: report.violation, end: world.now, timeline: timeline)
    return Outcome(
      scenario: scenario, seed: world.seed, fingerprint: world.digest,
      eventCount: world.eventCount, end: world.now, violation: report.violation,
      verdicts: report.verdicts, findings: judge.judgeAll(),
      faults: world.faultReports, measures: report.measures, traffic: meter.traffic,
      ledger: meter.ledger, timeline: timeline, eventLimit: metEventLimit ? eventLimit : nil,
      isOver: isOver)
  }
}

/// The faults of a run: what waits, what is under way, and what each has done.
@usableFromInline
struct FaultEngine {
  private(set) var plans: [Fault]
  @usableFromInline private(set) var reports: [FaultReport] = []
  /// One key for each fault, from its name, so that faults that come or go leave the others' draws alone.
  private(set) var keys: [UInt64] = []
  /// By fault under way, what it must undo.
  private var active: [Int: Active] = [:]
  /// By paused process, the faults under way that paused it.
  private var pausing: [Victim: [Int]] = [:]
  /// By milestone, the faults that wait for it.
  private var waiting: [MilestoneQueue] = []
  private var waitingCount = 0
  /// The faults that wait for another one.
  private var following: [Following] = []
  /// The faults that wait for messages to arrive.
  private var arriving: [Arriving] = []
  @usableFromInline private(set) var awaitsMilestones = false
  /// What begins or ends right after an event, in the order of the events.
  private var betweenEvents: [BetweenEvents] = []
  /// The first event after which something of that is due, or `Int64.max`.
  @usableFromInline private(set) var nextEvent = Int64.max
  /// What faults have cost beside events, in steps of some ten to some hundred instructions: one for each
  /// message that each fault in force was asked about, that a cut held or let go, and the like.
  @usableFromInline private(set) var work: Int64 = 0

  /// The start or the end of a fault between two events.
  struct BetweenEvents {
    let event: Int64
    let fault: Int
    let isEnd: Bool
  }

  /// A fault under way.
  struct Active {
    /// Whom it met.
    let agents: [AgentID]
    let targets: String
    /// Whose process it stopped or paused, and in which life the process was from then on.
    var victims: [(agent: AgentID, incarnation: UInt32)] = []
    /// Whether it makes agents stand still.
    let pauses: Bool
  }

  /// One life of an agent's process.
  private struct Victim: Hashable {
    let agent: AgentID
    let incarnation: UInt32
  }

  /// A fault that waits for another one to begin or to end.
  private struct Following {
    let fault: Int
    let isEnd: Bool
    let leader: String
    let edge: Fault.Edge
    let delay: Nanoseconds
  }

  /// A fault that waits for messages to arrive.
  private struct Arriving {
    let fault: Int
    let isEnd: Bool
    let match: MessageMatch
    /// How many have yet to arrive.
    var count: Int64
    let delay: Nanoseconds
  }

  /// Tells which faults another one sets off or ends that begins or ends now, and after what delay.
  mutating func reach(_ edge: Fault.Edge, of fault: Int) -> [DueFault] {
    if following.isEmpty { return [] }
    charge(following.count)
    let name = plans[fault].name
    let due = following.filter { $0.edge == edge && $0.leader == name }
    following.removeAll { $0.edge == edge && $0.leader == name }
    return due.map { DueFault(fault: $0.fault, isEnd: $0.isEnd, delay: $0.delay) }
  }

  /// Whether a fault waits for messages to arrive.
  var awaitsArrivals: Bool { !arriving.isEmpty }

  /// Whether a fault waits for messages such as this one, as far as is known before it arrives.
  @usableFromInline
  mutating func awaitsArrival(_ kind: Int, from source: AgentID, to target: AgentID) -> Bool {
    charge(arriving.count)
    return arriving.contains { $0.match.mayCover(kind, from: source, to: target) }
  }

  /// What faults wait for that a message may be which arrived, by their places.
  mutating func matches(
    _ kind: Int, from source: AgentID, to target: AgentID
  ) -> [(place: Int, match: MessageMatch)] {
    charge(arriving.count)
    return arriving.indices.map { ($0, arriving[$0].match) }
      .filter { $0.1.mayCover(kind, from: source, to: target) }
  }

  /// A message arrived for which faults at these places wait: tells which of them that sets off or ends, and
  /// after what delay.
  mutating func reach(arrivalsAt places: [Int]) -> [DueFault] {
    var due: [DueFault] = []
    for place in places {
      arriving[place].count -= 1
      guard arriving[place].count == 0 else { continue }
      due.append(
        DueFault(
          fault: arriving[place].fault, isEnd: arriving[place].isEnd,
          delay: arriving[place].delay))
    }
    arriving.removeAll { $0.count <= 0 }
    return due
  }

  /// The faults that wait to begin, those that wait for a milestone first, and for what: milestones that are
  /// counted, with how often they have yet to be seen.
  var waitingToBegin: [(fault: Int, trigger: Fault.Trigger)] {
    var found: [(fault: Int, trigger: Fault.Trigger)] = []
    for (milestone, queue) in waiting.enumerated() {
      for entry in queue.entries where !entry.isEnd {
        found.append(
          (entry.fault, .milestone(milestone, count: entry.count, delay: entry.delay)))
      }
    }
    found.sort { $0.fault < $1.fault }
    for one in following where !one.isEnd {
      found.append((one.fault, .fault(one.leader, one.edge, delay: one.delay)))
    }
    for one in arriving where !one.isEnd {
      found.append((one.fault, .arrival(one.match, count: one.count, delay: one.delay)))
    }
    return found
  }

  /// Has a fault begin, or end, once what it waits for comes about.
  private mutating func wait(for trigger: Fault.Trigger, _ fault: Int, isEnd: Bool) {
    switch trigger {
    case .at: break
    case .milestone(let milestone, let count, let delay):
      while waiting.count <= milestone { waiting.append(MilestoneQueue()) }
      waiting[milestone].insert(
        fault: fault, isEnd: isEnd, count: count, delay: delay.clampedSpan)
      waitingCount += 1
      awaitsMilestones = true
    case .fault(let leader, let edge, let delay):
      following.append(
        Following(
          fault: fault, isEnd: isEnd, leader: leader, edge: edge, delay: delay.clampedSpan))
    case .arrival(let match, let count, let delay):
      arriving.append(
        Arriving(
          fault: fault, isEnd: isEnd, match: match, count: Swift.max(count, 1),
          delay: delay.clampedSpan))
    case .afterEvent(let event): schedule(fault, after: event, isEnd: isEnd)
    }
  }

  /// A fault is over: nothing ends it any more.
  private mutating func forgetEnd(of fault: Int) {
    if plans[fault].until == nil { return }
    following.removeAll { $0.isEnd && $0.fault == fault }
    arriving.removeAll { $0.isEnd && $0.fault == fault }
    for milestone in waiting.indices { waitingCount -= waiting[milestone].removeEnd(of: fault) }
    awaitsMilestones = waitingCount > 0
  }

  init(_ plans: [Fault]) {
    self.plans = []
    for plan in plans { add(plan) }
  }

  @discardableResult
  mutating func add(_ plan: Fault) -> Int {
    let index = plans.count
    plans.append(plan)
    reports.append(
      FaultReport(
        name: plan.name, kind: plan.action.kind, mayHaveNoEffect: plan.mayHaveNoEffect))
    var digest = Digest()
    digest.feed(plan.name)
    keys.append(digest.value >> 8)
    wait(for: plan.trigger, index, isEnd: false)
    if let event = plan.endEvent { schedule(index, after: event, isEnd: true) }
    return index
  }

  /// Ends a fault right after an event.
  mutating func end(_ fault: Int, after event: Int64) {
    plans[fault].endEvent = event
    schedule(fault, after: event, isEnd: true)
  }

  private mutating func schedule(_ fault: Int, after event: Int64, isEnd: Bool) {
    let place = betweenEvents.firstIndex { $0.event > event } ?? betweenEvents.count
    betweenEvents.insert(BetweenEvents(event: event, fault: fault, isEnd: isEnd), at: place)
    nextEvent = betweenEvents[0].event
  }

  /// What is due after an event, the first of it; it is not due again.
  mutating func takeDue(after event: Int64) -> BetweenEvents? {
    guard let first = betweenEvents.first, first.event <= event else { return nil }
    betweenEvents.removeFirst()
    nextEvent = betweenEvents.first?.event ?? .max
    return first
  }

  /// Takes note of progress, and tells which faults it sets off and after what delay.
  @usableFromInline
  mutating func reach(_ milestone: Milestone) -> [DueFault] {
    guard milestone.index < waiting.count else { return [] }
    let due = waiting[milestone.index].reach(milestone.progress)
    waitingCount -= due.count
    awaitsMilestones = waitingCount > 0
    return due
  }

  /// Takes note of work beside that of events.
  @usableFromInline
  mutating func charge(_ steps: Int) { charge(Int64(steps)) }

  /// Takes note of work beside that of events, which stays at its greatest rather than overflow.
  @usableFromInline
  mutating func charge(_ steps: Int64) {
    let sum = work.addingReportingOverflow(steps)
    work = sum.overflow ? .max : sum.partialValue
  }

  /// A fault changed what would have happened.
  @usableFromInline
  mutating func count(_ fault: Int, _ times: Int64 = 1) { reports[fault].effects += times }

  /// An input found its agent paused.
  @usableFromInline
  mutating func countPause(of agent: AgentID, _ incarnation: UInt32) {
    let causes = pausing[Victim(agent: agent, incarnation: incarnation)] ?? []
    charge(causes.count)
    for fault in causes { count(fault) }
  }

  /// An agent's process stopped or paused because of a fault, which undoes that when it ends, provided
  /// that the process is still in this life.
  @usableFromInline
  mutating func addVictim(_ agent: AgentID, _ incarnation: UInt32, of fault: Int) {
    guard let pauses = active[fault]?.pauses else { return }
    active[fault]?.victims.append((agent, incarnation))
    guard pauses else { return }
    pausing[Victim(agent: agent, incarnation: incarnation), default: []].append(fault)
  }

  mutating func begin(_ fault: Int, at time: Nanoseconds, _ meeting: Meeting) {
    reports[fault].began = time
    reports[fault].targets = meeting.text
    var pauses = false
    if case .pause = plans[fault].action { pauses = true }
    active[fault] = Active(
      agents: meeting.agents.members, targets: meeting.text, pauses: pauses)
    if let until = plans[fault].until { wait(for: until, fault, isEnd: true) }
  }

  /// Takes note that a fault is over; nil if it was not under way.
  mutating func end(_ fault: Int, at time: Nanoseconds) -> Active? {
    guard let over = active.removeValue(forKey: fault) else { return nil }
    reports[fault].ended = time
    forgetEnd(of: fault)
    guard over.pauses else { return over }
    for (agent, incarnation) in over.victims {
      pausing[Victim(agent: agent, incarnation: incarnation)]?.removeAll { $0 == fault }
    }
    return over
  }
}

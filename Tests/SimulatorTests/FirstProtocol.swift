import Simulator

/// Agents that tell one another that they are alive, and suspect those that fall silent.
struct Heartbeat {
  struct Settings: Hashable, Sendable {
    /// Time from one beat to the next.
    var interval = 10 * Nanoseconds.millisecond
    /// How long an agent may be silent before it is suspected.
    var patience = 50 * Nanoseconds.millisecond
  }

  let profile: Profile
  let settings: Settings
  /// How often this process has started, this time counted.
  var life: Int64 = 0
  /// By agent: when its last beat came, on this agent's clock.
  var lastHeard: [Nanoseconds]
  var suspects = AgentSet()
}

extension Heartbeat {
  struct Beat: MessageContent {
    let life: Int64
    var byteCount: Int { 16 }

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "beat")
      visitor.field("life", life)
    }
  }

  enum Timer: Int, TimerTag, CaseIterable {
    case beat

    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "beat") }
  }

  struct Lives: DurableStorage {
    var count: Int64 = 0

    mutating func apply(_ life: Int64) { count = life }

    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("count", count) }
  }

  enum Note: NoteContent {
    case started(life: Int64)
    case suspected(AgentID)

    static var milestoneNames: [String] { ["suspicion"] }

    var milestone: Milestone? {
      if case .suspected = self { Milestone(index: 0) } else { nil }
    }

    func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .started(let life):
        visitor.kind(0, "started")
        visitor.field("life", life)
      case .suspected(let agent):
        visitor.kind(1, "suspected")
        visitor.field("agent", agent)
      }
    }
  }
}

extension Heartbeat: Machine {
  typealias Message = Beat
  typealias Storage = Lives
  typealias Request = Nothing
  typealias Reply = Nothing

  init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    lastHeard = Array(repeating: 0, count: profile.clusterSize)
  }

  mutating func start(from lives: Lives, _ recovery: Recovery, _ turn: inout Turn<Self>) {
    life = lives.count + 1
    lastHeard = Array(repeating: turn.now, count: profile.clusterSize)
    suspects = AgentSet()
    turn.persist(life)
    turn.note(.started(life: life))
    beat(&turn)
  }

  mutating func receive(_ beat: Beat, from sender: AgentID, _ turn: inout Turn<Self>) {
    lastHeard[sender.index] = turn.now
    suspects.remove(sender)
  }

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    for agent in others where turn.now - lastHeard[agent.index] > settings.patience {
      if suspects.contains(agent) { continue }
      suspects.insert(agent)
      turn.note(.suspected(agent))
    }
    beat(&turn)
  }

  mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("life", life)
    visitor.field("suspects", suspects)
    visitor.field("lastHeard", list: lastHeard.map { VirtualTime($0) })
  }

  private var others: [AgentID] {
    (0..<profile.clusterSize).map { AgentID($0) }.filter { $0 != profile.id }
  }

  private func beat(_ turn: inout Turn<Self>) {
    for agent in others { turn.send(Beat(life: life), to: agent) }
    turn.setTimer(.beat, after: settings.interval)
  }
}

/// The check: what starts anew never speaks in a life that others have heard of before.
struct LivesDiffer: Observer {
  typealias Subject = Heartbeat
  typealias LoadNote = Nothing

  /// Agents that have started and not spoken since.
  private var fresh = AgentSet()
  /// By agent: the life in which it last spoke.
  private var lives: [AgentID: Int64] = [:]
  private(set) var violation: Violation?

  var hasViolation: Bool { violation != nil }

  mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { fresh.insert(agent) }
  }

  mutating func sent(
    _ beat: Heartbeat.Beat, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if fresh.contains(source), let last = lives[source], beat.life <= last {
      violation = Violation(
        check: "lives differ", message: "\(source) speaks in life \(beat.life) again", time: time)
    }
    fresh.remove(source)
    lives[source] = beat.life
  }
}

typealias HeartbeatWorld = World<
  Heartbeat, NoLoad<Heartbeat>, Pair<LivesDiffer, Recorder<Heartbeat, Nothing>>
>

/// Three agents, of which the second crashes after 100 ms and starts again 200 ms later.
func heartbeats(_ loss: FaultAction.DiskLoss, seed: UInt64) -> HeartbeatWorld {
  let link = LinkClass(delay: .uniform(low: .millisecond, high: 5 * .millisecond))
  var conditions = Conditions(agentCount: 3, link: link)
  conditions.disks = Array(
    repeating: DiskConditions(flush: .constant(2 * .millisecond)), count: 3)
  conditions.faults = [
    Fault(
      name: "crash", trigger: .at(100 * .millisecond),
      action: .crash([.agent(AgentID(1))], loss), duration: 200 * .millisecond)
  ]
  return World(
    conditions, Heartbeat.Settings(), load: NoLoad(),
    observer: Pair(LivesDiffer(), Recorder(RecordLog(.recording, keepsTrace: true))), seed: seed)
}

/// What processes did and what agents stated, a line each.
func story(of world: HeartbeatWorld) -> [String] {
  let records = world.observer.second.log.trace.events.flatMap { $0.records }
  return records.filter { [.life, .note].contains($0.kind) }.map { "\($0.time.text) \($0.text)" }
}

/// The story of a second in which the disk survives the crash, or does not.
func story(_ loss: FaultAction.DiskLoss) -> [String] {
  var world = heartbeats(loss, seed: 1)
  world.run(until: .second)
  let verdict = world.observer.first.violation?.text ?? "lives differ: held"
  return story(of: world) + [verdict]
}

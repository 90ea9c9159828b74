import Simulator

/// A machine that does what its settings script, so that a test says exactly what is asked for when.
struct Puppet: Machine {
  enum Act: Hashable, Sendable {
    case send(Int, to: Int)
    case sendAhead(Int, to: Int)
    case persist(Int)
    case note(Int, level: Int64? = nil)
    case arm(Int, after: Nanoseconds)
    case cancel(Int)
    case draw
    case compute(Int64)
  }

  struct Settings: Hashable, Sendable {
    /// What each agent does when it starts.
    var onStart: [Int: [Act]] = [:]
    /// What any agent does on a message of this value.
    var onMessage: [Int: [Act]] = [:]
    /// What any agent does on a timer of this tag.
    var onTimer: [Int: [Act]] = [:]
    /// What any agent does whose disk says that a write failed; nil for one that stops.
    var onFailure: [Act]?
    /// The agent that claims role 0, and how strongly.
    var claims: [Int: Int64] = [:]
  }

  struct Message: MessageContent {
    let value: Int
    var byteCount: Int { 1000 }
    var description: String { "m\(value)" }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "message")
      visitor.field("value", value)
    }
  }

  struct Timer: TimerTag {
    static var slotCount: Int { 1024 }
    let slot: Int
    var description: String { "t\(slot)" }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("slot", slot)
    }
  }

  struct Storage: DurableStorage {
    var writes: [Int] = []
    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("writes", writes) }
    mutating func apply(_ write: Int) { writes.append(write) }
    mutating func tear(_ write: Int, kept: UInt32) { writes.append(-write) }
    mutating func corruptTail() -> Bool { writes.popLast() != nil }
    static func byteCount(_ write: Int) -> Int { 1000 }
  }

  struct Request: ClientContent {
    let value: Int
    var byteCount: Int { 500 }
    var description: String { "r\(value)" }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("value", value)
    }
  }

  typealias Reply = Request

  struct Note: NoteContent {
    let index: Int
    let level: Int64?
    static var milestoneNames: [String] { ["zero", "one", "two"] }
    var milestone: Milestone? {
      Milestone(index: index, level.map { .level($0) } ?? .occurrence)
    }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "note")
      visitor.field("index", index)
    }
  }

  static var roleNames: [String] { ["star"] }

  let id: AgentID
  let settings: Settings
  var draws: [UInt64] = []

  func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("draws", draws) }

  init(_ profile: Profile, _ settings: Settings) {
    id = profile.id
    self.settings = settings
  }

  mutating func start(from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Self>) {
    perform(settings.onStart[id.index] ?? [], &turn)
  }

  mutating func receive(_ message: Message, from sender: AgentID, _ turn: inout Turn<Self>) {
    perform(settings.onMessage[message.value] ?? [], &turn)
  }

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    perform(settings.onTimer[timer.slot] ?? [], &turn)
  }

  mutating func writeFailed(_ turn: inout Turn<Self>) -> Bool {
    guard let acts = settings.onFailure else { return false }
    perform(acts, &turn)
    return true
  }

  /// Persists the value if it is odd, and answers it.
  mutating func accept(_ request: Request, _ id: RequestID, _ turn: inout Turn<Self>) {
    if request.value % 2 == 1 { turn.persist(request.value) }
    turn.respond(request, to: id)
  }

  func claim(toRole role: Int) -> Int64? { settings.claims[id.index] }

  private mutating func perform(_ acts: [Act], _ turn: inout Turn<Self>) {
    for act in acts {
      switch act {
      case .send(let value, let target):
        turn.send(Message(value: value), to: AgentID(target))
      case .sendAhead(let value, let target):
        turn.sendAhead(Message(value: value), to: AgentID(target))
      case .persist(let value): turn.persist(value)
      case .note(let index, let level): turn.note(Note(index: index, level: level))
      case .arm(let slot, let delay): turn.setTimer(Timer(slot: slot), after: delay)
      case .cancel(let slot): turn.cancelTimer(Timer(slot: slot))
      case .draw: draws.append(turn.random.next())
      case .compute(let steps): turn.compute(steps)
      }
    }
  }
}

/// Clients that each submit their scripted requests.
struct Asker: Load {
  typealias Subject = Puppet
  struct Note: Traceable {
    let value: Int
    var description: String { "answered \(value)" }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "answered")
      visitor.field("value", value)
    }
  }
  /// Client, time, value, agent.
  var script: [(client: Int32, at: Nanoseconds, value: Int, agent: Int)] = []
  var clientCount: Int { Int(script.map { $0.client + 1 }.max() ?? 0) }

  mutating func start(_ client: Int32, _ turn: inout LoadTurn<Self>) {
    for (place, entry) in script.enumerated() where entry.client == client {
      turn.wake(client, alarm: Int32(place), after: entry.at)
    }
  }

  mutating func wake(_ client: Int32, _ alarm: Int32, _ turn: inout LoadTurn<Self>) {
    let entry = script[Int(alarm)]
    turn.submit(
      Puppet.Request(value: entry.value), RequestID(client: client, attempt: alarm),
      to: AgentID(entry.agent))
  }

  mutating func receive(
    _ reply: Puppet.Reply, to id: RequestID, from agent: AgentID, _ turn: inout LoadTurn<Self>
  ) {
    turn.note(Note(value: reply.value))
  }
}

/// Writes down what happened at what time, as short texts that a test compares whole.
struct Ledger: Observer {
  typealias Subject = Puppet
  typealias LoadNote = Asker.Note

  var arrivals: [String] = []
  var sends: [String] = []
  var losses: [String] = []
  var timers: [String] = []
  var writes: [String] = []
  var changes: [String] = []
  var faults: [String] = []
  var answers: [String] = []
  /// Work that agents took up, and the numbers of busy workers.
  var work: [String] = []
  var busy: [String] = []
  var fates: [Fate] = []
  var changedFates: [String] = []
  var connections: [String] = []
  /// Who reached whom with a message that the network did not lose, by index.
  var reached: [[Int]] = Array(repeating: [], count: 16)
  var arrivalTimes: [Nanoseconds] = []
  var violatesAt = Int64.max
  var hasViolation = false

  mutating func sent(
    _ message: Puppet.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    sends.append("\(message) \(source) to \(target) at \(time)")
    fates.append(fate)
    if case .lost = fate { return }
    reached[source.index].append(target.index)
  }
  mutating func fateChanged(
    ofCopy copy: Int32, from source: AgentID?, to target: AgentID?, client: Int32?, _ fate: Fate,
    at time: Nanoseconds
  ) {
    let ends = [source, target].map { $0?.description ?? "c\((client ?? 0) + 1)" }
    changedFates.append("\(ends[0]) to \(ends[1]) \(fate) at \(time)")
  }
  mutating func connectionChanged(
    from source: AgentID?, to target: AgentID?, client: Int32?, _ event: ConnectionEvent,
    at time: Nanoseconds
  ) {
    let ends = [source, target].map { $0?.description ?? "c\((client ?? 0) + 1)" }
    let word =
      switch event {
      case .opened(let ready): "opened for \(ready)"
      case .resent(let attempt): "attempt \(attempt)"
      case .reset(let lost): "reset with \(lost)"
      }
    connections.append("\(ends[0]) to \(ends[1]) \(word) at \(time)")
  }
  mutating func delivered(
    _ message: Puppet.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    arrivals.append("\(message) at \(time)")
    arrivalTimes.append(time)
  }
  mutating func lost(
    _ message: Puppet.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) { losses.append("\(message) \(reason) at \(time)") }
  mutating func expired(_ timer: Puppet.Timer, of agent: AgentID, at time: Nanoseconds) {
    timers.append("\(timer) at \(time)")
  }
  mutating func tookUp(
    _ input: WaitingInput<Puppet>, by agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    at time: Nanoseconds
  ) {
    var text = "arrival"
    if case .timer(let timer) = input { text = "\(timer)" }
    work.append("\(agent) \(text) at \(time) after \(time - since) until \(end)")
  }
  mutating func workersChanged(_ count: Int, of agent: AgentID, at time: Nanoseconds) {
    busy.append("\(count) at \(time)")
  }
  mutating func requestLost(
    _ request: Puppet.Request, _ id: RequestID, to agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) { losses.append("\(request) \(reason) at \(time)") }
  mutating func requested(
    _ request: Puppet.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) { arrivals.append("\(request) at \(time)") }
  mutating func becameDurable(
    _ write: Int, _ storage: borrowing Puppet.Storage, of agent: AgentID, at time: Nanoseconds
  ) { writes.append("\(write) at \(time)") }
  mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if time > 0 { changes.append("\(agent) \(change) at \(time)") }
  }
  mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    faults.append("\(event.name) \(event.phase) \(event.targets) at \(time)")
  }
  mutating func clientNoted(_ note: Asker.Note, at time: Nanoseconds) {
    answers.append("\(note) at \(time)")
  }
  mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    if eventNumber >= violatesAt { hasViolation = true }
  }
}

typealias Stage = World<Puppet, Asker, Ledger>

/// A world of puppets on links of 10 ns, unless said otherwise.
func stage(
  _ count: Int = 2, link: LinkClass = LinkClass(delay: .constant(10)),
  disk: DiskConditions = DiskConditions(), clock: ClockConditions = ClockConditions(),
  services: [ServiceConditions] = [], faults: [Fault] = [], shufflesTies: Bool = false,
  seed: UInt64 = 1, load: Asker = Asker(), onStart: [Int: [Puppet.Act]] = [:],
  onMessage: [Int: [Puppet.Act]] = [:], onTimer: [Int: [Puppet.Act]] = [:],
  onFailure: [Puppet.Act]? = nil, claims: [Int: Int64] = [:]
) -> Stage {
  var conditions = Conditions(agentCount: count, link: link)
  conditions.disks = Array(repeating: disk, count: count)
  conditions.clocks = Array(repeating: clock, count: count)
  conditions.services = services
  conditions.faults = faults
  conditions.shufflesTies = shufflesTies
  let settings = Puppet.Settings(
    onStart: onStart, onMessage: onMessage, onTimer: onTimer, onFailure: onFailure,
    claims: claims)
  return World(conditions, settings, load: load, observer: Ledger(), seed: seed)
}

/// A world of puppets in which agent 0 sends message `i` to agent 1 at each of these times.
func sender(
  at times: [Nanoseconds], count: Int = 2, link: LinkClass = LinkClass(delay: .constant(10)),
  services: [ServiceConditions] = [], faults: [Fault] = [], shufflesTies: Bool = false,
  seed: UInt64 = 1
) -> Stage {
  var onTimer: [Int: [Puppet.Act]] = [:]
  var onStart: [Puppet.Act] = []
  for (place, time) in times.enumerated() {
    onStart.append(.arm(place, after: time))
    onTimer[place] = [.send(place, to: 1)]
  }
  return stage(
    count, link: link, services: services, faults: faults, shufflesTies: shufflesTies, seed: seed,
    onStart: [0: onStart], onTimer: onTimer)
}

extension Stage {
  func report(_ name: String) -> FaultReport {
    faultReports.first { $0.name == name }!
  }
}

func ran(_ world: Stage, until time: Nanoseconds = .never) -> Stage {
  var world = world
  world.run(until: time)
  return world
}

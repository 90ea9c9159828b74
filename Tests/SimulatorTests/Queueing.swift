import Simulator

/// Customers of a queue: agent 0 sends them at random, agent 1 takes time for each.
struct Queueing: Machine {
  struct Settings: Hashable, Sendable {
    var interval: Delay
  }

  struct Message: MessageContent {
    var byteCount: Int { 64 }
    let number: Int64
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "customer")
      visitor.field("number", number)
    }
  }

  enum Timer: Int, TimerTag, CaseIterable {
    case next
    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "next") }
  }

  typealias Storage = NoStorage
  typealias Request = Nothing
  typealias Reply = Nothing
  typealias Note = Nothing

  let isSource: Bool
  let settings: Settings
  var sent: Int64 = 0
  var served: Int64 = 0

  init(_ profile: Profile, _ settings: Settings) {
    isSource = profile.id.index == 0
    self.settings = settings
  }

  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("sent", sent)
    visitor.field("served", served)
  }

  mutating func start(from storage: NoStorage, _ recovery: Recovery, _ turn: inout Turn<Self>) {
    if isSource { arm(&turn) }
  }

  mutating func receive(_ message: Message, from sender: AgentID, _ turn: inout Turn<Self>) {
    served += 1
  }

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    turn.send(Message(number: sent), to: AgentID(1))
    sent += 1
    arm(&turn)
  }

  mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  private func arm(_ turn: inout Turn<Self>) {
    turn.setTimer(.next, after: settings.interval.sample(turn.random.next()))
  }
}

/// Every customer's arrival, start and end of service, in the order taken up, and how many were refused.
struct Visits: Observer {
  typealias Subject = Queueing
  typealias LoadNote = Nothing

  var arrivals: [Nanoseconds] = []
  var starts: [Nanoseconds] = []
  var ends: [Nanoseconds] = []
  var refused = 0

  mutating func tookUp(
    _ input: WaitingInput<Queueing>, by agent: AgentID, since: Nanoseconds,
    until end: Nanoseconds, at time: Nanoseconds
  ) {
    arrivals.append(since)
    starts.append(time)
    ends.append(end)
  }

  mutating func lost(
    _ message: Queueing.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) { if reason == .inboxFull { refused += 1 } }

  var meanWait: Double {
    Double(zip(starts, arrivals).reduce(0) { $0 + $1.0 - $1.1 }) / Double(starts.count)
  }

  /// A queue that has taken up so many customers.
  static func of(
    _ customers: Int, every interval: Delay, _ service: ServiceConditions, seed: UInt64 = 1
  ) -> World<Queueing, NoLoad<Queueing>, Visits> {
    var conditions = Conditions(agentCount: 2, link: LinkClass(delay: .constant(1)))
    conditions.services = [ServiceConditions(), service]
    var world = World(
      conditions, Queueing.Settings(interval: interval), load: NoLoad<Queueing>(),
      observer: Visits(), seed: seed)
    world.run(until: .never, while: { $0.observer.starts.count < customers })
    return world
  }
}

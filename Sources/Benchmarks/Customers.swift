import Simulator

/// A queue of one worker, M/M/1: agent 0 sends customers at random, agent 1 takes a random time for each.
///
/// A customer is three events, its sending, its arrival and the end of its service, and two exponential draws.
struct Customers: Machine {
  struct Settings: Hashable, Sendable {
    var interval: Delay
  }

  struct Message: MessageContent {
    var byteCount: Int { 64 }
    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "customer") }
  }

  enum Timer: Int, TimerTag, CaseIterable {
    case next
    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "next") }
  }

  typealias Storage = NoStorage
  typealias Request = Nothing
  typealias Reply = Nothing
  typealias Note = Nothing

  private let isSource: Bool
  private let settings: Settings
  private(set) var served: Int64 = 0

  init(_ profile: Profile, _ settings: Settings) {
    isSource = profile.id.index == 0
    self.settings = settings
  }

  func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("served", served) }

  mutating func start(
    from storage: NoStorage, _ recovery: Recovery, _ turn: inout Turn<Self>
  ) { if isSource { arm(&turn) } }

  mutating func receive(_ message: Message, from sender: AgentID, _ turn: inout Turn<Self>) {
    served &+= 1
  }

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    arm(&turn)
    turn.send(Message(), to: AgentID(1))
  }

  mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  private func arm(_ turn: inout Turn<Self>) {
    turn.setTimer(.next, after: settings.interval.sample(turn.random.next()))
  }
}

/// The sum of what customers waited.
struct WaitingTime: Observer {
  typealias Subject = Customers
  typealias LoadNote = Nothing

  private(set) var customers: Int64 = 0
  private(set) var sum: Nanoseconds = 0

  mutating func tookUp(
    _ input: WaitingInput<Customers>, by agent: AgentID, since: Nanoseconds,
    until end: Nanoseconds, at time: Nanoseconds
  ) {
    customers &+= 1
    sum &+= time &- since
  }
}

extension Customers {
  /// Serves as many customers as `size` says, and states their mean wait beside what theory says.
  static func measure(_ size: Benchmark.Size) -> Sample {
    let service: Nanoseconds = 9_000
    let interval: Nanoseconds = 10_000
    var conditions = Conditions(agentCount: 2, link: LinkClass(delay: .constant(1)))
    conditions.services = [
      ServiceConditions(), ServiceConditions(time: .exponential(mean: service)),
    ]
    var world = World(
      conditions, Customers.Settings(interval: .exponential(mean: interval)),
      load: NoLoad<Customers>(), observer: WaitingTime(), seed: 1)
    serve(size.warmup, &world)
    let before = world.observer
    let watch = Stopwatch()
    serve(size.warmup + size.events, &world)
    let nanoseconds = watch.nanoseconds
    let waited = Double(world.observer.sum - before.sum)
    let customers = Double(world.observer.customers - before.customers)
    let load = Double(service) / Double(interval)
    return Sample(
      count: customers, nanoseconds: nanoseconds, digest: world.digest.value,
      details: [
        Sample.Detail(
          name: "mean wait in service times", value: waited / customers / Double(service)),
        Sample.Detail(name: "of theory", value: load / (1 - load)),
      ])
  }

  /// Runs on until so many customers have been taken up since the start.
  private static func serve(
    _ customers: Int64, _ world: inout World<Customers, NoLoad<Customers>, WaitingTime>
  ) {
    world.run(until: .never, while: { $0.observer.customers < customers })
  }
}

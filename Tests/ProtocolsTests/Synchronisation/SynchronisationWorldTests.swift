import Protocols
import Simulator
import Testing

@Suite("Synchronisation in a world") struct SynchronisationWorldTests {
  static let rough = LinkClass(
    delay: .uniform(low: .ms(1), high: .ms(40)), loss: .independent(Ratio(30, outOf: 100)),
    duplication: Ratio(5, outOf: 100))

  static let policies: [ConflictPolicy] = [
    .lastWriteWins, .priority, .consensus, .maximum, .counter, .union, .average, .median,
  ]

  static func load(rate: Nanoseconds = .ms(40), until stop: Nanoseconds = 5 * .second)
    -> UpdateLoad.Settings
  {
    UpdateLoad.Settings(
      clients: 4, agents: 5, every: .exponential(mean: rate), stop: stop, variables: 8,
      skew: Ratio(1, outOf: 4), reads: Ratio(1, outOf: 5))
  }

  static func settings(
    batchSize: Int = 1, level: Synchroniser.Settings.Level = .durable,
    completion: Synchroniser.Settings.Completion = .all, exchange: Nanoseconds = .second
  ) -> Synchroniser.Settings {
    Synchroniser.Settings(
      variables: 8, policies: policies, completion: completion, level: level,
      exchange: exchange, batchSize: batchSize, batchDelay: batchSize > 1 ? .ms(10) : 0)
  }

  @Test(arguments: 0..<12)
  func `causal order holds under loss, duplication and reordering, and all agree in the end`(
    seed: Int
  ) {
    let levels: [Synchroniser.Settings.Level] = [.received, .applied, .durable, .adapted]
    var world = SyncWorld(
      5,
      Self.settings(
        batchSize: seed & 1 == 0 ? 1 : 4, level: levels[seed % 4],
        completion: seed & 2 == 0 ? .all : .quorum, exchange: seed % 3 == 0 ? 0 : .second),
      link: Self.rough, load: Self.load(), flush: .uniform(low: 0, high: .ms(3)),
      seed: UInt64(seed))
    world.run(until: 40 * .second)
    #expect(world.verdict == nil)
    for agent in 0..<5 {
      let machine = world.machine(of: AgentID(agent))
      #expect(machine.heldCount == 0 && machine.unsettledCount == 0)
      #expect(machine.replica == world.storage(of: AgentID(agent)).replica)
      #expect((0..<8).allSatisfy { machine.replica.versions(of: $0).siblings.count <= 5 })
    }
    #expect(world.machine(of: n1).replica.delivered.total > 300)
  }

  @Test(arguments: 0..<12)
  func `crashes lose nothing acknowledged and use no number twice`(seed: Int) {
    var random = RandomStream(seed: UInt64(seed), .test)
    let faults = (0..<12).map { number in
      Fault(
        name: "crash \(number)", trigger: .at(random.within(.ms(100)...(5 * .second))),
        action: .crash([.agent(AgentID(Int(random.below(5))))], .none),
        duration: random.within(.ms(50)...(2 * .second)), mayHaveNoEffect: true)
    }
    var world = SyncWorld(
      5, Self.settings(batchSize: 1 + seed % 3), link: Self.rough, load: Self.load(),
      flush: .uniform(low: .ms(1), high: .ms(8)), faults: faults, seed: UInt64(seed))
    world.run(until: 60 * .second)
    #expect(world.verdict == nil)
    #expect((0..<5).allSatisfy { world.machine(of: AgentID($0)).unsettledCount == 0 })
  }

  @Test func `a partition heals into agreement, and its updates are reported partial`() {
    var settings = Self.settings()
    settings.deadline = 2 * .second
    let cut = Fault(
      name: "cut", trigger: .at(.second),
      action: .cut(
        .partition([[.agent(n1), .agent(n2)], [.agent(n3), .agent(n4), .agent(n5)]]), .lost),
      duration: 8 * .second)
    var world = SyncWorld(
      5, settings, link: LinkClass(delay: .constant(.ms(2))), load: Self.load(), faults: [cut],
      seed: 3)
    world.run(until: 8 * .second)
    let left = world.machine(of: n1).replica.delivered
    #expect(world.machine(of: n3).replica.delivered.compared(to: left) == .concurrent)
    world.run(until: 30 * .second)
    #expect(world.verdict == nil)
  }

  @Test func `an agent that lost its disk gets all back, even what others have forgotten`() {
    let crash = Fault(
      name: "amnesia", trigger: .at(8 * .second), action: .crash([.agent(n2)], .amnesia),
      duration: .second)
    var settings = Self.settings()
    settings.exchange = .ms(100)
    var world = SyncWorld(
      5, settings, link: LinkClass(delay: .constant(.ms(2))),
      load: Self.load(rate: .ms(10), until: 4 * .second), faults: [crash], seed: 5)
    world.run(until: 7 * .second)
    #expect(!world.machine(of: n1).replica.pruned.isEmpty)
    world.run(until: 20 * .second)
    #expect(world.verdict == nil)
    #expect(!world.machine(of: n2).isRecovering)
    #expect(world.machine(of: n2).replica.delivered == world.machine(of: n1).replica.delivered)
  }

  @Test func `a quiet update takes one message there and one back for each other agent`() {
    let load = UpdateLoad.Settings(
      clients: 1, agents: 5, every: nil, variables: 8,
      script: [.init(at: .second, to: n1, .write(variable: 0, amount: 4))])
    var world = World<Synchroniser, UpdateLoad, Counter>(
      Conditions(agentCount: 5, link: LinkClass(delay: .constant(.ms(2)))),
      Self.settings(exchange: 0), load: UpdateLoad(load), observer: Counter(), seed: 1)
    world.run(until: 10 * .second)
    #expect(world.observer.messages == [0: 4, 1: 4])
    #expect(world.observer.completedAt == .second + 2 * .ms(2) + .ms(2))
  }

  /// Counts messages by kind.
  struct Counter: Observer {
    var messages: [Int: Int] = [:]
    var completedAt: Nanoseconds = 0
    typealias Subject = Synchroniser
    typealias LoadNote = UpdateNote

    mutating func sent(
      _ message: Synchroniser.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
      at time: Nanoseconds
    ) {
      messages[KindVisitor(of: message).index, default: 0] += 1
    }

    mutating func noted(_ note: Synchroniser.Note, by agent: AgentID, at time: Nanoseconds) {
      if case .completed = note { completedAt = time }
    }
  }

  @Test func `batching saves messages and changes no result`() {
    var totals: [Int64] = []
    var messages: [Int] = []
    for size in [1, 8] {
      var world = World<Synchroniser, UpdateLoad, Counter>(
        Conditions(agentCount: 5, link: LinkClass(delay: .constant(.ms(2)))),
        Self.settings(batchSize: size, exchange: 0), load: UpdateLoad(Self.load(rate: .ms(2))),
        observer: Counter(), seed: 9)
      world.run(until: 20 * .second)
      messages.append(world.observer.messages.values.reduce(0, +))
      totals.append(world.machine(of: n1).value(of: 4))
    }
    #expect(totals[0] == totals[1])
    #expect(messages[1] * 2 < messages[0])
  }

  @Test func `the same seed gives the same run`() {
    func digest(_ seed: UInt64) -> Digest {
      var world = SyncWorld(
        5, Self.settings(), link: Self.rough, load: Self.load(until: .second), seed: seed)
      world.run(until: 4 * .second)
      return world.digest
    }
    #expect(digest(1) == digest(1) && digest(1) != digest(2))
  }
}

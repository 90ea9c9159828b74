import Simulator
import Testing

struct NetworkTests {
  /// Agent 0 sends to agent 1 once a nanosecond.
  private func stream(_ link: LinkClass, count: Nanoseconds, shufflesTies: Bool = false) -> Ledger {
    var world = stage(
      link: link, shufflesTies: shufflesTies, onStart: [0: [.arm(0, after: 1)]],
      onTimer: [0: [.send(0, to: 1), .arm(0, after: 1)]])
    world.run(until: count)
    return world.observer
  }

  @Test(
    arguments: [
      .constant(5), .uniform(low: 5, high: 50), .normal(mean: 100, deviation: 9),
      .logNormal(median: 100, sigmaMillionths: 500_000), .exponential(mean: 100, offset: 5),
      .pareto(minimum: 10, alphaThousandths: 2000), .table([3, 9, 27]),
    ] as [Delay])
  func `every kind of delay reaches the messages`(_ delay: Delay) {
    let fates = stream(LinkClass(delay: delay), count: 100).fates
    var seen: Set<Nanoseconds> = []
    for (place, fate) in fates.enumerated() {
      guard case .arrives(let time) = fate else {
        Issue.record("lost")
        continue
      }
      let span = time - Nanoseconds(place + 1)
      #expect(span >= delay.minimum && span <= delay.maximum)
      seen.insert(span)
    }
    #expect(fates.count == 100)
    #expect((seen.count == 1) == (delay == .constant(5)))
  }

  @Test func `messages are lost as often as the link says`() {
    let link = LinkClass(delay: .constant(1), loss: .independent(Ratio(1, outOf: 5)))
    let lost = stream(link, count: 10_000).fates.filter { $0 == .lost(.network) }.count
    #expect(abs(lost - 2000) < 160)  // four standard deviations
  }

  @Test func `bursts have the mean length and the share that the chain gives them`() {
    let bursts = LossModel.Bursts(begin: Ratio(1, outOf: 40), end: Ratio(1, outOf: 10))
    let fates = stream(LinkClass(delay: .constant(1), loss: .bursts(bursts)), count: 20_000).fates
    let lost = fates.map { $0 == .lost(.network) }
    let share = lost.filter { $0 }.count
    let begins = zip([false] + lost, lost).filter { !$0 && $1 }.count
    #expect(abs(share - 4000) < 600)
    #expect(abs(Double(share) / Double(begins) - 10) < 1.5)
  }

  @Test func `a duplicated message arrives twice and a corrupted one never`() {
    let twice = ran(sender(at: [5], link: LinkClass(delay: .constant(10), duplication: .always)))
    #expect(twice.observer.arrivals == ["m0 at 15", "m0 at 15"])
    let never = ran(sender(at: [5], link: LinkClass(delay: .constant(10), corruption: .always)))
    #expect(never.observer.fates == [.lost(.corrupted)])
    #expect(never.observer.arrivals.isEmpty)
  }

  @Test(arguments: [false, true])
  func `ordered links never let a message overtake, and free ones do`(_ shufflesTies: Bool) {
    let times = (1...300).map { Nanoseconds($0) }
    for isOrdered in [true, false] {
      let link = LinkClass(delay: .uniform(low: 0, high: 100), isOrdered: isOrdered)
      let world = ran(sender(at: times, link: link, shufflesTies: shufflesTies))
      let order = world.observer.arrivals.map { Int($0.dropFirst().prefix { $0 != " " })! }
      #expect(order.count == 300)
      #expect((order == order.sorted()) == isOrdered)
    }
  }

  @Test func `messages wait for one another at a sender of limited bandwidth`() {
    let link = LinkClass(delay: .constant(10), bytesPerSecond: 1_000_000_000)
    let world = ran(sender(at: [0, 0, 500, 9000], link: link))
    #expect(world.observer.arrivals == ["m0 at 1010", "m1 at 2010", "m2 at 3010", "m3 at 10010"])
  }

  @Test func `links between zones have their own class in each direction`() {
    let links = [1, 100, 200, 2].map { LinkClass(delay: .constant($0)) }
    let conditions = Conditions(
      agents: (0..<3).map { Profile(id: AgentID($0), clusterSize: 3) },
      network: NetworkConditions(
        zoneCount: 2, zoneOfAgent: [0, 1, 1], zoneOfClient: [1], links: links,
        clientLinks: [3, 30, 300, 5].map { LinkClass(delay: .constant($0)) }))
    let settings = Puppet.Settings(
      onStart: [0: [.send(1, to: 1)], 1: [.send(2, to: 0), .send(3, to: 2)]])
    let load = Asker(script: [(0, 0, 4, 0), (0, 0, 6, 2)])
    let world = ran(World(conditions, settings, load: load, observer: Ledger(), seed: 1))
    #expect(
      world.observer.arrivals == ["m3 at 2", "r6 at 5", "m1 at 100", "m2 at 200", "r4 at 300"])
    #expect(world.observer.answers == ["answered 6 at 10", "answered 4 at 600"])
  }

  private func asked(_ load: Asker, clientLink: LinkClass, faults: [Fault] = []) -> Stage {
    var conditions = Conditions(agentCount: 2, link: LinkClass(), clientLink: clientLink)
    conditions.faults = faults
    return ran(World(conditions, Puppet.Settings(), load: load, observer: Ledger(), seed: 1))
  }

  @Test func `clients' links lose`() {
    let load = Asker(script: [(0, 0, 2, 0)])
    let whole = LinkClass(delay: .constant(7))
    #expect(asked(load, clientLink: whole).observer.answers == ["answered 2 at 14"])
    let lossy = LinkClass(delay: .constant(7), loss: .independent(.always))
    #expect(asked(load, clientLink: lossy).observer.arrivals.isEmpty)
  }

  @Test func `each client has an uplink, and each agent has one to all clients`() {
    // 500 bytes take 500 ns. Two clients ask at once, the first of them two agents.
    let link = LinkClass(delay: .constant(7), bytesPerSecond: 1_000_000_000)
    let world = asked(
      Asker(script: [(0, 0, 2, 0), (0, 0, 4, 1), (1, 0, 6, 0), (1, 2000, 8, 0)]), clientLink: link)
    #expect(world.observer.arrivals == ["r2 at 507", "r6 at 507", "r4 at 1007", "r8 at 2507"])
    #expect(
      world.observer.answers == [
        "answered 2 at 1014", "answered 6 at 1514", "answered 4 at 1514", "answered 8 at 3014",
      ])
  }

  @Test func `an agent's messages to agents do not wait for its replies`() {
    let link = LinkClass(delay: .constant(7), bytesPerSecond: 1_000_000_000)
    let slow = LinkClass(delay: .constant(7), bytesPerSecond: 1_000_000)
    let conditions = Conditions(agentCount: 2, link: link, clientLink: slow)
    let settings = Puppet.Settings(
      onStart: [0: [.arm(0, after: 500_100)]], onTimer: [0: [.send(1, to: 1)]])
    let world = ran(
      World(
        conditions, settings, load: Asker(script: [(0, 0, 2, 0)]), observer: Ledger(), seed: 1))
    #expect(world.observer.arrivals == ["r2 at 500007", "m1 at 501107"])
    #expect(world.observer.answers == ["answered 2 at 1000014"])
  }

  @Test func `requests that a cut held leave one after another when it heals`() {
    let deaf = Fault(
      name: "deaf", trigger: .at(0),
      action: .cut(.oneWay(from: [.clients], to: [.agent(AgentID(0))]), .held), duration: 100)
    let link = LinkClass(delay: .constant(7), bytesPerSecond: 1_000_000_000)
    let world = asked(
      Asker(script: [(0, 10, 2, 0), (0, 20, 4, 0)]), clientLink: link, faults: [deaf])
    #expect(world.observer.arrivals == ["r2 at 607", "r4 at 1107"])
  }

  @Test func `the same send meets the same delay whatever else is sent`() {
    func fates(_ extra: [Puppet.Act], seed: UInt64) -> [Fate] {
      let world = ran(
        stage(
          4, link: LinkClass(delay: .uniform(low: 1, high: 1_000_000)), seed: seed,
          onStart: [0: extra + [.arm(0, after: 50), .arm(1, after: 90)]],
          onTimer: [0: extra + [.send(1, to: 1), .send(2, to: 3)], 1: [.send(3, to: 1)]]))
      let isWanted = world.observer.sends.map { !$0.hasPrefix("m9") }
      return zip(world.observer.fates, isWanted).filter { $1 }.map { $0.0 }
    }
    for seed in 0..<10 as Range<UInt64> {
      let plain = fates([], seed: seed)
      #expect(plain.count == 3)
      #expect(Set(plain).count == 3)
      #expect(fates([.send(9, to: 2)], seed: seed) == plain)
      #expect(fates([.send(9, to: 2), .send(9, to: 2)], seed: seed) == plain)
    }
  }

  @Test func `changed links lose, delay and duplicate on top`() {
    let change = LinkChange(
      duplication: .always, delayThousandths: 2000, extraDelay: .constant(3))
    let fault = Fault(
      name: "rough", trigger: .at(50), action: .links(from: [.agent(AgentID(0))], to: nil, change),
      duration: 100)
    let world = ran(sender(at: [40, 60, 160], faults: [fault]))
    #expect(world.observer.arrivals == ["m0 at 50", "m1 at 83", "m1 at 83", "m2 at 170"])
    #expect(world.report("rough").effects == 1)
    let other = Fault(
      name: "other", trigger: .at(50),
      action: .links(from: nil, to: [.agent(AgentID(0))], LinkChange(loss: .always)))
    let quiet = ran(sender(at: [60], faults: [other]))
    #expect(quiet.observer.arrivals == ["m0 at 70"])
    #expect(!quiet.report("other").tookEffect)
  }
}

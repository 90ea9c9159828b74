import Simulator
import Testing

struct FaultTests {
  private func agent(_ index: Int) -> Target { .agent(AgentID(index)) }

  /// Whom a fault of one instant met, in words; nil if nobody.
  private func met(
    _ targets: [Target], claims: [Int: Int64] = [1: 5, 3: 9, 4: 9], down: [Target] = [],
    seed: UInt64 = 1
  ) -> Set<Int>? {
    var conditions = Conditions(agentCount: 5, link: LinkClass())
    for index in 0..<5 { conditions.agents[index].group = index / 2 }
    conditions.network = NetworkConditions(
      zoneCount: 2, zoneOfAgent: [0, 1, 1, 0, 1], links: Array(repeating: LinkClass(), count: 4),
      clientLinks: Array(repeating: LinkClass(), count: 4))
    conditions.faults = [Fault(name: "x", trigger: .at(10), action: .clockJump(targets, by: 1))]
    if !down.isEmpty {
      conditions.faults.append(Fault(name: "down", trigger: .at(5), action: .crash(down, .none)))
    }
    let world = ran(
      World(
        conditions, Puppet.Settings(claims: claims), load: Asker(), observer: Ledger(), seed: seed))
    if world.report("x").began == nil { return nil }
    let words = world.report("x").targets.dropFirst().dropLast().split(separator: " ")
    return Set(words.map { Int($0.dropFirst())! - 1 })
  }

  @Test func `a fault names agents, all, the rest, a zone or a group`() {
    #expect(met([agent(2)]) == [2])
    #expect(met([.all]) == [0, 1, 2, 3, 4])
    #expect(met([.zone(0)]) == [0, 3])
    #expect(met([.group(1)]) == [2, 3])
    #expect(met([.zone(7)]) == nil)
    #expect(met([agent(9)]) == nil)
    #expect(met([.rest]) == [0, 1, 2, 3, 4])
  }

  @Test func `a role is its strongest claimant that runs, the first among equals`() {
    #expect(met([.role(0)]) == [3])
    #expect(met([.role(0)], down: [agent(3)]) == [4])
    #expect(met([.role(0)], claims: [:]) == nil)
    #expect(met([.role(4)]) == nil)
  }

  @Test func `random choices take their number and obey their condition`() {
    var seen: Set<Set<Int>> = []
    for seed in 0..<40 as Range<UInt64> {
      let two = met([.any(2, .excluding(role: 0))], down: [agent(0)], seed: seed)!
      #expect(two.count == 2 && two.isDisjoint(with: [0, 3]))
      seen.insert(two)
      let majority = met([.majority(.including(role: 0))], seed: seed)!
      #expect(majority.count == 3 && majority.contains(3))
      let minority = met([.minority(.excluding(role: 0))], seed: seed)!
      #expect(minority.count == 2 && !minority.contains(3))
      let another = met([.role(0), .any(1, .none)], seed: seed)!
      #expect(another.count == 2 && another.contains(3))
    }
    #expect(seen == [[1, 2], [1, 4], [2, 4]])
    #expect(met([.any(6, .none)]) == nil)
    #expect(met([.any(1, .including(role: 0))], claims: [:]) == nil)
    #expect(met([.role(0), .any(2, .including(role: 0))]) == nil)
  }

  @Test func `a fault that nobody meets says so and does not begin`() {
    let fault = Fault(
      name: "x", trigger: .at(10), action: .crash([.role(0)], .none), duration: 5)
    let world = ran(stage(faults: [fault]))
    #expect(world.observer.faults == ["x met nobody nobody at 10"])
    #expect(world.report("x").began == nil && world.report("x").ended == nil)
    #expect(!world.report("x").tookEffect)
  }

  @Test func `a milestone sets a fault off at its count, after its delay`() {
    let onTimer: [Int: [Puppet.Act]] = [0: [.note(1), .arm(0, after: 10)]]
    let fault = Fault(
      name: "x", trigger: .milestone(1, count: 3, delay: 5), action: .clockJump([.all], by: 1))
    let other = Fault(
      name: "y", trigger: .milestone(2, count: 1, delay: 5), action: .clockJump([.all], by: 1))
    let world = ran(
      stage(faults: [fault, other], onStart: [0: [.arm(0, after: 10)]], onTimer: onTimer),
      until: 100)
    #expect(world.report("x").began == 35)
    #expect(world.report("y").began == nil)
  }

  @Test func `a level sets a fault off once it is reached or passed`() {
    let fault = Fault(
      name: "x", trigger: .milestone(0, count: 100, delay: 0), action: .clockJump([.all], by: 1))
    let world = ran(
      stage(
        faults: [fault],
        onStart: [0: [.arm(0, after: 10), .arm(1, after: 20), .arm(2, after: 30)]],
        onTimer: [0: [.note(0, level: 99)], 1: [.note(0, level: 40)], 2: [.note(0, level: 250)]]))
    #expect(world.report("x").began == 30)
  }

  @Test func `a fault that changed nothing took no effect`() {
    let faults = [
      Fault(name: "cut", trigger: .at(10), action: .cut(.isolate([agent(0)]), .lost), duration: 5),
      Fault(name: "pause", trigger: .at(10), action: .pause([agent(0)]), duration: 5),
      Fault(
        name: "slow", trigger: .at(10), action: .disk([.all], .slow(thousandths: 9000, floor: 9)),
        duration: 5),
      Fault(name: "jump", trigger: .at(10), action: .clockJump([.all], by: 0)),
      Fault(name: "drift", trigger: .at(10), action: .clockDrift([.all], partsPerMillion: 0)),
    ]
    let world = ran(stage(faults: faults))
    #expect(world.faultReports.allSatisfy { $0.began == 10 && !$0.tookEffect })
  }

  @Test func `a crash of an agent that is down took no effect, and its end starts nobody`() {
    let faults = [
      Fault(name: "one", trigger: .at(10), action: .crash([agent(0)], .none), duration: 100),
      Fault(name: "two", trigger: .at(20), action: .crash([agent(0)], .none), duration: 10),
    ]
    let world = ran(stage(faults: faults))
    #expect(world.observer.changes == ["n1 crashed at 10", "n1 started (disk intact) at 110"])
    #expect(world.report("one").effects == 1 && !world.report("two").tookEffect)
  }

  @Test func `a crash leaves the messages to the agent lost`() {
    let crash = Fault(name: "x", trigger: .at(10), action: .crash([agent(1)], .none), duration: 10)
    let world = ran(sender(at: [5, 15], faults: [crash]))
    #expect(world.observer.losses == ["m0 target down at 15"])
    #expect(world.observer.arrivals == ["m1 at 25"])
  }

  @Test func `an injected fault happens like a planned one`() {
    var world = stage()
    world.run(until: 50)
    let fault = Fault(name: "x", trigger: .at(5), action: .crash([agent(0)], .none), duration: 10)
    #expect(world.inject(fault) == 0)
    world.run(until: 100)
    #expect(world.observer.changes == ["n1 crashed at 50", "n1 started (disk intact) at 60"])
    #expect(world.report("x").began == 50 && world.report("x").ended == 60)
  }
}

struct PauseTests {
  private func pause(_ name: String, _ time: Nanoseconds, _ duration: Nanoseconds) -> Fault {
    Fault(
      name: name, trigger: .at(time), action: .pause([.agent(AgentID(1))]), duration: duration)
  }

  @Test(arguments: [false, true])
  func `inputs wait for a paused agent and come in order before later ones`(_ shuffles: Bool) {
    for seed in 0..<10 as Range<UInt64> {
      // The last one arrives at the very time at which the agent goes on.
      let times: [Nanoseconds] = [1, 5, 6, 7, 8, 9, 90]
      let world = ran(
        sender(at: times, faults: [pause("p", 10, 90)], shufflesTies: shuffles, seed: seed))
      let order = world.observer.arrivals
      #expect(order.first == "m0 at 11" || order.first == "m0 at 100")
      let late = order.map { $0.prefix { $0 != " " } }
      if !shuffles { #expect(late == ["m0", "m1", "m2", "m3", "m4", "m5", "m6"]) }
      let waited = late.filter { $0 != "m6" }
      #expect(waited == ["m0", "m1", "m2", "m3", "m4", "m5"])
      #expect(world.report("p").effects >= 6)
    }
  }

  @Test func `timers that come due in a pause expire after it`() {
    let world = ran(
      stage(
        faults: [pause("p", 10, 90)], onStart: [1: [.arm(0, after: 50), .arm(1, after: 60)]],
        onTimer: [0: [.cancel(1), .arm(2, after: 7)]]))
    #expect(world.observer.timers == ["t0 at 100", "t2 at 107"])
  }

  @Test func `a paused agent learns after the pause that a write is durable`() {
    let world = ran(
      stage(
        disk: DiskConditions(flush: .constant(50)), faults: [pause("p", 10, 90)],
        onStart: [1: [.persist(1), .send(1, to: 0)]]))
    #expect(world.observer.writes == ["1 at 100"])
    #expect(world.observer.arrivals == ["m1 at 110"])
  }

  @Test func `pauses that overlap end with the last`() {
    let world = ran(sender(at: [20], faults: [pause("one", 10, 40), pause("two", 30, 70)]))
    #expect(world.observer.changes == ["n2 paused at 10", "n2 resumed at 100"])
    #expect(world.observer.arrivals == ["m0 at 100"])
  }

  @Test func `a crash in a pause loses what waits, and the pause's end wakes nobody`() {
    let crash = Fault(
      name: "crash", trigger: .at(50), action: .crash([.agent(AgentID(1))], .none), duration: 10)
    let world = ran(sender(at: [20, 70], faults: [pause("p", 10, 90), crash]))
    #expect(
      world.observer.changes == [
        "n2 paused at 10", "n2 crashed at 50", "n2 started (disk intact) at 60",
      ])
    #expect(world.observer.losses == ["m0 target down at 50"])
    #expect(world.observer.arrivals == ["m1 at 80"])
  }
}

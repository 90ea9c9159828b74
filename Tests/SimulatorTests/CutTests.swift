import Simulator
import Testing

struct CutTests {
  private func agent(_ index: Int) -> Target { .agent(AgentID(index)) }

  /// Whom each agent reaches at time 100 under a fault that began at 50, itself left out.
  private func reached(_ action: FaultAction, _ count: Int = 5, seed: UInt64 = 1) -> [[Int]] {
    let fault = Fault(name: "cut", trigger: .at(50), action: action)
    let all = (0..<count).map { Puppet.Act.send(0, to: $0) }
    let start = Dictionary(
      uniqueKeysWithValues: (0..<count).map { ($0, [Puppet.Act.arm(0, after: 100)]) })
    let world = ran(
      stage(count, faults: [fault], seed: seed, onStart: start, onTimer: [0: all]))
    return (0..<count).map { index in
      world.observer.reached[index].filter { $0 != index }
    }
  }

  @Test func `agents of different groups are cut off, and those of none from all`() {
    let groups = [[agent(0), agent(1)], [agent(2), agent(3)]]
    #expect(reached(.cut(.partition(groups), .kept)) == [[1], [0], [3], [2], []])
    #expect(
      reached(.cut(.partition([[agent(0)], [.rest]]), .kept)) == [
        [], [2, 3, 4], [1, 3, 4], [1, 2, 4], [1, 2, 3],
      ])
  }

  @Test func `a one-way cut leaves the way back whole`() {
    #expect(
      reached(.cut(.oneWay(from: [agent(0)], to: [agent(1), agent(2)]), .kept), 3) == [
        [], [0, 2], [0, 1],
      ])
    #expect(reached(.cut(.oneWay(from: [.rest], to: [agent(0)]), .kept), 3) == [[1, 2], [2], [1]])
  }

  @Test func `a bridge reaches both halves, which do not reach one another`() {
    let rows = reached(.cut(.bridge(agent(2)), .kept))
    #expect(rows[2] == [0, 1, 3, 4])
    for index in [0, 1, 3, 4] {
      #expect(rows[index].count == 2 && rows[index].contains(2))
      let partner = rows[index].first { $0 != 2 }!
      #expect(rows[partner].contains(index))
    }
  }

  @Test(arguments: [5, 7, 9])
  func `on a ring each agent reaches a majority and no two the same`(_ count: Int) {
    let rows = reached(.cut(.ring, .kept), count)
    let sets = rows.enumerated().map { Set($0.element + [$0.offset]) }
    #expect(sets.allSatisfy { $0.count > count / 2 && $0.count < count })
    #expect(Set(sets).count == count)
  }

  @Test func `isolated agents reach no agent`() {
    #expect(reached(.cut(.isolate([agent(0), agent(1)]), .kept), 4) == [[], [], [3], [2]])
  }

  @Test func `single links are cut or kept both ways`() {
    let pairs = [FaultAction.TargetPair(agent(0), agent(1)), .init(agent(1), agent(2))]
    #expect(reached(.cut(.links(pairs), .kept), 3) == [[2], [], [0]])
    #expect(reached(.cut(.otherLinks(pairs), .kept), 3) == [[1], [0, 2], [1]])
  }

  @Test func `a flapping cut keeps its rhythm and ends whole`() {
    let fault = Fault(
      name: "flap", trigger: .at(10), action: .cut(.isolate([agent(1)]), .kept), duration: 400,
      flapping: .init(cut: 100, whole: 50))
    let world = ran(sender(at: [5, 60, 130, 200, 280, 350, 420], faults: [fault]))
    let isCut = world.observer.fates.map { $0 == .lost(.cut) }
    #expect(isCut == [false, true, false, true, false, true, false])
    #expect(world.report("flap").effects == 3)
    #expect(
      world.observer.faults.map { String($0.drop { $0 != " " }.dropFirst()) } == [
        "began {n2} at 10", "flapped whole at 110", "flapped cut at 160", "flapped whole at 260",
        "flapped cut at 310", "ended {n2} at 410",
      ])
  }

  @Test func `a cut keeps or loses what is on its way`() {
    for inFlight in [FaultAction.InFlight.kept, .lost] {
      let fault = Fault(
        name: "cut", trigger: .at(50), action: .cut(.isolate([agent(1)]), inFlight), duration: 5)
      let world = ran(sender(at: [10], link: LinkClass(delay: .constant(100)), faults: [fault]))
      let isLost = inFlight == .lost
      #expect(world.observer.arrivals == (isLost ? [] : ["m0 at 110"]))
      #expect(world.observer.losses == (isLost ? ["m0 cut in flight at 110"] : []))
      #expect(world.report("cut").effects == (isLost ? 1 : 0))
    }
  }

  @Test func `what has arrived at a paused agent is no longer on its way`() {
    let faults = [
      Fault(name: "pause", trigger: .at(5), action: .pause([agent(1)]), duration: 100),
      Fault(name: "cut", trigger: .at(50), action: .cut(.isolate([agent(1)]), .lost)),
    ]
    let world = ran(sender(at: [10], faults: faults))
    #expect(world.observer.arrivals == ["m0 at 105"])
    #expect(!world.report("cut").tookEffect)
  }

  @Test func `clients in a group reach its agents only`() {
    let fault = Fault(
      name: "cut", trigger: .at(10),
      action: .cut(.partition([[agent(0), .clients], [.rest]]), .kept))
    let load = Asker(script: [(0, 20, 2, 0), (0, 20, 4, 1)])
    let world = ran(stage(3, faults: [fault], load: load))
    #expect(world.observer.answers == ["answered 2 at 40"])
    #expect(world.report("cut").effects == 1)
  }

  @Test func `clients that no group names reach everybody`() {
    let fault = Fault(
      name: "cut", trigger: .at(10), action: .cut(.partition([[agent(0)], [agent(1)]]), .lost))
    let load = Asker(script: [(0, 5, 2, 0), (0, 20, 4, 2)])
    #expect(ran(stage(3, faults: [fault], load: load)).observer.answers.count == 2)
  }

  @Test func `one-way cuts bear on clients that they name`() {
    let deaf = FaultAction.cut(.oneWay(from: [.clients], to: [agent(0)]), .lost)
    let mute = FaultAction.cut(.oneWay(from: [agent(0)], to: [.clients]), .lost)
    for (action, arrivals) in [(deaf, 0), (mute, 1)] {
      let fault = Fault(name: "cut", trigger: .at(10), action: action)
      let world = ran(stage(faults: [fault], load: Asker(script: [(0, 5, 2, 0)])))
      #expect(world.observer.arrivals.count == (action == deaf ? 0 : arrivals))
      #expect(world.observer.answers.isEmpty)
      #expect(world.report("cut").effects == 1)
    }
  }

  @Test func `a message that two cuts stop counts to the one that began first`() {
    let faults = [
      Fault(name: "one", trigger: .at(10), action: .cut(.isolate([agent(1)]), .kept), duration: 50),
      Fault(name: "two", trigger: .at(20), action: .cut(.isolate([agent(0)]), .kept), duration: 80),
    ]
    let world = ran(sender(at: [15, 30, 70, 90, 120], faults: faults))
    #expect(world.report("one").effects == 2)
    #expect(world.report("two").effects == 2)
    #expect(world.observer.arrivals == ["m4 at 130"])
  }
}

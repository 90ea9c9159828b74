import Simulator
import Testing

@Suite struct HoldingTests {
  private func agent(_ index: Int) -> Target { .agent(AgentID(index)) }

  private func cut(
    _ name: String = "cut", at time: Nanoseconds, for duration: Nanoseconds?,
    _ inFlight: FaultAction.InFlight = .held,
    flapping: Fault.Flapping? = nil
  ) -> Fault {
    Fault(
      name: name, trigger: .at(time), action: .cut(.isolate([agent(1)]), inFlight),
      duration: duration, flapping: flapping)
  }

  private static let slow = LinkClass(delay: .constant(30))
  private static let spread = LinkClass(delay: .uniform(low: 1, high: 1000))

  @Test(arguments: [
    (FaultAction.InFlight.kept, ["m0 at 130", "m2 at 330"], 1), (.lost, ["m2 at 330"], 2),
    (.held, ["m0 at 230", "m1 at 230", "m2 at 330"], 2),
  ])
  func `a cut keeps, loses or holds messages`(
    _ inFlight: FaultAction.InFlight, _ arrivals: [String], _ effects: Int
  ) {
    // The first is on its way when the cut starts, the second is sent during it, the third after it.
    let world = ran(
      sender(
        at: [100, 150, 300], link: Self.slow, faults: [cut(at: 110, for: 90, inFlight)]))
    #expect(world.observer.arrivals == arrivals)
    #expect(Int(world.report("cut").effects) == effects)
  }

  @Test func `what is held arrives in the order sent, and each after a delay of its own`() {
    let times = Array(stride(from: 100 as Nanoseconds, to: 1100, by: 10))
    for seed in 1...20 as ClosedRange<UInt64> {
      let world = ran(
        sender(at: times, link: Self.spread, faults: [cut(at: 90, for: 1010)], seed: seed))
      #expect(
        world.observer.arrivals.map { $0.prefix { $0 != " " } } == times.indices.map { "m\($0)" })
      #expect(world.observer.arrivalTimes.allSatisfy { (1101...2100).contains($0) })
      #expect(world.observer.arrivalTimes[0] < world.observer.arrivalTimes[99])
    }
  }

  @Test func `an ordered link forgets when what is held was to arrive`() {
    let link = LinkClass(delay: .uniform(low: 10, high: 10_000), isOrdered: true)
    var earlier = 0
    for seed in 1...50 as ClosedRange<UInt64> {
      let whole = ran(sender(at: [100], link: link, seed: seed))
      let world = ran(sender(at: [100], link: link, faults: [cut(at: 105, for: 10)], seed: seed))
      earlier += world.observer.arrivalTimes[0] < whole.observer.arrivalTimes[0] ? 1 : 0
    }
    #expect((10...40).contains(earlier))
  }

  @Test func `no chance of a link takes or doubles what is held`() {
    let link = LinkClass(
      delay: .constant(30), loss: .independent(Ratio(1, outOf: 2)),
      duplication: Ratio(1, outOf: 2), corruption: Ratio(1, outOf: 2))
    let times = Array(1...50 as ClosedRange<Nanoseconds>)
    let world = ran(sender(at: times, link: link, faults: [cut(at: 0, for: 100)]))
    #expect(world.observer.arrivals == times.indices.map { "m\($0) at 130" })
  }

  @Test func `a flapping cut lets go at each opening`() {
    let fault = cut(at: 100, for: 250, flapping: .init(cut: 100, whole: 50))
    let world = ran(sender(at: [95, 150, 190, 240, 260, 320], link: Self.slow, faults: [fault]))
    // Open from 200 to 250 and from 350 on; the fourth is caught on its way.
    #expect(
      world.observer.arrivals == [
        "m0 at 230", "m1 at 230", "m2 at 230", "m3 at 380", "m4 at 380", "m5 at 380",
      ])
    #expect(world.report("cut").effects == 6)
  }

  @Test func `a second cut decides on what the first lets go`() {
    let times: [Nanoseconds] = [110, 160]
    for (inFlight, arrivals, losses) in [
      (FaultAction.InFlight.held, ["m0 at 330", "m1 at 330"], [String]()),
      (.lost, [], ["m0 cut in flight at 200"]), (.kept, [], ["m0 cut in flight at 200"]),
    ] {
      let faults = [cut("one", at: 100, for: 100), cut("two", at: 150, for: 150, inFlight)]
      let world = ran(sender(at: times, link: Self.slow, faults: faults))
      #expect(world.observer.arrivals == arrivals)
      #expect(world.observer.losses == losses)
      // The second message is lost when it is sent where the second cut loses.
      #expect(world.report("one").effects == (inFlight == .held ? 2 : 1))
      #expect(world.report("two").effects == (inFlight == .held ? 2 : 2))
    }
  }

  @Test func `a cut that loses leaves alone what waits, and it passes if that cut is over first`() {
    let faults = [cut("one", at: 100, for: 200), cut("two", at: 150, for: 50, .lost)]
    let world = ran(sender(at: [110], link: Self.slow, faults: faults))
    #expect(world.observer.arrivals == ["m0 at 330"])
    #expect(!world.report("two").tookEffect)
  }

  @Test func `what is held meets its target as it is on arrival`() {
    let crash = Fault(
      name: "crash", trigger: .at(150), action: .crash([agent(1)], .none), duration: 70)
    let faults = [cut(at: 100, for: 100), crash]
    let world = ran(sender(at: [110], link: LinkClass(delay: .constant(10)), faults: faults))
    #expect(world.observer.losses == ["m0 target down at 210"])
    let later = ran(sender(at: [110], link: Self.slow, faults: faults))
    #expect(later.observer.arrivals == ["m0 at 230"])
  }

  @Test func `requests and replies wait too`() {
    let deaf = FaultAction.cut(.oneWay(from: [.clients], to: [agent(0)]), .held)
    let mute = FaultAction.cut(.oneWay(from: [agent(0)], to: [.clients]), .held)
    for (action, arrivals, answers) in [
      (deaf, ["r2 at 210", "r4 at 210"], ["answered 2 at 220", "answered 4 at 220"]),
      (mute, ["r2 at 105", "r4 at 160"], ["answered 2 at 210", "answered 4 at 210"]),
    ] {
      let fault = Fault(name: "cut", trigger: .at(100), action: action, duration: 100)
      let load = Asker(script: [(0, 95, 2, 0), (0, 150, 4, 0)])
      let world = ran(stage(faults: [fault], load: load))
      #expect(world.observer.arrivals == arrivals)
      #expect(world.observer.answers == answers)
      #expect(world.report("cut").effects == 2)
    }
  }

  @Test func `an observer sees what is held and what goes on`() {
    let world = ran(sender(at: [100, 150], link: Self.slow, faults: [cut(at: 110, for: 90)]))
    #expect(world.observer.fates == [.arrives(130), .held(by: 0)])
    #expect(
      world.observer.changedFates == [
        "n1 to n2 held at a cut at 110", "n1 to n2 arrives 0.000000230s at 200",
        "n1 to n2 arrives 0.000000230s at 200",
      ])
  }

  @Test func `a fork of a world that holds messages runs on alike`() {
    let times = Array(stride(from: 10 as Nanoseconds, to: 900, by: 7))
    for shuffles in [false, true] {
      let fault = cut(at: 100, for: 600, flapping: .init(cut: 90, whole: 40))
      var world = sender(
        at: times, link: Self.spread, faults: [fault], shufflesTies: shuffles, seed: 3)
      world.run(until: 150)
      var fork = world
      fork.run(until: .never)
      let digest = fork.digest
      world.run(until: .never)
      #expect(world.digest == digest)
      #expect(world.observer.arrivals == fork.observer.arrivals)
      #expect(Set(world.observer.arrivals.map { $0.prefix { $0 != " " } }).count == times.count)
    }
  }
}

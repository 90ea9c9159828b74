import Simulator
import Testing

@Suite struct ServiceTests {
  private static let whom = [Target.agent(AgentID(1))]

  /// Agent 0 takes no time, agent 1 this.
  private func services(_ second: ServiceConditions) -> [ServiceConditions] {
    [ServiceConditions(), second]
  }

  private func fault(
    _ action: FaultAction, at time: Nanoseconds, for duration: Nanoseconds? = nil,
    name: String = "fault"
  ) -> Fault { Fault(name: name, trigger: .at(time), action: action, duration: duration) }

  /// Messages at these times, which arrive 10 ns later at an agent that takes 100 ns for each.
  private func busy(
    _ times: [Nanoseconds], workers: Int = 1, limit: Int? = nil, _ whenFull: FullInbox = .refuse,
    _ faults: [Fault] = [], until end: Nanoseconds = .never
  ) -> Stage {
    let service = ServiceConditions(
      time: .constant(100), workers: workers, inboxLimit: limit, whenFull: whenFull)
    return ran(sender(at: times, services: services(service), faults: faults), until: end)
  }

  @Test func `a machine is stepped when work on its input ends, and what it asks for leaves then`()
  {
    let service = ServiceConditions(message: .constant(100))
    let world = ran(
      stage(
        services: services(service), onStart: [0: [.send(0, to: 1)]],
        onMessage: [0: [.send(1, to: 0)]]))
    #expect(world.observer.work == ["n2 arrival at 10 after 0 until 110"])
    #expect(
      world.observer.sends == ["m0 n1 to n2 at 0", "m1 n2 to n1 at 110"])
    #expect(world.observer.arrivals == ["m0 at 110", "m1 at 120"])
  }

  @Test func `inputs wait in the order they came`() {
    let world = busy([0, 30, 40, 500])
    #expect(world.observer.arrivals == ["m0 at 110", "m1 at 210", "m2 at 310", "m3 at 610"])
    #expect(
      world.observer.work == [
        "n2 arrival at 10 after 0 until 110", "n2 arrival at 110 after 70 until 210",
        "n2 arrival at 210 after 160 until 310", "n2 arrival at 510 after 0 until 610",
      ])
    #expect(
      world.observer.busy == [
        "1 at 10", "1 at 110", "1 at 210", "0 at 310", "1 at 510", "0 at 610",
      ])
  }

  @Test func `several workers work side by side on one inbox`() {
    let world = busy([0, 30, 40, 50], workers: 2)
    #expect(world.observer.arrivals == ["m0 at 110", "m1 at 140", "m2 at 210", "m3 at 240"])
  }

  @Test func `each kind of input takes its own time, and a start takes none`() {
    let service = ServiceConditions(
      message: .constant(5), timer: .constant(50), request: .constant(500))
    let load = Asker(script: [(client: 0, at: 1_000, value: 2, agent: 1)])
    let world = ran(
      stage(
        services: services(service), load: load,
        onStart: [0: [.send(0, to: 1)], 1: [.arm(3, after: 100)]]))
    #expect(
      world.observer.work == [
        "n2 arrival at 10 after 0 until 15", "n2 t3 at 100 after 0 until 150",
        "n2 arrival at 1010 after 0 until 1510",
      ])
    #expect(world.observer.answers == ["answered 2 at 1520"])
  }

  @Test func `a full inbox refuses what arrives`() {
    let world = busy([0, 10, 20, 30, 150], limit: 2)
    #expect(world.observer.losses == ["m3 inbox full at 40"])
    #expect(
      world.observer.arrivals == ["m0 at 110", "m1 at 210", "m2 at 310", "m4 at 410"])
  }

  @Test func `a full inbox may drop the oldest instead`() {
    let world = busy([0, 10, 20, 30, 40], limit: 2, .dropOldest)
    #expect(world.observer.losses == ["m1 inbox full at 40", "m2 inbox full at 50"])
    #expect(world.observer.arrivals == ["m0 at 110", "m3 at 210", "m4 at 310"])
  }

  @Test(arguments: [FullInbox.refuse, .dropOldest])
  func `without an inbox what finds no free worker is lost`(_ whenFull: FullInbox) {
    let world = busy([0, 10, 200], limit: 0, whenFull)
    #expect(world.observer.losses == ["m1 inbox full at 20"])
    #expect(world.observer.arrivals == ["m0 at 110", "m2 at 310"])
  }

  @Test func `timers and what an agent sends itself take no room and are never refused`() {
    let service = ServiceConditions(
      time: .constant(100), inboxLimit: 1, whenFull: .dropOldest)
    let world = ran(
      stage(
        services: services(service),
        onStart: [
          0: [.send(0, to: 1), .send(1, to: 1), .send(2, to: 1)],
          1: [.arm(7, after: 5), .arm(8, after: 15), .send(9, to: 1)],
        ]))
    #expect(world.observer.losses == ["m0 inbox full at 10", "m1 inbox full at 10"])
    #expect(world.observer.arrivals == ["m9 at 100", "m2 at 300"])
    #expect(world.observer.timers == ["t7 at 200", "t8 at 400"])
  }

  @Test func `a request that is refused is lost to its client`() {
    let script = (0..<3).map { (client: Int32($0), at: Nanoseconds(0), value: 2 * $0, agent: 1) }
    let service = ServiceConditions(time: .constant(100), inboxLimit: 1)
    let world = ran(stage(services: services(service), load: Asker(script: script)))
    #expect(world.observer.losses == ["r4 inbox full at 10"])
    #expect(world.observer.answers == ["answered 0 at 120", "answered 2 at 220"])
  }

  @Test func `a crash loses what is worked on and what waits, and the next life starts idle`() {
    let crash = fault(.crash(Self.whom, .none), at: 60, for: 100)
    let world = busy([0, 10, 20, 200], limit: 2, .refuse, [crash])
    #expect(
      world.observer.losses == [
        "m0 target down at 60", "m1 target down at 60", "m2 target down at 60",
      ])
    #expect(world.observer.arrivals == ["m3 at 310"])
    #expect(world.observer.busy == ["1 at 10", "0 at 60", "1 at 210", "0 at 310"])
  }

  @Test func `a pause stops work where it is, and it takes the rest of its time afterwards`() {
    let world = busy([0, 10, 80], limit: 5, .refuse, [fault(.pause(Self.whom), at: 50, for: 200)])
    #expect(world.observer.arrivals == ["m0 at 310", "m1 at 410", "m2 at 510"])
    // One input was under way, one came meanwhile; the one that waited before waits for the worker.
    #expect(world.report("fault").effects == 2)
    #expect(
      world.observer.busy == [
        "1 at 10", "0 at 50", "1 at 250", "1 at 310", "1 at 410", "0 at 510",
      ])
  }

  @Test func `an idle agent takes up after a pause what came meanwhile, up to its limit`() {
    let world = busy(
      [20, 30, 40], limit: 2, .refuse, [fault(.pause(Self.whom), at: 10, for: 90)])
    #expect(world.observer.losses == ["m2 inbox full at 50"])
    #expect(world.observer.arrivals == ["m0 at 200", "m1 at 300"])
    #expect(
      world.observer.work == [
        "n2 arrival at 100 after 70 until 200", "n2 arrival at 200 after 160 until 300",
      ])
  }

  @Test func `a crash of a paused agent loses work that stood still`() {
    let pause = fault(.pause(Self.whom), at: 50, for: 500)
    let crash = fault(.crash(Self.whom, .none), at: 60, for: 10, name: "crash")
    let world = busy([0, 100], limit: nil, .refuse, [pause, crash])
    #expect(world.observer.losses == ["m0 target down at 60"])
    #expect(world.observer.arrivals == ["m1 at 210"])
  }

  @Test func `the news that a write is durable needs no worker and waits for none`() {
    let world = ran(
      stage(
        disk: DiskConditions(flush: .constant(50)),
        services: services(ServiceConditions(message: .constant(1_000))),
        faults: [fault(.pause(Self.whom), at: 40, for: 60)],
        onStart: [0: [.send(0, to: 1), .send(1, to: 1)], 1: [.persist(1), .send(5, to: 0)]]))
    #expect(world.observer.writes == ["1 at 100"])
    #expect(world.observer.arrivals == ["m5 at 110", "m0 at 1070", "m1 at 2070"])
  }

  @Test func `a slow agent takes longer for what it takes up while it is slow`() {
    let slow = fault(.slow(Self.whom, thousandths: 3_000), at: 50, for: 200)
    let world = busy([0, 20, 500], limit: nil, .refuse, [slow])
    // The first was under way and keeps its end; the second is taken up at 110 and outlasts the fault.
    #expect(world.observer.arrivals == ["m0 at 110", "m1 at 410", "m2 at 610"])
    #expect(world.report("fault").effects == 1)
    #expect(world.report("fault").targets == "{n2}")
  }

  @Test func `slownesses that overlap multiply, and stay over a crash`() {
    let world = busy(
      [200], limit: nil, .refuse,
      [
        fault(.slow(Self.whom, thousandths: 2_000), at: 10, for: 900, name: "one"),
        fault(.slow(Self.whom, thousandths: 3_000), at: 20, name: "two"),
        fault(.crash(Self.whom, .none), at: 30, for: 10, name: "crash"),
      ])
    #expect(world.observer.arrivals == ["m0 at 810"])
  }

  @Test func `an agent that takes no time is none the slower`() {
    let world = ran(
      sender(at: [100], faults: [fault(.slow(Self.whom, thousandths: 9_000), at: 10)]))
    #expect(world.observer.arrivals == ["m0 at 110"])
    #expect(!world.report("fault").tookEffect)
  }
}

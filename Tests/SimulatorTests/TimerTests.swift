import Simulator
import Testing

struct TimerTests {
  let first = [Target.agent(AgentID(0))]

  private func timers(
    _ onStart: [Puppet.Act], clock: ClockConditions = ClockConditions(), faults: [Fault] = [],
    onTimer: [Int: [Puppet.Act]] = [:]
  ) -> [String] {
    ran(stage(clock: clock, faults: faults, onStart: [0: onStart], onTimer: onTimer))
      .observer.timers
  }

  @Test func `arming again replaces`() {
    #expect(timers([.arm(0, after: 100), .arm(0, after: 50)]) == ["t0 at 50"])
    #expect(timers([.arm(0, after: 50), .arm(0, after: 100)]) == ["t0 at 100"])
  }

  @Test func `a cancelled timer does not expire, and may be armed again`() {
    #expect(timers([.arm(0, after: 100), .cancel(0), .arm(1, after: 7)]) == ["t1 at 7"])
    #expect(timers([.arm(0, after: 100), .cancel(0), .arm(0, after: 120)]) == ["t0 at 120"])
    #expect(timers([.cancel(5)]) == [])
  }

  @Test func `a crash forgets timers`() {
    let crash = Fault(name: "crash", trigger: .at(50), action: .crash(first, .none), duration: 30)
    #expect(timers([.arm(0, after: 100)], faults: [crash]) == ["t0 at 180"])
  }

  @Test func `arming again for later a thousand times does not grow the queue`() {
    var world = stage(
      onStart: [0: [.arm(0, after: 1)]],
      onTimer: [0: [.arm(1, after: 1_000_000), .arm(0, after: 1)]])
    world.run(until: .never, maximumEvents: 1000)
    #expect(world.pendingCount == 2)
    #expect(world.now == 1000)
  }

  @Test func `a timer that is never due leaves the others alone`() {
    #expect(
      timers([.arm(0, after: .max), .arm(1, after: 5), .arm(2, after: -5)])
        == ["t2 at 0", "t1 at 5"])
  }

  @Test func `a timer follows a fast clock to the nanosecond`() {
    #expect(timers([.arm(0, after: 1000)], clock: .init(drift: 100_000)) == ["t0 at 910"])
    #expect(timers([.arm(0, after: 1000)], clock: .init(drift: -500_000)) == ["t0 at 2000"])
    #expect(timers([.arm(0, after: 1000)], clock: .init(offset: 77)) == ["t0 at 1000"])
  }

  @Test func `a jump forwards makes timers due, and one backwards postpones them`() {
    for (step, due) in [(1000, 50), (200, 300), (-100, 600)] as [(Int64, Int64)] {
      let jump = Fault(name: "jump", trigger: .at(50), action: .clockJump(first, by: step))
      #expect(timers([.arm(0, after: 500)], faults: [jump]) == ["t0 at \(due)"])
    }
  }

  @Test func `drift bears on armed timers from its begin to its end`() {
    for (duration, due) in [(nil, 750), (100, 900)] as [(Int64?, Int64)] {
      let drift = Fault(
        name: "drift", trigger: .at(500), action: .clockDrift(first, partsPerMillion: 1_000_000),
        duration: duration)
      #expect(timers([.arm(0, after: 1000)], faults: [drift]) == ["t0 at \(due)"])
    }
  }

  @Test func `drift beyond what a clock can do is taken back whole`() {
    let faults = [
      Fault(
        name: "one", trigger: .at(10), action: .clockDrift(first, partsPerMillion: -800_000),
        duration: 10),
      Fault(
        name: "two", trigger: .at(12), action: .clockDrift(first, partsPerMillion: -800_000),
        duration: 10),
    ]
    var world = ran(stage(faults: faults), until: 100)
    let before = world.localTime(of: AgentID(0))
    world.run(until: 1100)
    #expect(world.localTime(of: AgentID(0)) - before == 1000)
  }

  @Test func `a clock's two readings are inverse to the nanosecond`() {
    var random = RandomStream(seed: 1, .test)
    for round in 0..<2000 {
      let drift =
        round % 4 == 0
        ? [-999_999, 999_000_000, -1, 1][round / 4 % 4] : random.within(-999_999...999_999)
      let clock = AgentClock(ClockConditions(offset: random.within(-1000...1000), drift: drift))
      let start = clock.local(at: 0)
      let local = start + random.within(1...(1 << random.within(1...40)))
      let world = clock.world(at: local)
      #expect(clock.local(at: world) >= local)
      #expect(clock.local(at: world - 1) < local)
    }
  }

  @Test func `a clock at its extremes neither overflows nor runs backwards`() {
    for drift in [-999_999, 999_000_000, -2_000_000_000, .max - 1] as [Int64] {
      var clock = AgentClock(ClockConditions(offset: 5, drift: Swift.max(drift, -999_999)))
      #expect(clock.local(at: .never) >= clock.local(at: .never / 2))
      #expect(clock.world(at: .never) >= clock.world(at: .never / 2))
      #expect(clock == { clock }())
      clock = AgentClock()
      #expect(clock.world(at: 7) == 7)
    }
  }
}

import Simulator
import Testing

/// Timers that come due while their agent is busy.
@Suite struct ServiceTimerTests {
  /// One agent that takes 100 ns for an input, which sends itself message 0 at the start.
  private func world(
    workers: Int = 1, clock: ClockConditions = ClockConditions(), faults: [Fault] = [],
    _ start: [Puppet.Act], onMessage: [Puppet.Act] = [], onTimer: [Int: [Puppet.Act]] = [:]
  ) -> Stage {
    ran(
      stage(
        1, clock: clock, services: [ServiceConditions(time: .constant(100), workers: workers)],
        faults: faults, onStart: [0: [.send(0, to: 0)] + start], onMessage: [0: onMessage],
        onTimer: onTimer))
  }

  @Test func `a timer waits in the inbox as messages do`() {
    let world = world([.arm(1, after: 30), .arm(2, after: 20)])
    #expect(world.observer.timers == ["t2 at 200", "t1 at 300"])
  }

  @Test func `a timer that is disarmed while it waits does not fire, and takes no time`() {
    let world = world([.arm(1, after: 30), .arm(2, after: 40)], onMessage: [.cancel(1)])
    #expect(world.observer.timers == ["t2 at 200"])
    #expect(world.observer.work.count == 2)
  }

  @Test func `a timer that is armed again while it waits fires when it is due again`() {
    let world = world([.arm(1, after: 30), .arm(2, after: 40)], onMessage: [.arm(1, after: 500)])
    #expect(world.observer.timers == ["t2 at 200", "t1 at 700"])
  }

  @Test func `a timer that is armed again and due again takes its new place, not its old one`() {
    // Armed again at 100 for 130; the one that came due at 30 stood before timer 2, which came at 40.
    let world = world([.arm(1, after: 30), .arm(2, after: 40)], onMessage: [.arm(1, after: 30)])
    #expect(world.observer.timers == ["t2 at 200", "t1 at 300"])
  }

  @Test func `a timer that another worker's step disarms while it is worked on does not fire`() {
    let world = world(workers: 2, [.arm(1, after: 30)], onMessage: [.cancel(1)])
    #expect(world.observer.timers == [])
    #expect(world.observer.work.count == 2)
    #expect(world.now == 130)
  }

  @Test func `a timer that another worker's step arms again while it is worked on fires once`() {
    let world = world(workers: 2, [.arm(1, after: 30)], onMessage: [.arm(1, after: 300)])
    #expect(world.observer.timers == ["t1 at 500"])
  }

  @Test func `a timer that a jump of the clock puts off while it waits fires at its new time`() {
    let jump = Fault(
      name: "jump", trigger: .at(50), action: .clockJump([.agent(AgentID(0))], by: -400))
    let world = world(faults: [jump], [.arm(1, after: 30)])
    #expect(world.observer.timers == ["t1 at 530"])
  }

  @Test func `a crash forgets timers that wait`() {
    let crash = Fault(
      name: "crash", trigger: .at(50), action: .crash([.agent(AgentID(0))], .none), duration: 1_000)
    let world = world(faults: [crash], [.arm(1, after: 30), .arm(2, after: 40)])
    #expect(world.observer.timers == ["t1 at 1250", "t2 at 1350"])
  }
}

import Simulator
import Testing

@Suite struct `a process that waits for its disk` {
  private let disk = DiskConditions(flush: .constant(100), blocks: true)
  private let first = [Target.agent(AgentID(0))]
  private let start: [Puppet.Act] = [.arm(0, after: 50), .arm(1, after: 60)]
  private let onTimer: [Int: [Puppet.Act]] = [
    0: [.sendAhead(8, to: 1), .persist(0), .send(0, to: 1), .sendAhead(9, to: 1)],
    1: [.send(1, to: 1)], 2: [.send(5, to: 0)],
  ]

  private func world(
    _ disk: DiskConditions, services: [ServiceConditions] = [], faults: [Fault] = []
  ) -> Stage {
    ran(
      stage(
        disk: disk, services: services, faults: faults,
        onStart: [0: start, 1: [.arm(2, after: 70)]], onTimer: onTimer))
  }

  private func fault(
    _ action: FaultAction, at time: Nanoseconds, for duration: Nanoseconds
  ) -> Fault {
    Fault(name: "fault", trigger: .at(time), action: action, duration: duration)
  }

  @Test func `takes up no timer and no message, and sends nothing, until all is durable`() {
    let blocked = world(disk)
    #expect(blocked.observer.writes == ["0 at 150"])
    #expect(blocked.observer.timers == ["t0 at 50", "t2 at 70", "t1 at 150"])
    #expect(
      blocked.observer.arrivals == [
        "m8 at 60", "m5 at 150", "m0 at 160", "m9 at 160", "m1 at 160",
      ])
    let free = world(DiskConditions(flush: .constant(100)))
    #expect(free.observer.timers == ["t0 at 50", "t1 at 60", "t2 at 70"])
    #expect(
      free.observer.arrivals == [
        "m8 at 60", "m9 at 60", "m5 at 80", "m0 at 160", "m1 at 160",
      ])
  }

  @Test func `waits on when a pause ends before its flush`() {
    let pause = fault(.pause(first), at: 60, for: 40)
    let paused = world(disk, faults: [pause])
    #expect(paused.observer.writes == ["0 at 150"])
    #expect(paused.observer.timers == ["t0 at 50", "t2 at 70", "t1 at 150"])
  }

  @Test func `learns of its flush when a longer pause ends`() {
    let pause = fault(.pause(first), at: 100, for: 300)
    let paused = world(disk, faults: [pause])
    #expect(paused.observer.writes == ["0 at 400"])
    #expect(paused.observer.timers == ["t0 at 50", "t2 at 70", "t1 at 400"])
    #expect(paused.observer.arrivals.suffix(3) == ["m0 at 410", "m9 at 410", "m1 at 410"])
  }

  @Test func `waits as long as the disk stands still, and loses its inputs in a crash`() {
    let stall = fault(.disk(first, .stalled), at: 40, for: 500)
    let stalled = world(disk, faults: [stall])
    #expect(stalled.observer.writes == ["0 at 640"])
    #expect(stalled.observer.timers == ["t0 at 50", "t2 at 70", "t1 at 640"])
    let crash = fault(.crash(first, .none), at: 100, for: 1_000)
    let crashed = world(disk, faults: [crash])
    #expect(crashed.observer.losses == ["m5 target down at 100"])
    #expect(crashed.observer.timers.prefix(2) == ["t0 at 50", "t2 at 70"])
  }

  @Test func `does not go on with the work that it has begun`() {
    let busy = world(
      disk, services: Array(repeating: ServiceConditions(time: .constant(30)), count: 2))
    // The first timer's work ends at 80, and its write at 180; the second's begins then.
    #expect(busy.observer.writes == ["0 at 180"])
    #expect(busy.observer.work.contains("n1 t1 at 80 after 20 until 110") == false)
    #expect(busy.observer.timers == ["t0 at 80", "t2 at 100", "t1 at 210"])
  }
}

import Simulator
import Testing

@Suite struct `a process that goes on after a failed write` {
  private let first = [Target.agent(AgentID(0))]

  private func world(
    _ onFailure: [Puppet.Act]?, failing duration: Nanoseconds, blocks: Bool = false
  ) -> Stage {
    let disk = DiskConditions(
      flush: .constant(100), restartAfterFailure: 1_000, retryAfterFailure: 70, blocks: blocks)
    let fault = Fault(
      name: "failing", trigger: .at(40), action: .disk(first, .failing), duration: duration)
    var world = stage(
      disk: disk, faults: [fault], onStart: [0: [.arm(0, after: 50), .arm(1, after: 60)]],
      onTimer: [0: [.persist(0), .send(0, to: 1)], 1: [.sendAhead(1, to: 1)]],
      onFailure: onFailure)
    world.run(until: 900)
    return world
  }

  @Test func `hears of each failure, and what waits for the write waits until it is done`() {
    let world = world([.sendAhead(7, to: 1)], failing: 200)
    // Failed at 150 and 220, done at 290.
    #expect(world.observer.writes == ["0 at 290"])
    #expect(
      world.observer.arrivals == ["m1 at 70", "m7 at 160", "m7 at 230", "m0 at 300"])
    #expect(world.observer.changes.isEmpty)
    #expect(world.report("failing").effects == 2)
  }

  @Test func `what it writes on hearing of it waits for the next flush`() {
    let world = world([.persist(5), .send(5, to: 1)], failing: 120)
    #expect(world.observer.writes == ["0 at 220", "5 at 320"])
    #expect(world.observer.arrivals == ["m1 at 70", "m0 at 230", "m5 at 330"])
  }

  @Test func `a process that blocks goes on blocking while its disk tries again`() {
    let world = world([.note(0)], failing: 120, blocks: true)
    #expect(world.observer.writes == ["0 at 220"])
    #expect(world.observer.arrivals == ["m0 at 230", "m1 at 230"])
  }

  @Test func `others stop, as if they crashed`() {
    let world = world(nil, failing: 200)
    // Once it has started again.
    #expect(world.observer.writes == ["0 at 390"])
    #expect(world.observer.changes.first == "n1 crashed at 150")
  }
}

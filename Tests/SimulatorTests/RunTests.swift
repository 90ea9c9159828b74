import Simulator
import Testing

struct RunTests {
  private func ticking() -> Stage {
    stage(onStart: [0: [.arm(0, after: 10)]], onTimer: [0: [.arm(0, after: 10)]])
  }

  @Test func `a run ends when its time is over, and moves the clock there`() {
    var world = ticking()
    #expect(world.run(until: 35) == .time)
    #expect(world.now == 35 && world.observer.timers.count == 3 && world.nextEventTime == 40)
    #expect(world.run(until: 40) == .time)
    #expect(world.observer.timers.count == 4)
    #expect(world.run(until: 20) == .time)
    #expect(world.now == 40)
  }

  @Test func `a run ends after its number of events`() {
    var world = ticking()
    #expect(world.run(until: 1000, maximumEvents: 3) == .eventCount)
    #expect(world.now == 30 && world.eventCount == 3)
    #expect(world.run(until: 1000, maximumEvents: 0) == .eventCount)
    #expect(world.eventCount == 3)
  }

  @Test func `a run ends when its condition no longer holds`() {
    var world = ticking()
    #expect(world.run(until: 1000, while: { $0.now < 50 }) == .condition)
    #expect(world.now == 50)
  }

  @Test func `a run ends when machines have computed as much as it may cost beside events`() {
    var world = stage(
      onStart: [0: [.arm(0, after: 10), .compute(-5)]],
      onTimer: [0: [.arm(0, after: 10), .compute(40), .compute(60)]])
    world.workLimit = 250
    #expect(world.run(until: 1000) == .work)
    #expect(world.now == 30 && world.workBesideEvents == 300)
    #expect(world.run(until: 1000) == .work && world.now == 30)
    world.workLimit = .max
    #expect(world.run(until: 50) == .time && world.workBesideEvents == 500)
    let world2 = ran(stage(onStart: [0: [.compute(.max), .compute(1)]]))
    #expect(world2.workBesideEvents == .max)
  }

  @Test func `a run ends at a violation and does not go on`() {
    var world = ticking()
    world.observer.violatesAt = 4
    #expect(world.run(until: 1000) == .violation)
    #expect(world.now == 40)
    #expect(world.run(until: 1000) == .violation)
    #expect(world.now == 40)
  }

  @Test func `a world that has run dry stays at its last event and can be used on`() {
    var world = stage(
      onStart: [0: [.arm(0, after: 10), .arm(1, after: 500), .send(1, to: 1)]],
      onTimer: [0: [.cancel(1)]])
    while world.step() {}
    #expect(world.pendingCount == 0)
    world.crash(AgentID(0))
    world.restart(AgentID(0))
    let hasStepped = world.step()
    #expect(hasStepped)
    #expect(world.run(until: .max) == .time)
    world.inject(
      Fault(name: "x", trigger: .at(0), action: .crash([.agent(AgentID(1))], .none), duration: .max)
    )
    #expect(world.run(until: .max) == .time)
    #expect(world.observer.changes.last?.hasPrefix("n2 crashed") == true)
  }

  @Test func `crash and restart between events are events themselves`() {
    var world = ticking()
    world.crash(AgentID(0))
    #expect(!world.isUp(AgentID(0)) && world.eventCount == 1)
    let digest = world.digest
    world.crash(AgentID(0))
    #expect(world.digest == digest && world.eventCount == 1)
    world.run(until: 100)
    #expect(world.observer.timers.isEmpty)
    world.restart(AgentID(0))
    #expect(world.isRunning(AgentID(0)) && world.eventCount == 2 && world.digest != digest)
    world.run(until: 115)
    #expect(world.observer.timers == ["t0 at 110"])
  }

  @Test func `each agent draws from a stream of its own`() {
    var draws = [0: [Puppet.Act.draw], 1: [.draw, .draw]]
    let one = ran(stage(3, onStart: draws))
    draws[0] = [.draw, .draw, .draw]
    let other = ran(stage(3, onStart: draws))
    #expect(one.machine(of: AgentID(1)).draws == other.machine(of: AgentID(1)).draws)
    #expect(one.machine(of: AgentID(1)).draws[0] != one.machine(of: AgentID(0)).draws[0])
    #expect(one.machine(of: AgentID(2)).draws.isEmpty)
  }

  @Test func `times that no run reaches do not overflow`() {
    let fault = Fault(
      name: "x", trigger: .at(.max), action: .clockJump([.all], by: .max), duration: .max)
    let soon = Fault(name: "y", trigger: .at(-5), action: .clockJump([.all], by: .max))
    let world = ran(
      stage(
        link: LinkClass(delay: .constant(.max)), faults: [fault, soon],
        onStart: [0: [.send(1, to: 1), .arm(0, after: .max)]]),
      until: .max)
    #expect(world.report("y").began == 0)
    #expect(world.now <= .never)
  }
}

struct TraceTests {
  @Test func `a trace has one line an event`() {
    let settings = Puppet.Settings(onStart: [0: [.persist(1), .persist(2), .send(1, to: 1)]])
    var world = World(
      Conditions(agentCount: 2, link: LinkClass(delay: .constant(10))), settings, load: Asker(),
      observer: Recorder<Puppet, Asker.Note>(RecordLog(.recording, keepsTrace: true)), seed: 1)
    world.run(until: 100)
    let lines = world.observer.log.trace.text.split(separator: "\n").map { line in
      line.split(separator: " ").enumerated().filter { $0.offset != 2 }.map { $0.element }
        .joined(separator: " ")
    }
    #expect(
      lines == [
        "0 0.000000000s n1 started, disk fresh; n1 writes value 1; n1 durable value 1; "
          + "n1 writes value 2; n1 durable value 2; "
          + "n1 to n2 sends #1 message, value 1: arrives 0.000000010s; n2 started, disk fresh",
        "1 0.000000010s n2 from n1 receives #1 message, value 1",
      ])
    #expect(world.observer.log.trace.events.last?.digest == world.digest)
  }

  @Test func `a trace may be limited to some agents`() {
    func trace(_ log: RecordLog) -> Trace {
      let whole = hall()
      var world = World(
        whole.conditions, whole.settings, load: NoLoad(),
        observer: Recorder<Bouncer, Nothing>(log), seed: 1)
      world.run(until: 2000)
      return world.observer.log.trace
    }
    let whole = trace(RecordLog(.recording, keepsTrace: true))
    let one = trace(
      RecordLog(.recording, agents: AgentSet([AgentID(2)]), keepsTrace: true))
    #expect(!one.events.isEmpty && one.events.count < whole.events.count)
    #expect(one.events.allSatisfy { $0.text.contains("n3") || $0.text.contains("fault") })
  }

  @Test func `a trace that ends early differs where it ends`() {
    let whole = Trace(
      events: (0..<3).map { TraceEvent(number: $0, time: 7 * $0, digest: Digest(), records: []) })
    let part = Trace(events: Array(whole.events.prefix(2)))
    let difference = Trace.firstDifference(part, whole)
    #expect(difference?.number == 2 && difference?.time == 14 && difference?.one == nil)
  }

  @Test func `both observers see everything and either may object`() {
    let settings = Puppet.Settings(onStart: [0: [.send(1, to: 1), .persist(1)]])
    var second = Ledger()
    second.violatesAt = 1
    var world = World(
      Conditions(agentCount: 2, link: LinkClass(delay: .constant(10))), settings, load: Asker(),
      observer: Pair(
        Recorder<Puppet, Asker.Note>(RecordLog(.recording, keepsTrace: true)),
        Pair(Ledger(), second)), seed: 1)
    #expect(world.run(until: 100) == .violation)
    let seen = world.observer.second
    #expect(seen.first.arrivals == ["m1 at 10"] && seen.second.arrivals == ["m1 at 10"])
    #expect(seen.first.writes == seen.second.writes && seen.first.sends == seen.second.sends)
    #expect(!seen.first.hasViolation && seen.second.hasViolation)
    #expect(world.observer.first.log.trace.events.count == 2)
  }
}

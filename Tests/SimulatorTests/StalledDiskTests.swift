import Simulator
import Testing

@Suite struct StalledDiskTests {
  private let disk = DiskConditions(flush: .constant(100))
  private let first = [Target.agent(AgentID(0))]

  private func stall(
    _ name: String = "stall", at time: Nanoseconds, for duration: Nanoseconds?
  ) -> Fault {
    Fault(name: name, trigger: .at(time), action: .disk(first, .stalled), duration: duration)
  }

  /// An agent that persists write `i` and sends it, at each of these times, under these faults.
  private func writer(at times: [Nanoseconds], _ faults: [Fault]) -> Stage {
    var onTimer: [Int: [Puppet.Act]] = [:]
    for place in times.indices { onTimer[place] = [.persist(place), .send(place, to: 1)] }
    let arm = times.enumerated().map { Puppet.Act.arm($0.offset, after: $0.element) }
    return ran(stage(disk: disk, faults: faults, onStart: [0: arm], onTimer: onTimer))
  }

  @Test func `a flush under way ends with the fault, and the next takes its time from there`() {
    let world = writer(at: [50, 60, 300], [stall(at: 100, for: 500)])
    #expect(world.observer.writes == ["0 at 600", "1 at 700", "2 at 700"])
    #expect(world.observer.arrivals == ["m0 at 610", "m1 at 710", "m2 at 710"])
    #expect(world.report("stall").effects == 1)
  }

  @Test func `a write to a stalled disk starts its flush when the fault ends`() {
    let world = writer(at: [200], [stall(at: 100, for: 500)])
    #expect(world.observer.writes == ["0 at 700"])
    #expect(world.report("stall").effects == 1)
  }

  @Test func `a disk that nobody writes to stalls without an effect`() {
    let world = writer(at: [10, 900], [stall(at: 200, for: 500)])
    #expect(world.observer.writes == ["0 at 110", "1 at 1000"])
    #expect(!world.report("stall").tookEffect)
  }

  @Test func `stalls that overlap end with the last`() {
    let world = writer(
      at: [50], [stall("one", at: 100, for: 500), stall("two", at: 200, for: 700)])
    #expect(world.observer.writes == ["0 at 900"])
  }

  @Test func `a crash loses a stalled flush, and the next life waits too`() {
    let crash = Fault(
      name: "crash", trigger: .at(300), action: .crash(first, .none), duration: 50)
    var world = stage(
      disk: disk, faults: [stall(at: 100, for: 500), crash], onStart: [0: [.arm(0, after: 50)]],
      onTimer: [0: [.persist(1)]])
    world.run(until: 650)
    #expect(world.observer.writes == [])
    world.run(until: 1000)
    #expect(world.observer.writes == ["1 at 700"])
  }

  @Test func `a flush that was over before the stall is not done twice`() {
    let pause = Fault(name: "pause", trigger: .at(100), action: .pause(first), duration: 800)
    let world = writer(at: [50], [pause, stall(at: 200, for: 300)])
    #expect(world.observer.writes == ["0 at 900"])
    #expect(!world.report("stall").tookEffect)
  }
}

import Simulator
import Testing

/// Agents of several versions.
@Suite struct VersionTests {
  /// Each version sends a message of its own number when it starts; a disk keeps 7.
  private func world(
    _ faults: [Fault], starting: [Int] = [0, 0, 0], flush: Nanoseconds = 0
  ) -> Stage {
    var conditions = Conditions(agentCount: 3, link: LinkClass(delay: .constant(10)))
    conditions.versions = ["old", "new", "newest"]
    conditions.versionOfAgent = starting
    conditions.faults = faults
    conditions.disks = Array(repeating: DiskConditions(flush: .constant(flush)), count: 3)
    let versions = (0..<3).map { version in
      Puppet.Settings(onStart: [
        1: [.persist(version), .send(version, to: 0)], 2: [.send(10 + version, to: 0)],
      ])
    }
    var world = World(
      conditions, versions[0], versions: versions, load: Asker(), observer: Ledger(), seed: 1)
    world.run(until: .never)
    return world
  }

  private func fault(
    _ name: String, at time: Nanoseconds, _ action: FaultAction, for duration: Nanoseconds? = 50
  ) -> Fault {
    Fault(name: name, trigger: .at(time), action: action, duration: duration)
  }

  private let n2 = Target.agent(AgentID(1))
  private let n3 = Target.agent(AgentID(2))

  @Test func `each agent starts as its version`() {
    let world = world([], starting: [0, 2, 1])
    #expect(world.observer.arrivals == ["m2 at 10", "m11 at 10"])
    #expect((0..<3).map { world.version(of: AgentID($0)) } == ["old", "newest", "new"])
    #expect(world.inspect(AgentID(1)).version == "newest")
  }

  @Test func `an upgraded agent stops, and starts as the next version over its disk`() {
    let world = world([fault("up", at: 100, .upgrade([n2]))])
    #expect(world.observer.arrivals == ["m0 at 10", "m10 at 10", "m1 at 160"])
    #expect(world.storage(of: AgentID(1)).writes == [0, 1])
    #expect(
      world.observer.changes == [
        "n2 crashed at 100", "n2 started (disk intact) at 150",
      ])
    #expect(
      world.observer.faults == [
        "up began {n2} to new at 100", "up ended {n2} to new at 150",
      ])
    #expect(world.report("up").effects == 1)
  }

  @Test func `a version may be named, and one that is as far already stays as it is`() {
    let world = world(
      [
        fault("up", at: 100, .upgrade([n2, n3], to: 1)),
        fault("down", at: 200, .downgrade([n2, n3], to: 0)),
        fault("again", at: 300, .downgrade([n2])),
      ], starting: [0, 0, 1])
    #expect(
      world.observer.arrivals == [
        "m0 at 10", "m11 at 10", "m1 at 160", "m0 at 260", "m10 at 260",
      ])
    #expect(["up", "down", "again"].map { world.report($0).effects } == [1, 2, 0])
    #expect(
      world.observer.faults.filter { $0.contains("began") } == [
        "up began {n2} to new at 100", "down began {n2 n3} to old at 200",
        "again began {n2} as they were at 300",
      ])
  }

  @Test func `an agent that is down is changed, and starts so when it does`() {
    let world = world([
      fault("crash", at: 100, .crash([n2], .none), for: 100),
      fault("up", at: 150, .upgrade([n2]), for: 20),
    ])
    #expect(world.observer.arrivals == ["m0 at 10", "m10 at 10", "m1 at 210"])
    #expect(world.report("up").effects == 1)
  }

  @Test func `what is not durable is lost as in a crash`() {
    let world = world([fault("up", at: 20, .upgrade([n2]))], flush: 30)
    #expect(world.storage(of: AgentID(1)).writes == [1])
    // The message waits for the write, and so does the version after it.
    #expect(world.observer.arrivals == ["m10 at 10", "m1 at 110"])
  }

  @Test func `a cluster of one version heeds no change`() {
    let world = ran(
      stage(2, faults: [fault("up", at: 100, .upgrade([n2]))]))
    #expect(world.report("up").effects == 0)
    #expect(world.version(of: AgentID(1)) == nil)
    #expect(world.observer.changes.isEmpty)
  }
}

import Protocols
import Simulator
import Testing

/// Kills agents at every moment of an election: forks of one world, one for each moment and victim.
struct KillSweep {
  var kills = 0
  var failures: [String] = []
  /// The longest time from a kill until all that are left follow one leader.
  var longest: Nanoseconds = 0

  /// How long after a kill there must be a leader.
  let bound: Nanoseconds

  /// Steps `world` until `end`, and before its first event and after each kills each running agent in a
  /// fork of its own, up to `limit` kills.
  mutating func run(_ start: ElectionWorld, until end: Nanoseconds, limit: Int) {
    var world = start
    while kills < limit {
      for index in 0..<world.agentCount where world.isRunning(AgentID(index)) && kills < limit {
        kill(AgentID(index), world)
      }
      guard world.now < end, world.step() else { return }
    }
  }

  private mutating func kill(_ victim: AgentID, _ world: ElectionWorld) {
    var fork = world
    let time = fork.now
    fork.crash(victim)
    kills += 1
    fork.run(until: time + bound) { !$0.isSettled }
    let settled = fork.now
    let moment = "\(victim.description) killed after event \(world.eventCount)"
    if !fork.isSettled { return failures.append("\(moment): no leader in time") }
    longest = max(longest, settled - time)
    // The leader goes on to lead, and nothing is violated.
    fork.run(until: settled + 400 * .millisecond)
    if let violation = fork.observer.invariants.violation {
      failures.append("\(moment): \(violation.text)")
    }
    if !fork.isSettled { failures.append("\(moment): the leader is gone again") }
  }
}

@Suite("Killing agents during elections")
struct KillSweepTests {
  static let killCount = 10_000

  static let bound = 1500 * Nanoseconds.millisecond

  @Test
  func `whichever agent dies at any moment of an election, one leader follows within the bound`() {
    var sweep = KillSweep(bound: Self.bound)
    var seed: UInt64 = 0
    while sweep.kills < Self.killCount {
      seed += 1
      var setting = ElectionSetting(5)
      setting.link = LinkClass(delay: .uniform(low: .millisecond, high: 5 * .millisecond))
      setting.disk = DiskConditions(flush: .uniform(low: 100_000, high: 2 * .millisecond))
      var world = setting.world(seed: seed)
      let isFirst = seed % 2 == 1
      if !isFirst {
        world.run(until: .second + Int64(seed) * 3 * .millisecond)
        guard let leader = world.leaders().first else {
          Issue.record("no leader to kill")
          return
        }
        world.crash(leader)
        // The moments of silence before the election are all alike.
        let suspicions = world.observer.notes.count
        world.run(until: 3 * .second) { $0.observer.notes.count == suspicions }
      }
      let limit = min(Self.killCount, sweep.kills + 150)
      sweep.run(world, until: world.now + 150 * .millisecond, limit: limit)
    }
    #expect(sweep.failures == [])
    #expect(sweep.kills == Self.killCount)
    #expect(sweep.longest < 800 * .millisecond)
  }
}

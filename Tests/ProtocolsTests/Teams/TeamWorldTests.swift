import Protocols
import Simulator
import Testing

/// Teams in a world: with every job, and with agents that are gone.
struct TeamWorldTests {
  /// By number, as the arguments of a test are printed.
  static let jobs = [
    TeamSamples.training(), TeamSamples.training(.gradients), TeamSamples.training(.outer),
    TeamSamples.search(.grid), TeamSamples.search(.random), TeamSamples.search(.halving),
    TeamSamples.reinforcement(isShared: true), TeamSamples.reinforcement(isShared: false),
  ]

  @Test(arguments: jobs.indices)
  func `a team computes what one machine would, to the bit`(number: Int) {
    let job = Self.jobs[number]
    var world = TeamSamples.world(TeamSamples.settings(job))
    world.run(until: 20 * .second)
    #expect(world.observer.violation == nil)
    let last = job.course[Int(job.rounds)]
    for agent in 0..<3 {
      let machine = world.machine(of: AgentID(agent))
      #expect(machine.decided == last)
      #expect(machine.announcement == (last.round, job.headline(of: last)))
      #expect(world.storage(of: AgentID(agent)).decided == last)
    }
  }

  @Test func `a search goes on without an agent that never comes back`() {
    let job = TeamSamples.search(.halving)
    for gone in 0..<3 {
      var world = TeamSamples.world(TeamSamples.settings(job))
      world.run(until: 700 * .millisecond)
      world.crash(AgentID(gone))
      world.run(until: 30 * .second)
      #expect(world.observer.violation == nil)
      for agent in 0..<3 where agent != gone {
        #expect(world.machine(of: AgentID(agent)).decided == job.course[Int(job.rounds)])
      }
    }
  }

  @Test func `a training with a quorum goes on without a worker, and waits for it without one`() {
    let job = TeamSamples.training(rounds: 6)
    for (quorum, isOver) in [(2 as Int32, true), (.max, false)] {
      var world = TeamSamples.world(TeamSamples.settings(job, quorum: quorum))
      world.run(until: 300 * .millisecond)
      world.crash(AgentID(2))
      world.run(until: 30 * .second)
      #expect(world.observer.violation == nil)
      let last = world.machine(of: AgentID(0)).decided
      #expect((last.round == job.rounds) == isOver)
      #expect(world.machine(of: AgentID(1)).decided == last)
    }
  }

  @Test func `an agent that was away takes up the newest snapshot, not those between`() {
    let job = TeamSamples.search(.random)
    var world = TeamSamples.world(TeamSamples.settings(job))
    world.run(until: 100 * .millisecond)
    world.crash(AgentID(2))
    world.run(until: 20 * .second)
    world.restart(AgentID(2))
    world.run(until: 25 * .second)
    #expect(world.observer.violation == nil)
    #expect(world.machine(of: AgentID(2)).decided == job.course[Int(job.rounds)])
  }
}

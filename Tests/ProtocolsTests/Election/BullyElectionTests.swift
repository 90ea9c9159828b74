import Protocols
import Simulator
import Testing

@Suite("Bully election as published")
struct BullyElectionTests {
  static let answerTimeout = 10 * Nanoseconds.millisecond
  static let delay = Nanoseconds.millisecond

  /// `n` agents, the coordinator `n` down, the election held by agent `initiator`, counted from one.
  static func election(of n: Int, by initiator: Int) -> ElectionWorld {
    var setting = ElectionSetting(n, Election.Settings(mode: .bully, isAutomatic: false))
    setting.settings.answerTimeout = answerTimeout
    setting.settings.coordinatorTimeout = .second
    setting.elect(initiator, at: .millisecond)
    var world = setting.world()
    world.crash(AgentID(n - 1))
    world.run(until: .never)
    return world
  }

  @Test func `messages are as many as the formula says for 3 to 50 agents`() {
    for n in 3...50 {
      for initiator in 1..<n {
        let world = Self.election(of: n, by: initiator)
        let m = n - initiator
        #expect(world.observer.sent[0] == m * (m + 1) / 2, "elections, n = \(n), i = \(initiator)")
        #expect(world.observer.sent[1] == m * (m - 1) / 2, "answers, n = \(n), i = \(initiator)")
        #expect(world.observer.sent[2] == n - 2, "announcements, n = \(n), i = \(initiator)")
        #expect(world.observer.sent.reduce(0, +) == m * m + n - 2)
        #expect(world.leaders() == [AgentID(n - 2)])
        #expect(world.isSettled)
      }
    }
  }

  @Test func `turnaround is a timeout and a delay from the highest, a delay more from the lowest`()
  {
    for n in [3, 5, 9, 20] {
      for (initiator, hops) in [(n - 1, 1), (1, n == 2 ? 1 : 2)] {
        let world = Self.election(of: n, by: initiator)
        let start = world.observer.notes[0].time
        let end = world.observer.notes.last {
          if case .followed = $0.note.fact { true } else { false }
        }
        #expect(end.map { $0.time - start } == Self.answerTimeout + Int64(hops) * Self.delay)
      }
    }
  }

  /// How many agents at most took themselves for the leader at the same time, and the world then.
  static func mostLeaders(_ setting: ElectionSetting, until end: Nanoseconds) -> Int {
    var world = setting.world(isStrict: false)
    var most = 0
    world.run(until: end) { world in
      most = max(most, world.leaders().count)
      return true
    }
    return most
  }

  @Test func `an answer timeout below the round trip makes two coordinators, fenced one`() {
    var setting = ElectionSetting(5)
    setting.link = LinkClass(delay: .constant(20 * .millisecond))
    setting.settings.answerTimeout = 25 * .millisecond
    setting.faults = [.at(1000, "crash", .crash([.role(0)], .none))]
    setting.settings.mode = .bully
    #expect(Self.mostLeaders(setting, until: 2 * .second) >= 2)
    setting.settings.mode = .fenced
    #expect(Self.mostLeaders(setting, until: 2 * .second) == 1)
  }

  @Test func `a partition makes a coordinator on each side, fenced one on that of the majority`() {
    var setting = ElectionSetting(5)
    setting.faults = [
      .at(
        1000, "split",
        .cut(.partition([[.agent(AgentID(0)), .agent(AgentID(4))], [.rest]]), .lost), for: 3000)
    ]
    for mode in [Election.Mode.bully, .fenced] {
      setting.settings.mode = mode
      var world = setting.world(isStrict: false)
      world.run(until: 3 * .second)
      #expect(world.leaders().count == (mode == .bully ? 2 : 1))
      world.run(until: 6 * .second)
      #expect(world.isSettled)
    }
  }

  @Test func `an agent that recovers takes the lead from a lower one`() {
    var world = ElectionSetting(4, Election.Settings(mode: .bully)).world()
    world.run(until: .second)
    #expect(world.leaders() == [AgentID(3)])
    world.crash(AgentID(3))
    world.run(until: 2 * .second)
    #expect(world.leaders() == [AgentID(2)])
    world.restart(AgentID(3))
    world.run(until: 3 * .second)
    #expect(world.observer.leaders() == [AgentID(3), AgentID(2), AgentID(3)])
    #expect(world.leaders() == [AgentID(3)])
  }
}

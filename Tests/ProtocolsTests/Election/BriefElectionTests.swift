import Protocols
import Simulator
import Testing

/// The defects of the design brief's voting, each beside the fenced form on the same seed.
@Suite("The design brief's election as written")
struct BriefElectionTests {
  /// Runs both forms; `until` is well past the brief's limit of 15 s.
  static func run(
    _ setting: ElectionSetting, until end: Nanoseconds = 20 * .second,
    _ check: (Election.Mode, ElectionWorld) -> Void
  ) {
    for mode in [Election.Mode.brief, .fenced] {
      var setting = setting
      setting.settings.mode = mode
      var world = setting.world()
      world.run(until: end)
      check(mode, world)
    }
  }

  static func elected(_ world: ElectionWorld) -> [AgentID] {
    world.observer.notes.compactMap {
      if case .finalized(_, let leader) = $0.note.fact { leader } else { nil }
    }
  }

  @Test func `the fittest is elected, and only the agent that counted knows`() {
    var setting = ElectionSetting(5)
    setting.elect(3, at: .second)
    setting.settings.mode = .brief
    var world = setting.world()
    world.run(until: 10 * .second)
    #expect(Self.elected(world) == [AgentID(0)])
    #expect(world.machine(of: AgentID(2)).leader(of: .global) == AgentID(0))
    for other in [0, 1, 3, 4] {
      #expect(world.machine(of: AgentID(other)).leader(of: .global) == nil)
    }
  }

  @Test func `S01 a limit passes without effect, while a split lasts for ever`() {
    var setting = Self.split
    setting.elect(1, at: .second)
    Self.run(setting) { mode, world in
      let ignored = world.observer.count { if case .timeoutIgnored = $0 { true } else { false } }
      #expect(ignored == (mode == .brief ? 1 : 0))
      #expect(world.isSettled == (mode == .fenced))
    }
  }

  @Test func `S02 a limit goes to the caller and dies with it`() {
    var setting = Self.split
    setting.elect(1, at: .second)
    setting.faults = [.at(2000, "crash", .crash([.agent(AgentID(0))], .none), for: 500)]
    Self.run(setting) { mode, world in
      #expect(world.observer.count { if case .timeoutIgnored = $0 { true } else { false } } == 0)
      #expect(world.isSettled == (mode == .fenced))
    }
  }

  @Test func `S03 votes that come before the election is stored are dropped`() {
    var setting = ElectionSetting(5)
    setting.disk = DiskConditions(flush: .constant(5 * .millisecond))
    setting.elect(1, at: .second)
    Self.run(setting) { mode, world in
      let dropped = world.observer.count { if case .voteDropped = $0 { true } else { false } }
      #expect(dropped == (mode == .brief ? 5 : 0))
      #expect(Self.elected(world) == [])
      #expect(world.isSettled == (mode == .fenced))
    }
  }

  @Test func `S13 it is said to be bully and votes`() {
    var setting = ElectionSetting(5)
    setting.elect(1, at: .second)
    Self.run(setting) { mode, world in
      let votes = world.observer.count { if case .voted = $0 { true } else { false } }
      #expect(votes == (mode == .brief ? 5 : 0))
      #expect((world.observer.sent[0] > 0) == (mode == .fenced))
    }
  }

  @Test func `S15 nothing happens when the leader dies`() {
    var setting = ElectionSetting(5)
    setting.elect(3, at: .second)
    setting.faults = [.at(3000, "crash", .crash([.agent(AgentID(0))], .none))]
    Self.run(setting) { mode, world in
      let after = world.observer.notes.filter { $0.time > 3 * .second }.map { $0.note.fact }
      let ignored = after.count { if case .timeoutIgnored = $0 { true } else { false } }
      if mode == .brief {
        #expect(after.count == ignored)
      } else {
        #expect(world.leaders() == [AgentID(1)])
      }
    }
  }

  /// Two groups of two, in which each agent finds a candidate of its own group fitter.
  static var split: ElectionSetting {
    var setting = ElectionSetting(4)
    for index in 0..<4 {
      setting.traits[index].scores = .init()
      setting.profiles[index].group = index / 2
    }
    return setting
  }

  @Test func `S16 a split of two and two has no outcome`() {
    var setting = Self.split
    setting.elect(1, at: .second)
    Self.run(setting) { mode, world in
      let votes = world.observer.count { if case .voted = $0 { true } else { false } }
      #expect(votes == (mode == .brief ? 4 : 0))
      #expect(Self.elected(world) == [])
      #expect(world.isSettled == (mode == .fenced))
    }
  }

  @Test func `S17 two elections at once give two leaders`() {
    var setting = ElectionSetting(5)
    for index in 0..<5 { setting.traits[index].scores = .init() }
    setting.elect(2, 4, at: .second)
    Self.run(setting) { mode, world in
      if mode == .brief {
        #expect(world.observer.invariants.violation?.check == "one leader per term")
        #expect(Set(Self.elected(world)) == [AgentID(1), AgentID(3)])
      } else {
        #expect(world.observer.invariants.violation == nil)
        #expect(world.isSettled)
      }
    }
  }

  @Test func `S18 an empty list of candidates kills every voter`() {
    var setting = ElectionSetting(5)
    for index in 0..<5 { setting.traits[index].mayLead = false }
    setting.elect(1, at: .second)
    Self.run(setting) { mode, world in
      let raised = world.observer.count { if case .raised = $0 { true } else { false } }
      #expect(raised == (mode == .brief ? 5 : 0))
      let said = world.observer.count { $0 == .electionFailed(.noEligibleCandidate) }
      #expect((said > 0) == (mode == .fenced))
    }
  }

  @Test func `S19 a candidate that died stays in the list and wins`() {
    var setting = ElectionSetting(5)
    setting.link = LinkClass(delay: .constant(10 * .millisecond))
    setting.elect(3, at: .second)
    setting.faults = [.at(1005, "kill", .crash([.agent(AgentID(0))], .none))]
    Self.run(setting) { mode, world in
      if mode == .brief {
        #expect(world.observer.invariants.violation?.check == "elected alive")
        #expect(Self.elected(world) == [AgentID(0)])
      } else {
        #expect(world.observer.invariants.violation == nil)
        #expect(world.leaders() == [AgentID(1)])
      }
    }
  }

  @Test func `a vote replaces an earlier one of the same agent, and the first of equals is chosen`()
  {
    var machine = Election(
      Profile(id: AgentID(0), clusterSize: 3), Election.Settings(mode: .brief))
    var turn = Turn<Election>(agent: AgentID(0), now: .second)
    machine.accept(Election.Request(.elect), RequestID(client: 0, attempt: 1), &turn)
    let call = turn.takeEffects().compactMap { effect -> Int64? in
      if case .sendAhead(let message, _) = effect, case .call(let number, _) = message.body {
        number
      } else {
        nil
      }
    }
    #expect(call.count == 3)
    let election = call[0]
    machine.receive(Election.Message(.stored(election: election)), from: AgentID(0), &turn)
    for candidate in [1, 2] {
      let vote = Election.Message(.vote(election: election, AgentID(candidate)))
      machine.receive(vote, from: AgentID(1), &turn)
    }
    #expect(turn.takeEffects() == [])
    let votes = machine.brief?.ballots[0].votes ?? []
    #expect(votes.map { $0.voter } == [AgentID(1)])
    #expect(votes.map { $0.candidate } == [AgentID(2)])
    let candidates = [AgentID(2), AgentID(1)]
    machine.receive(
      Election.Message(.call(election: 7, candidates: candidates)), from: AgentID(1), &turn)
    #expect(
      turn.takeEffects() == [
        .note(Election.Note(.voted(election: 7, AgentID(2)), 0, .global)),
        .sendAhead(Election.Message(.vote(election: 7, AgentID(2))), to: AgentID(1)),
      ])
  }
}

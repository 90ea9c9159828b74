import Simulator
import Testing

@testable import Protocols

@Suite("A coordinating agent is its parts side by side")
struct CoordinatingAgentTests {
  static let profile = Profile(id: n1, clusterSize: 3)
  static let settings = CoordinatingAgent.Settings(
    deliberation: Deliberation.Settings(
      electorate: [n1, n2, n3], opinion: .scripted([.accept, .accept, .accept]),
      raft: Raft.Settings(firstCandidate: n1)))

  /// The effects of one step of a machine, and the randomness that it left.
  static func step<M: Machine>(
    _ machine: inout M, _ random: inout RandomStream, at now: Nanoseconds = .second,
    _ input: (inout M, inout Turn<M>) -> Void
  ) -> [Effect<M>] {
    var turn = Turn<M>(agent: n1, now: now, random: random)
    input(&machine, &turn)
    random = turn.random
    return turn.takeEffects()
  }

  /// An agent that has started, and what it asked for.
  static func started(
    _ storage: CoordinatingAgent.Storage = .init(), _ recovery: Recovery = .fresh
  ) -> (CoordinatingAgent, [Effect<CoordinatingAgent>]) {
    var random = RandomStream(seed: 7, .test)
    var agent = CoordinatingAgent(profile, settings)
    let effects = step(&agent, &random) { $0.start(from: storage, recovery, &$1) }
    return (agent, effects)
  }

  @Test func `a start asks for what the parts ask for, in their order, from one stream`() {
    var random = RandomStream(seed: 7, .test)
    var deliberation = Deliberation(Self.profile, Self.settings.deliberation)
    var election = Election(Self.profile, Self.settings.election)
    var synchronisation = Synchroniser(Self.profile, Self.settings.synchronisation)
    var barrier = Barrier(Self.profile, Self.settings.barrier)
    let expected =
      Self.step(&deliberation, &random) { $0.start(from: .init(), .fresh, &$1) }.map { $0.whole }
      + Self.step(&election, &random) { $0.start(from: .init(), .fresh, &$1) }.map { $0.whole }
      + Self.step(&synchronisation, &random) { $0.start(from: .init(), .fresh, &$1) }
      .map { $0.whole }
      + Self.step(&barrier, &random) { $0.start(from: .init(), .fresh, &$1) }.map { $0.whole }
    let (agent, effects) = Self.started()
    #expect(effects == expected)
    #expect(agent.deliberation == deliberation)
    #expect(agent.election == election)
    #expect(agent.synchronisation == synchronisation)
    #expect(agent.barrier == barrier)
    #expect(effects.contains { if case .persist = $0 { true } else { false } })
  }

  @Test func `a message, a timer and a request step one part alone`() {
    let (agent, _) = Self.started()
    var random = RandomStream(seed: 8, .test)
    var own = random
    var whole = agent
    var part = agent.election
    let message = Election.Message(.election(Election.Priority(score: 0, agent: n2)))
    let received = Self.step(&whole, &random) { $0.receive(.election(message), from: n2, &$1) }
    let ownReceived = Self.step(&part, &own) { $0.receive(message, from: n2, &$1) }
    #expect(!received.isEmpty && received == ownReceived.map { $0.whole })
    let expired = Self.step(&whole, &random) { $0.expire(.election(.init(.phase)), &$1) }
    let ownExpired = Self.step(&part, &own) { $0.expire(.init(.phase), &$1) }
    #expect(!expired.isEmpty && expired == ownExpired.map { $0.whole })
    #expect(whole.election == part && random == own)
    #expect(
      whole.deliberation == agent.deliberation && whole.synchronisation == agent.synchronisation
        && whole.barrier == agent.barrier)

    var synchroniser = whole.synchronisation
    let request = Synchroniser.Request.write(variable: 2, amount: 5)
    let asked = Self.step(&whole, &random) {
      $0.accept(.synchronisation(request), attempt(1), &$1)
    }
    let ownAsked = Self.step(&synchroniser, &own) { $0.accept(request, attempt(1), &$1) }
    #expect(asked == ownAsked.map { $0.whole })
    #expect(asked.count > 2 && whole.synchronisation == synchroniser)
  }

  @Test func `no two names are alike, and each stands where its number points`() {
    for names in [
      CoordinatingAgent.roleNames, CoordinatingAgent.Note.milestoneNames,
    ] { #expect(Set(names).count == names.count) }
    let milestones = CoordinatingAgent.Note.firstMilestones
    #expect(milestones.election == Deliberation.Note.milestoneNames.count)
    #expect(milestones.synchronisation == milestones.election + Election.Note.milestoneNames.count)
    #expect(
      milestones.barrier == milestones.synchronisation + Synchroniser.Note.milestoneNames.count)
    #expect(
      CoordinatingAgent.roleNames == [
        "leader", "election leader", "candidate", "arbiter", "coordinator",
      ])
    let heartbeat = CoordinatingAgent.Message.election(.init(.heartbeat(sentAt: 0)))
    #expect(Fields(of: heartbeat).kind == "election heartbeat")
    let passed = CoordinatingAgent.Note.barrier(.refused(.init(0), .unknown)).milestone
    #expect(passed.map { CoordinatingAgent.Note.milestoneNames[$0.index] } == "refused")
  }

  @Test func `every timer has a slot of its own, without gaps`() {
    var timers: [CoordinatingAgent.Timer] = [.deliberation(.rounds), .deliberation(.call)]
    timers += (0..<4).compactMap { Raft.Timer(rawValue: $0) }.map { .deliberation(.raft($0)) }
    for scope in 0..<2 as Range<UInt8> {
      timers += [
        .election(.init(.phase, scope: scope)), .election(.init(.tenure, scope: scope)),
      ]
    }
    timers += (0..<4).compactMap { Barrier.Timer(rawValue: $0) }.map { .barrier($0) }
    timers += (0..<6).compactMap { Synchroniser.Timer(rawValue: $0) }.map { .synchronisation($0) }
    #expect(timers.map { $0.slot }.sorted() == Array(0..<20))
    #expect(Set(timers.map { $0.description }).count == 20)
  }
}

extension Effect where M: AgentPart {
  /// The same, asked for by the agent that the machine is a part of.
  var whole: Effect<CoordinatingAgent> {
    switch self {
    case .send(let message, let target): .send(M.whole(message), to: target)
    case .sendAhead(let message, let target): .sendAhead(M.whole(message), to: target)
    case .setTimer(let timer, let delay): .setTimer(M.whole(timer), after: delay)
    case .cancelTimer(let timer): .cancelTimer(M.whole(timer))
    case .persist(let write): .persist(M.whole(write))
    case .respond(let reply, let id): .respond(M.whole(reply), to: id)
    case .respondAhead(let reply, let id): .respondAhead(M.whole(reply), to: id)
    case .note(let note): .note(M.whole(note))
    }
  }
}

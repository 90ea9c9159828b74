import Protocols
import Simulator
import Testing

@Suite("Raft 5.2 Leader election")
struct RaftElectionTests {
  @Test func `an agent starts as a follower of what its disk holds`() {
    var agent = TestAgent(n1)
    let effects = agent.step { $0.start(from: disk(4, votedFor: n2, [1, 4]), .intact, &$1) }
    #expect(effects == [.setTimer(.election, after: .ms(150))])
    #expect(agent.machine.term == 4 && agent.machine.votedFor == n2)
    #expect(agent.machine.log.lastIndex == 2 && agent.machine.commitIndex == 0)
    #expect(agent.machine.role == .follower)
  }

  @Test func `a follower whose timer expires takes the next term and votes for itself durably`() {
    var agent = TestAgent(n1, .fixed(), disk(4, [1, 4]))
    #expect(
      agent.expire(.election) == [
        .note(.termChanged(5)), .note(.becameCandidate(5)),
        .persist(.term(5, votedFor: n1)), .setTimer(.election, after: .ms(200)),
        .send(TestAgent.requestVote(5, last: 2, 4), to: n2),
        .send(TestAgent.requestVote(5, last: 2, 4), to: n3),
      ])
  }

  @Test func `a candidate whose timer expires tries the next term`() {
    var agent = TestAgent(n1)
    agent.expire(.election)
    #expect(
      agent.expire(.election) == [
        .note(.termChanged(2)), .note(.becameCandidate(2)),
        .persist(.term(2, votedFor: n1)), .setTimer(.election, after: .ms(200)),
        .send(TestAgent.requestVote(2), to: n2), .send(TestAgent.requestVote(2), to: n3),
      ])
  }

  @Test func `a candidate with a majority leads and replicates an entry of its term at once`() {
    var agent = TestAgent(n1, .fixed(), disk(4, [1, 4]))
    agent.expire(.election)
    let append = TestAgent.append(5, after: 2, 4, noops(5))
    #expect(
      agent.receive(.vote(term: 5, granted: true), from: n3) == [
        .note(.becameLeader(5, lastIndex: 2, lastTerm: 4)), .cancelTimer(.election),
        .note(.appended(first: 3, last: 3, 5)), .sendAhead(append, to: n2),
        .sendAhead(append, to: n3), .persist(.append(after: 2, noops(5))),
        .send(.stored(term: 5, index: 3), to: n1), .setTimer(.heartbeat, after: .ms(50)),
      ])
    #expect(agent.machine.claim(toRole: 0) == 5)
  }

  @Test func `an agent alone elects itself and commits what its disk has stored`() {
    var agent = TestAgent(n1, of: 1)
    #expect(
      agent.expire(.election) == [
        .note(.termChanged(1)), .note(.becameCandidate(1)), .persist(.term(1, votedFor: n1)),
        .setTimer(.election, after: .ms(200)),
        .note(.becameLeader(1, lastIndex: 0, lastTerm: 0)), .cancelTimer(.election),
        .note(.appended(first: 1, last: 1, 1)), .persist(.append(after: 0, noops(1))),
        .send(.stored(term: 1, index: 1), to: n1),
      ])
    #expect(
      agent.receive(.stored(term: 1, index: 1), from: n1) == [
        .note(.committed(first: 1, last: 1, byLeader: true))
      ])
  }

  @Test func `a voter counts once however often its vote arrives`() {
    var agent = TestAgent(n1, of: 5)
    agent.expire(.election)
    #expect(agent.receive(.vote(term: 1, granted: true), from: n2) == [])
    #expect(agent.receive(.vote(term: 1, granted: true), from: n2) == [])
    #expect(agent.machine.role == .candidate)
    agent.receive(.vote(term: 1, granted: true), from: n3)
    #expect(agent.machine.role == .leader)
  }

  @Test func `half of an even cluster is no majority`() {
    var agent = TestAgent(n1, of: 4)
    agent.expire(.election)
    agent.receive(.vote(term: 1, granted: true), from: n2)
    #expect(agent.machine.role == .candidate)
  }

  @Test func `refusals and votes of another term elect nobody`() {
    var agent = TestAgent(n1)
    agent.expire(.election)
    agent.expire(.election)
    #expect(agent.receive(.vote(term: 2, granted: false), from: n2) == [])
    #expect(agent.receive(.vote(term: 1, granted: true), from: n2) == [])
    #expect(agent.machine.role == .candidate)
  }

  @Test func `a candidate follows the leader of its own term`() {
    var agent = TestAgent(n1)
    agent.expire(.election)
    #expect(
      agent.receive(TestAgent.append(1, after: 0, 0, noops(1)), from: n2) == [
        .note(.becameFollower(1)), .note(.followed(n2, 1)),
        .setTimer(.election, after: .ms(150)), .persist(.append(after: 0, noops(1))),
        .send(TestAgent.reply(1, .matched(1)), to: n2),
      ])
    #expect(agent.machine.votedFor == n1)
  }

  @Test func `a candidate that hears of a higher term follows and keeps its running timer`() {
    var agent = TestAgent(n1)
    agent.expire(.election)
    #expect(
      agent.receive(.vote(term: 4, granted: false), from: n2) == [
        .note(.becameFollower(1)), .note(.termChanged(4)), .persist(.term(4, votedFor: nil)),
      ])
  }

  @Test func `a leader that hears of a higher term steps down and draws a fresh timeout`() {
    var agent = TestAgent.leader()
    #expect(
      agent.receive(TestAgent.reply(3, .matched(1)), from: n2) == [
        .note(.steppedDown(1)), .cancelTimer(.heartbeat), .setTimer(.election, after: .ms(150)),
        .note(.termChanged(3)), .persist(.term(3, votedFor: nil)),
      ])
    #expect(agent.machine.claim(toRole: 0) == nil && agent.machine.leader == nil)
  }

  @Test func `an agent that may not lead arms no election timer but votes`() {
    var agent = TestAgent(n1, mayLead: false)
    #expect(agent.step { $0.start(from: Raft.Storage(), .fresh, &$1) } == [])
    #expect(agent.expire(.election) == [])
    #expect(
      agent.receive(TestAgent.requestVote(1), from: n2) == [
        .note(.termChanged(1)), .note(.voteGranted(1, to: n2)),
        .persist(.term(1, votedFor: n2)), .send(.vote(term: 1, granted: true), to: n2),
      ])
  }

  @Test func `timeouts are drawn anew from the range of the role`() {
    let settings = Raft.Settings(
      electionTimeout: 100...199, candidateTimeout: 300...399, heartbeat: 10, preVote: false,
      checkQuorum: false)
    var drawn: Set<Nanoseconds> = []
    for seed in 0..<50 {
      var machine = Raft(Profile(id: n1, clusterSize: 3), settings)
      var turn = Turn<Raft>(random: RandomStream(seed: UInt64(seed), .test))
      machine.start(from: Raft.Storage(), .fresh, &turn)
      machine.expire(.election, &turn)
      let timeouts: [Nanoseconds] = turn.takeEffects().compactMap {
        if case .setTimer(.election, let delay) = $0 { delay } else { nil }
      }
      #expect(timeouts.count == 2)
      #expect((100...199).contains(timeouts[0]) && (300...399).contains(timeouts[1]))
      drawn.formUnion(timeouts)
    }
    #expect(drawn.count > 40)
  }
}

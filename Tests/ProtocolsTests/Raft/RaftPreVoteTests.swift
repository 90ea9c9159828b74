import Protocols
import Simulator
import Testing

@Suite("Raft, dissertation 9.6 Pre-Vote and 6.2, 4.2.3 CheckQuorum")
struct RaftPreVoteTests {
  @Test func `a follower asks before it takes a term and writes nothing`() {
    var agent = TestAgent(n1, .fixed(preVote: true), disk(4, [1, 4]))
    #expect(
      agent.expire(.election) == [
        .note(.becamePreCandidate(4)), .setTimer(.election, after: .ms(200)),
        .send(TestAgent.requestPreVote(5, last: 2, 4), to: n2),
        .send(TestAgent.requestPreVote(5, last: 2, 4), to: n3),
      ])
    #expect(agent.machine.term == 4)
  }

  @Test func `a pre-candidate with a majority campaigns`() {
    var agent = TestAgent(n1, .fixed(preVote: true))
    agent.expire(.election)
    #expect(agent.receive(.preVote(term: 0, proposed: 1, granted: false), from: n3) == [])
    #expect(agent.receive(.preVote(term: 0, proposed: 7, granted: true), from: n3) == [])
    #expect(
      agent.receive(.preVote(term: 0, proposed: 1, granted: true), from: n2) == [
        .note(.termChanged(1)), .note(.becameCandidate(1)), .persist(.term(1, votedFor: n1)),
        .setTimer(.election, after: .ms(200)), .send(TestAgent.requestVote(1), to: n2),
        .send(TestAgent.requestVote(1), to: n3),
      ])
  }

  @Test func `a poll is granted on the log alone and changes nothing`() {
    var agent = TestAgent(n2, .fixed(), disk(4, votedFor: n3, [1, 4]))
    let before = agent.machine
    for (index, term, granted) in [(2, 4, true), (1, 4, false), (9, 3, false)]
      as [(Raft.Index, Raft.Term, Bool)]
    {
      #expect(
        agent.receive(TestAgent.requestPreVote(5, last: index, term), from: n1) == [
          .send(.preVote(term: 4, proposed: 5, granted: granted), to: n1)
        ])
    }
    #expect(agent.machine == before)
  }

  @Test func `a poll is refused while the leader is heard, and by the leader`() {
    var agent = TestAgent(n2)
    agent.receive(TestAgent.heartbeat(1), from: n1)
    agent.now += .ms(149)
    let poll = TestAgent.requestPreVote(2)
    #expect(
      agent.receive(poll, from: n3) == [
        .send(.preVote(term: 1, proposed: 2, granted: false), to: n3)
      ])
    agent.now += .ms(1)
    #expect(
      agent.receive(poll, from: n3) == [
        .send(.preVote(term: 1, proposed: 2, granted: true), to: n3)
      ])
    var leader = TestAgent.leader(.fixed(preVote: true))
    #expect(
      leader.receive(TestAgent.requestPreVote(2, last: 9, 1), from: n3) == [
        .send(.preVote(term: 1, proposed: 2, granted: false), to: n3)
      ])
  }

  @Test func `a poll for a term that is over is refused with the newer term, which is taken`() {
    var voter = TestAgent(n2, .fixed(preVote: true), disk(5, [1]))
    #expect(
      voter.receive(TestAgent.requestPreVote(2, last: 9, 1), from: n1) == [
        .send(.preVote(term: 5, proposed: 2, granted: false), to: n1)
      ])
    var candidate = TestAgent(n1, .fixed(preVote: true), disk(1, [1]))
    candidate.expire(.election)
    #expect(
      candidate.receive(.preVote(term: 5, proposed: 2, granted: false), from: n2) == [
        .note(.becameFollower(1)), .note(.termChanged(5)), .persist(.term(5, votedFor: nil)),
      ])
  }

  @Test func `survivors of high term and short log, low term and long log, find a leader`() {
    for checkQuorum in [false, true] {
      var cluster = TestCluster(
        3, .fixed(preVote: true, checkQuorum: checkQuorum),
        disks: [disk(5, [1]), disk(1, [1, 1, 1]), disk(1)])
      cluster.crash(n3)
      for _ in 0..<3 {
        cluster.elect(n1)
        cluster.elect(n2)
      }
      #expect(cluster[n2].role == .leader && cluster[n1].log.lastIndex == 4)
    }
  }

  @Test func `a pre-candidate that grants a vote campaigns no more on late pre-votes`() {
    var agent = TestAgent(n1, .fixed(preVote: true), disk(1))
    agent.expire(.election)
    agent.receive(TestAgent.requestVote(1), from: n2)
    #expect(agent.machine.role == .follower && agent.machine.votedFor == n2)
    #expect(agent.receive(.preVote(term: 1, proposed: 2, granted: true), from: n3) == [])
  }

  @Test func `a pre-candidate returns to its leader`() {
    var agent = TestAgent(n1, .fixed(preVote: true), disk(1))
    agent.expire(.election)
    #expect(
      agent.receive(TestAgent.heartbeat(1), from: n2) == [
        .note(.becameFollower(1)), .note(.followed(n2, 1)), .setTimer(.election, after: .ms(150)),
        .send(TestAgent.heartbeatReply(1, stamp: 1, last: 0), to: n2),
      ])
  }

  @Test func `an agent that hears from a leader ignores who would depose it`() {
    var agent = TestAgent(n2, .fixed(checkQuorum: true))
    agent.receive(TestAgent.heartbeat(1), from: n1)
    agent.now += .ms(149)
    let before = agent.machine
    #expect(agent.receive(TestAgent.requestVote(2), from: n3) == [])
    #expect(agent.machine == before)
    agent.now += .ms(1)
    agent.receive(TestAgent.requestVote(2), from: n3)
    #expect(agent.machine.term == 2 && agent.machine.votedFor == n3)
  }

  @Test func `without CheckQuorum a higher term deposes at once`() {
    var agent = TestAgent(n2)
    agent.receive(TestAgent.heartbeat(1), from: n1)
    agent.receive(TestAgent.requestVote(2), from: n3)
    #expect(agent.machine.term == 2)
  }

  @Test func `a leader ignores candidates too and still tells old ones the term`() {
    var agent = TestAgent.leader(.fixed(checkQuorum: true))
    #expect(agent.receive(TestAgent.requestVote(2, last: 9, 1), from: n3) == [])
    #expect(
      agent.receive(TestAgent.requestVote(0), from: n3) == [
        .send(.vote(term: 1, granted: false), to: n3)
      ])
  }

  @Test func `a leader that hears from no majority between two counts steps down`() {
    var agent = TestAgent.leader(.fixed(checkQuorum: true))
    #expect(agent.expire(.quorum) == [.setTimer(.quorum, after: .ms(150))])
    agent.receive(TestAgent.heartbeatReply(1, stamp: 1, last: 1), from: n2)
    #expect(agent.expire(.quorum) == [.setTimer(.quorum, after: .ms(150))])
    #expect(
      agent.expire(.quorum) == [
        .note(.steppedDown(1)), .cancelTimer(.heartbeat), .cancelTimer(.quorum),
        .setTimer(.election, after: .ms(150)),
      ])
    #expect(agent.machine.term == 1 && agent.machine.role == .follower)
  }
}

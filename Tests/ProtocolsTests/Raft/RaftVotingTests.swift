import Protocols
import Simulator
import Testing

@Suite("Raft 5.2 and 5.4.1 Votes")
struct RaftVotingTests {
  @Test func `a vote and its term are one durable record, asked for before the reply`() {
    var agent = TestAgent(n1)
    #expect(
      agent.receive(TestAgent.requestVote(1), from: n2) == [
        .note(.termChanged(1)), .note(.voteGranted(1, to: n2)),
        .persist(.term(1, votedFor: n2)), .setTimer(.election, after: .ms(150)),
        .send(.vote(term: 1, granted: true), to: n2),
      ])
  }

  @Test func `the same candidate is granted its vote again and another is refused`() {
    var agent = TestAgent(n1, .fixed(), disk(1, votedFor: n2))
    #expect(
      agent.receive(TestAgent.requestVote(1), from: n2) == [
        .setTimer(.election, after: .ms(150)), .send(.vote(term: 1, granted: true), to: n2),
      ])
    #expect(
      agent.receive(TestAgent.requestVote(1), from: n3) == [
        .send(.vote(term: 1, granted: false), to: n3)
      ])
  }

  @Test func `a candidate of an old term is refused and told the new one`() {
    var agent = TestAgent(n1, .fixed(), disk(3))
    #expect(
      agent.receive(TestAgent.requestVote(2, last: 9, 2), from: n2) == [
        .send(.vote(term: 3, granted: false), to: n2)
      ])
  }

  @Test(arguments: [(3, 1), (1, 2), (0, 0)] as [(Raft.Index, Raft.Term)])
  func `a log that is behind is refused, its term taken, the running timer kept`(
    index: Raft.Index, term: Raft.Term
  ) {
    var agent = TestAgent(n1, .fixed(), disk(2, [1, 2]))
    #expect(
      agent.receive(TestAgent.requestVote(3, last: index, term), from: n2) == [
        .note(.termChanged(3)), .persist(.term(3, votedFor: nil)),
        .send(.vote(term: 3, granted: false), to: n2),
      ])
  }

  @Test(arguments: [(2, 2), (3, 2), (1, 3)] as [(Raft.Index, Raft.Term)])
  func `a log that is as good or better is granted`(index: Raft.Index, term: Raft.Term) {
    var agent = TestAgent(n1, .fixed(), disk(2, [1, 2]))
    #expect(
      agent.receive(TestAgent.requestVote(4, last: index, term), from: n2).last
        == .send(.vote(term: 4, granted: true), to: n2))
  }

  @Test func `a vote outlives the word of the leader of its term`() {
    var agent = TestAgent(n2)
    agent.receive(TestAgent.requestVote(1), from: n1)
    agent.receive(TestAgent.heartbeat(1), from: n1)
    #expect(
      agent.receive(TestAgent.requestVote(1), from: n3) == [
        .send(.vote(term: 1, granted: false), to: n3)
      ])
  }

  @Test func `a candidate refuses its rival in the same term`() {
    var agent = TestAgent(n1)
    agent.expire(.election)
    #expect(
      agent.receive(TestAgent.requestVote(1), from: n2) == [
        .send(.vote(term: 1, granted: false), to: n2)
      ])
  }

  @Test func `a crash before the vote is durable loses the reply with it`() {
    var cluster = TestCluster(3)
    cluster.stalled = [n2]
    cluster.expire(.election, of: n1)
    cluster.settle(among: [n1, n2])
    #expect(cluster[n1].role == .candidate)
    cluster.crash(n2)
    cluster.stalled = []
    cluster.start(n2)
    #expect(cluster[n2].term == 0 && cluster[n2].votedFor == nil)
    cluster.elect(n3, among: [n2, n3])
    #expect(cluster[n3].role == .leader && cluster[n1].role == .candidate)
  }

  @Test func `a durable vote is not given twice after a restart`() {
    var cluster = TestCluster(3)
    cluster.elect(n1, among: [n1, n2])
    cluster.crash(n2)
    cluster.start(n2)
    cluster.elect(n3, among: [n2, n3])
    #expect(cluster[n1].role == .leader && cluster[n3].role == .candidate)
    #expect(cluster[n3].term == 1)
  }
}

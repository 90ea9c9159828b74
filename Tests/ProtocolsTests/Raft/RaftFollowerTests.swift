import Protocols
import Simulator
import Testing

@Suite("Raft 5.3 Log replication: followers")
struct RaftFollowerTests {
  @Test func `new entries are durable before they are acknowledged and committed as far as sent`() {
    var agent = TestAgent(n2)
    #expect(
      agent.receive(TestAgent.append(1, after: 0, 0, noops(1, 1), commit: 1, stamp: 9), from: n1)
        == [
          .note(.termChanged(1)), .persist(.term(1, votedFor: nil)), .note(.followed(n1, 1)),
          .setTimer(.election, after: .ms(150)), .persist(.append(after: 0, noops(1, 1))),
          .send(TestAgent.reply(1, stamp: 9, .matched(2)), to: n1),
          .note(.committed(first: 1, last: 1, byLeader: false)),
        ])
    #expect(agent.machine.leader == n1)
  }

  @Test func `a message of an old term is answered with the new one and changes nothing`() {
    var agent = TestAgent(n2, .fixed(), disk(3, [1]))
    let before = agent.machine
    #expect(
      agent.receive(TestAgent.append(2, after: 0, 0, noops(2)), from: n1) == [
        .send(TestAgent.reply(3, .conflict(at: 0, term: 0, first: 1)), to: n1)
      ])
    #expect(
      agent.receive(TestAgent.heartbeat(2, commit: 1), from: n1) == [
        .send(TestAgent.heartbeatReply(3, stamp: 1, last: 1), to: n1)
      ])
    #expect(agent.machine == before)
  }

  @Test func `a missing previous entry is answered with the end of the log`() {
    var agent = TestAgent(n2, .fixed(), disk(2, [1, 2]))
    #expect(
      agent.receive(TestAgent.append(2, after: 5, 2, noops(2), commit: 9), from: n1) == [
        .note(.followed(n1, 2)), .setTimer(.election, after: .ms(150)),
        .send(TestAgent.reply(2, .conflict(at: 5, term: 0, first: 3)), to: n1),
      ])
    #expect(agent.machine.commitIndex == 0)
  }

  @Test func `a conflicting previous entry is answered with its term and where that begins`() {
    var agent = TestAgent(n2, .fixed(), disk(4, [1, 3, 3, 3]))
    #expect(
      agent.receive(TestAgent.append(4, after: 4, 4, noops(4)), from: n1) == [
        .note(.followed(n1, 4)), .setTimer(.election, after: .ms(150)),
        .send(TestAgent.reply(4, .conflict(at: 4, term: 3, first: 2)), to: n1),
      ])
    #expect(agent.machine.log.lastIndex == 4)
  }

  @Test func `entries are removed from the first that conflicts and no earlier`() {
    var agent = TestAgent(n2, .fixed(), disk(4, [1, 1, 2, 2]))
    #expect(
      agent.receive(TestAgent.append(4, after: 1, 1, noops(1, 4)), from: n1) == [
        .note(.followed(n1, 4)), .setTimer(.election, after: .ms(150)),
        .note(.truncated(first: 3, last: 4)), .persist(.append(after: 2, noops(4))),
        .send(TestAgent.reply(4, .matched(3)), to: n1),
      ])
    #expect(agent.machine.log.lastIndex == 3 && agent.machine.log.lastTerm == 4)
  }

  @Test func `a late message that ends early removes nothing and writes nothing`() {
    var agent = TestAgent(n2)
    agent.receive(TestAgent.append(1, after: 0, 0, noops(1, 1, 1), stamp: 2), from: n1)
    #expect(
      agent.receive(TestAgent.append(1, after: 0, 0, noops(1)), from: n1) == [
        .setTimer(.election, after: .ms(150)), .send(TestAgent.reply(1, .matched(1)), to: n1),
      ])
    #expect(agent.machine.log.lastIndex == 3)
  }

  @Test func `a commit index reaches no further than the message that brings it`() {
    var agent = TestAgent(n2, .fixed(), disk(1, [1, 1, 1]))
    #expect(
      agent.receive(TestAgent.append(2, after: 1, 1, [], commit: 3), from: n1) == [
        .note(.termChanged(2)), .persist(.term(2, votedFor: nil)), .note(.followed(n1, 2)),
        .setTimer(.election, after: .ms(150)), .send(TestAgent.reply(2, .matched(1)), to: n1),
        .note(.committed(first: 1, last: 1, byLeader: false)),
      ])
  }

  @Test func `a late message does not lower the commit index`() {
    var agent = TestAgent(n2)
    agent.receive(TestAgent.append(1, after: 0, 0, noops(1, 1), commit: 2), from: n1)
    agent.receive(TestAgent.append(1, after: 0, 0, noops(1), commit: 1), from: n1)
    #expect(agent.machine.commitIndex == 2 && agent.machine.appliedIndex == 2)
  }

  @Test func `a heartbeat resets the timer, commits what it names and is answered`() {
    var agent = TestAgent(n2)
    agent.receive(TestAgent.append(1, after: 0, 0, noops(1, 1)), from: n1)
    #expect(
      agent.receive(TestAgent.heartbeat(1, commit: 2, stamp: 5), from: n1) == [
        .setTimer(.election, after: .ms(150)),
        .send(TestAgent.heartbeatReply(1, stamp: 5, last: 2), to: n1),
        .note(.committed(first: 1, last: 2, byLeader: false)),
      ])
  }

  @Test func `a disk that lost its log commits what it has and does not stop`() {
    var agent = TestAgent(n2, .fixed(), disk(1, [1]))
    agent.receive(TestAgent.heartbeat(1, commit: 5), from: n1)
    #expect(agent.machine.commitIndex == 1)
  }

  @Test func `requests are sent on to the leader, if it is known`() {
    var agent = TestAgent(n2)
    #expect(agent.accept(write(1, 5), attempt(1)) == [.respond(.notLeader(nil), to: attempt(1))])
    agent.receive(TestAgent.heartbeat(1), from: n1)
    #expect(agent.accept(read(), attempt(2)) == [.respond(.notLeader(n1), to: attempt(2))])
  }

  @Test func `messages from strangers and of nonsense change nothing that matters`() {
    var agent = TestAgent(n2)
    #expect(agent.receive(TestAgent.heartbeat(9), from: AgentID(7)) == [])
    #expect(agent.receive(TestAgent.heartbeat(9), from: AgentID(rawValue: -1)) == [])
    agent.receive(TestAgent.append(1, after: -4, 0, noops(1)), from: n1)
    #expect(agent.machine.log.lastIndex == 0)
    var leader = TestAgent.leader()
    leader.receive(TestAgent.reply(1, .matched(.max)), from: n2)
    leader.receive(TestAgent.reply(1, .conflict(at: .max, term: 9, first: -3)), from: n3)
    #expect(leader.machine.matchIndex(of: n2) == 1 && leader.machine.commitIndex == 1)
  }
}

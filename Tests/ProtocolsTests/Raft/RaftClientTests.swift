import Protocols
import Simulator
import Testing

@Suite("Raft, dissertation 6.3 Sessions and 6.4 ReadIndex")
struct RaftClientTests {
  @Test func `a read waits for a heartbeat round that begins after it arrived`() {
    var agent = TestAgent.leader()
    #expect(
      agent.accept(read(), attempt(1)) == [
        .sendAhead(TestAgent.heartbeat(1, commit: 1, stamp: 2), to: n2),
        .sendAhead(TestAgent.heartbeat(1, commit: 1, stamp: 2), to: n3),
      ])
    #expect(agent.receive(TestAgent.heartbeatReply(1, stamp: 1, last: 1), from: n2) == [])
    #expect(
      agent.receive(TestAgent.heartbeatReply(1, stamp: 2, last: 1), from: n2) == [
        .respondAhead(.value(0), to: attempt(1)), .note(.readsServed(count: 1, index: 1)),
      ])
  }

  @Test func `reads that arrive during a round share the next one`() {
    var agent = TestAgent.leader()
    agent.accept(read(), attempt(1))
    #expect(agent.accept(read(), attempt(2)) == [])
    #expect(agent.accept(read(), attempt(3)) == [])
    #expect(
      agent.receive(TestAgent.heartbeatReply(1, stamp: 2, last: 1), from: n3) == [
        .respondAhead(.value(0), to: attempt(1)), .note(.readsServed(count: 1, index: 1)),
        .sendAhead(TestAgent.heartbeat(1, commit: 1, stamp: 3), to: n2),
        .sendAhead(TestAgent.heartbeat(1, commit: 1, stamp: 3), to: n3),
      ])
    #expect(
      agent.receive(TestAgent.heartbeatReply(1, stamp: 3, last: 1), from: n3) == [
        .respondAhead(.value(0), to: attempt(2)), .respondAhead(.value(0), to: attempt(3)),
        .note(.readsServed(count: 2, index: 1)),
      ])
  }

  @Test func `a new leader reads nothing before it has committed an entry of its own term`() {
    var agent = TestAgent(n1, .fixed(), disk(1, [1]))
    agent.expire(.election)
    agent.receive(.vote(term: 2, granted: true), from: n2)
    #expect(agent.accept(read(), attempt(1)) == [])
    #expect(agent.receive(TestAgent.heartbeatReply(2, stamp: 1, last: 1), from: n3) == [])
    agent.receive(.stored(term: 2, index: 2), from: n1)
    #expect(
      agent.receive(TestAgent.reply(2, stamp: 1, .matched(2)), from: n2) == [
        .note(.committed(first: 1, last: 2, byLeader: true)),
        .sendAhead(TestAgent.heartbeat(2, commit: 2, stamp: 2), to: n2),
        .sendAhead(TestAgent.heartbeat(2, commit: 0, stamp: 2), to: n3),
      ])
    #expect(
      agent.receive(TestAgent.heartbeatReply(2, stamp: 2, last: 1), from: n3).contains(
        .respondAhead(.value(0), to: attempt(1))))
  }

  @Test func `a leader that is cut off answers no read`() {
    var cluster = TestCluster(3)
    cluster.elect(n1)
    cluster.elect(n2, among: [n2, n3])
    cluster.accept(write(1, 8), attempt(1), at: n2)
    cluster.settle(among: [n2, n3])
    cluster.accept(read(), attempt(2), at: n1)
    cluster.heartbeat(of: n1, among: [n1])
    #expect(cluster.replies.map(\.reply) == [.written])
    cluster.heartbeat(of: n2)
    #expect(cluster.replies.last?.reply == .notLeader(n2))
  }

  @Test func `whoever waits when leadership is lost learns what is certain and no more`() {
    var agent = TestAgent.leader()
    agent.accept(write(1, 5), attempt(1))
    agent.accept(write(2, 6), attempt(2))
    agent.accept(read(), attempt(3))
    #expect(
      agent.receive(TestAgent.heartbeat(2, stamp: 4), from: n2) == [
        .note(.steppedDown(1)), .cancelTimer(.heartbeat), .cancelTimer(.flush),
        .respond(.unknown, to: attempt(1)), .respond(.notLeader(n2), to: attempt(3)),
        .respond(.notLeader(n2), to: attempt(2)), .setTimer(.election, after: .ms(150)),
        .note(.termChanged(2)), .persist(.term(2, votedFor: nil)), .note(.followed(n2, 2)),
        .setTimer(.election, after: .ms(150)),
        .send(TestAgent.heartbeatReply(2, stamp: 4, last: 2), to: n2),
      ])
    #expect(agent.expire(.flush) == [])
    #expect(agent.machine.log.lastIndex == 2)
  }

  @Test func `a compare-and-set says what it found`() {
    var agent = TestAgent(n1, of: 1)
    agent.expire(.election)
    agent.receive(.stored(term: 1, index: 1), from: n1)
    for (number, expected, reply) in [(1, 0, .written), (2, 0, .mismatch(9)), (3, 9, .written)]
      as [(Int32, Int64, Raft.Reply)]
    {
      let session = Raft.Session(client: 7, sequence: number)
      let request = Raft.Request(session, .compareAndSet(key: 3, expected: expected, new: 9))
      agent.accept(request, attempt(number))
      let effects = agent.receive(.stored(term: 1, index: Int(number) + 1), from: n1)
      #expect(effects.last == .respondAhead(reply, to: attempt(number)))
    }
  }

  @Test func `a command repeated at a new leader is applied once and answered as the first time`() {
    var cluster = TestCluster(3)
    cluster.elect(n1)
    let session = Raft.Session(client: 7, sequence: 1)
    let request = Raft.Request(session, .compareAndSet(key: 0, expected: 0, new: 1))
    cluster.accept(request, attempt(1), at: n1)
    cluster.settle()
    cluster.heartbeat(of: n1)
    cluster.crash(n1)
    cluster.elect(n2)
    cluster.accept(request, attempt(2), at: n2)
    cluster.settle()
    #expect(cluster.replies.map(\.reply) == [.written, .written])
    #expect(cluster[n2].log.lastIndex == 3, "answered from the session, without an entry")
  }

  @Test func `a repetition in the log is applied once`() {
    var agent = TestAgent.leader()
    let session = Raft.Session(client: 7, sequence: 1)
    let request = Raft.Request(session, .compareAndSet(key: 0, expected: 0, new: 1))
    agent.accept(request, attempt(1))
    agent.accept(request, attempt(2))
    agent.expire(.flush)
    agent.receive(.stored(term: 1, index: 3), from: n1)
    #expect(
      agent.receive(TestAgent.reply(1, stamp: 3, .matched(3)), from: n2) == [
        .note(.committed(first: 2, last: 3, byLeader: true)),
        .respondAhead(.written, to: attempt(1)), .respondAhead(.written, to: attempt(2)),
      ])
  }

  @Test func `a command that its client has since followed by another is not applied`() {
    var agent = TestAgent.leader()
    agent.accept(write(2, 6), attempt(2))
    agent.receive(.stored(term: 1, index: 2), from: n1)
    agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n2)
    #expect(agent.accept(write(1, 5), attempt(1)) == [.respondAhead(.unknown, to: attempt(1))])
    #expect(agent.machine.store.read(0) == 6)
  }

  @Test(arguments: [0, 1, 65_535, 65_536, .max, -1, .min] as [Int32])
  func `any key and any client can be used`(number: Int32) {
    var agent = TestAgent(n1, of: 1)
    agent.expire(.election)
    agent.receive(.stored(term: 1, index: 1), from: n1)
    let session = Raft.Session(client: number, sequence: 0)
    agent.accept(Raft.Request(session, .write(key: number, value: 4)), attempt(1))
    agent.receive(.stored(term: 1, index: 2), from: n1)
    #expect(
      agent.accept(Raft.Request(session, .read(key: number)), attempt(2)) == [
        .respondAhead(.value(4), to: attempt(2)), .note(.readsServed(count: 1, index: 2)),
      ])
    #expect(agent.machine.store.read(5) == 0)
  }
}

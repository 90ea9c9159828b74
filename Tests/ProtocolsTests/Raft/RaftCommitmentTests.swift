import Protocols
import Simulator
import Testing

@Suite("Raft 5.4.2 Commitment")
struct RaftCommitmentTests {
  @Test func `an entry of an earlier term is not committed by counting its replicas`() {
    var agent = TestAgent(n1, of: 5, .fixed(), disk(2, [1, 2]))
    agent.expire(.election)
    agent.receive(.vote(term: 3, granted: true), from: n2)
    agent.receive(.vote(term: 3, granted: true), from: n3)
    agent.receive(.stored(term: 3, index: 3), from: n1)
    agent.receive(TestAgent.reply(3, .matched(2)), from: n2)
    agent.receive(TestAgent.reply(3, .matched(2)), from: n3)
    #expect(agent.machine.commitIndex == 0)
    agent.receive(TestAgent.reply(3, .matched(3)), from: n2)
    #expect(
      agent.receive(TestAgent.reply(3, .matched(3)), from: n3) == [
        .note(.committed(first: 1, last: 3, byLeader: true))
      ])
  }

  @Test func `the own copy counts only once the disk has it`() {
    var agent = TestAgent(n1)
    agent.expire(.election)
    agent.receive(.vote(term: 1, granted: true), from: n2)
    #expect(agent.receive(TestAgent.reply(1, .matched(1)), from: n2) == [])
    #expect(
      agent.receive(.stored(term: 1, index: 1), from: n1) == [
        .note(.committed(first: 1, last: 1, byLeader: true))
      ])
  }

  @Test func `what an earlier leadership stored says nothing in a later one`() {
    var agent = TestAgent(n1)
    agent.expire(.election)
    agent.receive(.vote(term: 1, granted: true), from: n2)
    agent.receive(TestAgent.reply(1, .matched(1)), from: n2)
    agent.receive(TestAgent.heartbeat(2), from: n3)
    #expect(agent.receive(.stored(term: 1, index: 1), from: n1) == [])
    #expect(agent.machine.commitIndex == 0)
  }

  @Test func `the leader of figure 8 commits nothing that a later leader may overwrite`() {
    // S1 led term 2 and gave its entry to S2 alone; S5 led term 3 and gave its own to nobody.
    var cluster = TestCluster(
      5,
      disks: [
        disk(3, [1, 2]), disk(3, votedFor: nil, [1, 2]), disk(3, votedFor: n5, [1]),
        disk(3, votedFor: n5, [1]), disk(3, votedFor: n5, [1, 3]),
      ])
    // S1 leads term 4 and brings the entry of term 2 to S3, but its own entry reaches nobody.
    cluster.expire(.election, of: n1)
    while let packet = cluster.wire.first {
      _ = cluster.take()
      if [n4, n5].contains(packet.target) { continue }
      if case .appendEntries(var message) = packet.message {
        message.entries = Array(message.entries.prefix(2 - message.previousIndex))
        let short = TestCluster.Packet(
          source: packet.source, target: packet.target, message: .appendEntries(message))
        if message.previousIndex <= 2 { cluster.deliver(short) }
      } else {
        cluster.deliver(packet)
      }
      if cluster[n3].log.lastIndex == 2 { break }
    }
    cluster.settle(among: [n1])
    #expect(cluster[n1].role == .leader && cluster[n1].term == 4)
    #expect(cluster[n3].log.term(at: 2) == 2, "on three of five")
    #expect(cluster[n1].commitIndex == 0, "and not committed")
    // S5 may win term 5 and overwrite it.
    cluster.crash(n1)
    cluster.wire = []
    cluster.elect(n5, among: [n2, n3, n4, n5])
    cluster.elect(n5, among: [n2, n3, n4, n5])
    #expect(cluster[n5].role == .leader && cluster[n3].log.term(at: 2) == 3)
    #expect(cluster[n5].commitIndex == 3)
  }

  @Test func `an acknowledged entry survives the crash of the leader and one follower`() {
    var cluster = TestCluster(3)
    cluster.elect(n1)
    cluster.stalled = [n2]
    cluster.accept(write(1, 5), attempt(1), at: n1)
    cluster.settle(among: [n1, n2])
    #expect(cluster.replies.isEmpty, "the follower's disk has not stored it")
    cluster.finishWrites(of: n2)
    cluster.settle(among: [n1, n2])
    #expect(cluster.replies.map(\.reply) == [.written])
    cluster.crash(n1)
    cluster.crash(n2)
    cluster.start(n2)
    cluster.elect(n2, among: [n2, n3])
    cluster.accept(read(), attempt(2), at: n2)
    cluster.settle(among: [n2, n3])
    #expect(cluster.replies.last?.reply == .value(5))
  }
}

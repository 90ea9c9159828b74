import Protocols
import Simulator
import Testing

@Suite("Raft figure 2 Persistent state")
struct RaftStorageTests {
  @Test func `an append cuts off what follows its place`() {
    var storage = disk(3, votedFor: n2, [1, 1, 2])
    storage.apply(.append(after: 1, noops(3)))
    #expect(storage == disk(3, votedFor: n2, [1, 3]))
  }

  @Test func `a torn append keeps its first entries`() {
    var storage = disk(3, [1, 1])
    storage.tear(.append(after: 1, noops(3, 3, 3, 3)), kept: .max / 2 + 1)
    #expect(storage == disk(3, [1, 3, 3]))
    storage.tear(.append(after: 3, noops(3, 3)), kept: .max)
    #expect(storage == disk(3, [1, 3, 3, 3]), "never the whole")
    storage.tear(.append(after: 4, noops(3)), kept: 0)
    #expect(storage == disk(3, [1, 3, 3, 3]))
  }

  @Test func `a torn term record leaves the old one, term and vote together`() {
    var storage = disk(3, votedFor: n2)
    storage.tear(.term(4, votedFor: n3), kept: .max)
    #expect(storage == disk(3, votedFor: n2))
  }

  @Test func `a corrupt tail costs the newest entry`() {
    var storage = disk(3, votedFor: n2, [1, 3])
    #expect(storage.corruptTail() && storage == disk(3, votedFor: n2, [1]))
    var empty = disk(3)
    #expect(!empty.corruptTail() && empty == disk(3))
  }

  @Test func `a follower goes on from what a torn append left`() {
    var cluster = TestCluster(3)
    cluster.elect(n1)
    cluster.crash(n2)
    cluster.disks[n2.index].tear(
      .append(after: 1, [entry(1, 1, 4), entry(1, 2, 4)]), kept: 1 << 31)
    #expect(cluster.disks[n2.index].log.lastIndex == 2)
    cluster.start(n2)
    for number in 1...3 { cluster.accept(write(Int32(number), 4), attempt(Int32(number)), at: n1) }
    cluster.expire(.flush, of: n1)
    cluster.settle()
    cluster.heartbeat(of: n1)
    #expect(cluster[n2].log == cluster[n1].log && cluster[n2].commitIndex == 4)
  }

  @Test func `sizes grow with what is written and sent`() {
    #expect(Raft.Storage.byteCount(.term(1, votedFor: nil)) == 20)
    #expect(Raft.Storage.byteCount(.append(after: 0, noops(1) + [entry(1, 1, 5)])) == 17 + 37)
    #expect(TestAgent.append(1, after: 0, 0, []).byteCount == 64)
    #expect(TestAgent.append(1, after: 0, 0, [entry(1, 1, 5)]).byteCount == 64 + 33)
    #expect(Raft.Message.stored(term: 1, index: 1).byteCount == 0)
  }

  @Test func `values that differ leave different digests and have a kind of their own`() {
    let messages: [Raft.Message] = [
      TestAgent.requestVote(1), TestAgent.requestVote(2), .vote(term: 1, granted: true),
      .vote(term: 1, granted: false), TestAgent.requestPreVote(1),
      .preVote(term: 1, proposed: 2, granted: true), TestAgent.append(1, after: 0, 0, noops(1)),
      TestAgent.append(1, after: 0, 0, [entry(1, 1, 5)]), TestAgent.reply(1, .matched(1)),
      TestAgent.append(1, after: 0, 0, [entry(1, 1, key: 1, 5)]),
      TestAgent.reply(1, .conflict(at: 1, term: 0, first: 1)), TestAgent.heartbeat(1),
      TestAgent.heartbeatReply(1, stamp: 1, last: 0), .stored(term: 1, index: 1),
      TestAgent.installSnapshot(1, upTo: 3, 1, offset: 0, of: 2, [.value(key: 1, 2)]),
      TestAgent.installSnapshot(1, upTo: 3, 1, offset: 0, of: 2, [.value(key: 1, 3)]),
      .installReply(Raft.InstallReply(term: 1, stamp: 1, .received(2))),
      .installReply(Raft.InstallReply(term: 1, stamp: 1, .installed(2))),
      .snapshotStored(index: 1), .timeoutNow(term: 1), .format(term: 1, newest: 2),
    ]
    var digests: Set<UInt64> = []
    var names: Set<String> = []
    for message in messages {
      var digest = Digest()
      message.feed(&digest)
      digests.insert(digest.value)
      names.insert(Fields(of: message).kind ?? "")
      #expect(!message.description.isEmpty)
    }
    #expect(digests.count == messages.count)
    #expect(names == Set(Raft.Message.kindNames))
  }
}

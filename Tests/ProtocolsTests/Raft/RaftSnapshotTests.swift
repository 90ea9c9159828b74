import Simulator
import Testing

@testable import Protocols

@Suite("Raft 7 Log compaction")
struct RaftSnapshotTests {
  private static func settings(
    every: Int? = nil, trailing: Int = 0, chunk: Int = 2
  ) -> Raft.Settings {
    var settings = Raft.Settings.fixed()
    settings.snapshotEvery = every
    settings.snapshotTrailing = trailing
    settings.snapshotChunk = chunk
    return settings
  }

  /// Three agents, of which the first leads, after this number of writes of as many keys.
  private static func cluster(
    _ settings: Raft.Settings, writes: Int32, among agents: [AgentID]? = nil
  ) -> TestCluster {
    var cluster = TestCluster(3, settings)
    cluster.elect(n1, among: agents)
    for number in 0..<writes { add(number + 1, to: &cluster, among: agents) }
    return cluster
  }

  private static func add(
    _ number: Int32, to cluster: inout TestCluster, among agents: [AgentID]? = nil
  ) {
    cluster.accept(write(number, key: number, Int64(number) * 10), attempt(number), at: n1)
    cluster.settle(among: agents)
  }

  private static func compact(_ agent: AgentID, _ cluster: inout TestCluster) -> Bool {
    var obeys = false
    cluster.step(agent) { obeys = $0.obey(2, of: AgentSet(), &$1) }
    return obeys
  }

  @Test func `an agent compacts each time it has applied so many entries and keeps some behind`() {
    let cluster = Self.cluster(Self.settings(every: 4, trailing: 1), writes: 6)
    #expect(cluster[n1].compaction.latest?.lastIndex == 4 && cluster[n1].log.base == 3)
    #expect(cluster.disks[0].snapshot == cluster[n1].compaction.latest)
    #expect(cluster.disks[0].log == cluster[n1].log && cluster[n1].log.lastIndex == 7)
    #expect(
      cluster.notes.filter { $0.agent == n1 && $0.note == .compacted(base: 3) }.count == 1)
  }

  @Test func `a log gives up its start only once the snapshot is durable`() {
    var cluster = Self.cluster(Self.settings(), writes: 4)
    cluster.stalled = [n1]
    #expect(Self.compact(n1, &cluster) && !Self.compact(n1, &cluster), "one is written")
    #expect(cluster[n1].log.base == 0 && cluster.disks[0].snapshot == nil)
    cluster.finishWrites(of: n1)
    #expect(cluster.disks[0].log.base == 5 && cluster.disks[0].snapshot?.lastIndex == 5)
    cluster.settle()
    #expect(cluster[n1].log.base == 5 && !Self.compact(n1, &cluster), "nothing is new")
  }

  @Test func `a crash before that leaves the log whole`() {
    var cluster = Self.cluster(Self.settings(), writes: 4)
    cluster.stalled = [n1]
    _ = Self.compact(n1, &cluster)
    cluster.crash(n1)
    cluster.start(n1)
    #expect(cluster[n1].log.base == 0 && cluster[n1].log.lastIndex == 5)
    #expect(cluster[n1].appliedIndex == 0)
  }

  @Test
  func `an agent starts from its snapshot, with keys and sessions, as one that has applied it`() {
    var cluster = Self.cluster(Self.settings(every: 4), writes: 6)
    cluster.crash(n2)
    cluster.start(n2)
    #expect(cluster[n2].appliedIndex == 4 && cluster[n2].commitIndex == 4)
    #expect((1...3).map { cluster[n2].store.read($0) } == [10, 20, 30])
    #expect(cluster[n2].store.isRepetition(Raft.Session(client: 7, sequence: 3)))
    #expect(cluster[n2].log.base == 4 && cluster[n2].log.lastIndex == 7)
    cluster.heartbeat(of: n1)
    Self.add(7, to: &cluster)
    #expect(cluster[n2].commitIndex == 7 && cluster[n2].store.read(6) == 60)
  }

  @Test
  func `a follower that lacks what its leader gave up gets a snapshot in parts, then entries`() {
    var cluster = Self.cluster(Self.settings(every: 4, chunk: 2), writes: 6, among: [n1, n2])
    cluster.heartbeat(of: n1)
    #expect(cluster[n3].store == cluster[n1].store && cluster[n3].commitIndex >= 4)
    let parts = cluster.notes.filter { $0.note == .sendsSnapshot(to: n3, last: 4) }
    #expect(parts.count == 1)
    #expect(cluster.notes.contains { $0.agent == n3 && $0.note == .installedSnapshot(last: 4, 1) })
    #expect(cluster[n3].log.base == 4 && cluster[n3].log.lastIndex == 7)
    #expect(cluster.disks[2].snapshot?.store == cluster.disks[0].snapshot?.store)
  }

  @Test func `a part that is lost is sent again after a heartbeat`() {
    var cluster = Self.cluster(Self.settings(every: 4, chunk: 1), writes: 4, among: [n1, n2])
    cluster.now += .ms(50)
    cluster.expire(.heartbeat, of: n1)
    // The third part of the snapshot never arrives.
    var parts = 0
    while !cluster.wire.isEmpty {
      let packet = cluster.take()
      if case .installSnapshot = packet.message {
        parts += 1
        if parts == 3 { continue }
      }
      cluster.deliver(packet)
    }
    #expect(cluster[n3].commitIndex == 0 && cluster[n3].compaction.incoming?.records.count == 2)
    cluster.heartbeat(of: n1)
    cluster.heartbeat(of: n1)
    #expect(cluster[n3].commitIndex == 5 && cluster[n3].store == cluster[n1].store)
  }

  @Test func `a follower that started again gets the snapshot from its first part on`() {
    var cluster = Self.cluster(Self.settings(every: 4, chunk: 1), writes: 4, among: [n1, n2])
    cluster.now += .ms(50)
    cluster.expire(.heartbeat, of: n1)
    while cluster[n3].compaction.incoming?.records.count ?? 0 < 3 {
      let packet = cluster.take()
      cluster.deliver(packet)
    }
    cluster.crash(n3)
    cluster.start(n3)
    #expect(cluster[n3].compaction.incoming == nil)
    for _ in 0..<3 { cluster.heartbeat(of: n1) }
    #expect(cluster[n3].store == cluster[n1].store && cluster[n3].commitIndex == 5)
  }

  /// A follower without a log, that has the first two parts of a snapshot up to 4@1 from the leader of term 2.
  private static func receiver() -> TestAgent {
    var agent = TestAgent(n3, .fixed())
    agent.receive(
      TestAgent.installSnapshot(2, upTo: 4, 1, of: 3, [.value(key: 1, 10)]), from: n1)
    #expect(
      agent.receive(
        TestAgent.installSnapshot(
          2, upTo: 4, 1, offset: 1, of: 3, stamp: 2, [.value(key: 2, 20)]), from: n1)
        == [
          .setTimer(.election, after: .ms(150)),
          .send(TestAgent.installReply(2, stamp: 2, .received(2)), to: n1),
        ])
    return agent
  }

  @Test func `another leader goes on with the same snapshot where the first stopped`() {
    var agent = Self.receiver()
    let effects = agent.receive(
      TestAgent.installSnapshot(3, upTo: 4, 1, of: 3, [.value(key: 1, 10)]), from: n2)
    #expect(effects.last == .send(TestAgent.installReply(3, .received(2)), to: n2))
    agent.receive(
      TestAgent.installSnapshot(3, upTo: 4, 1, offset: 2, of: 3, stamp: 2, [.value(key: 3, 30)]),
      from: n2)
    #expect((1...3).map { agent.machine.store.read($0) } == [10, 20, 30])
    #expect(agent.machine.commitIndex == 4 && agent.machine.log.lastTerm == 1)
  }

  @Test func `parts of two snapshots do not mix`() {
    var agent = Self.receiver()
    let effects = agent.receive(
      TestAgent.installSnapshot(3, upTo: 6, 3, offset: 2, of: 3, [.value(key: 3, 31)]), from: n2)
    #expect(effects.last == .send(TestAgent.installReply(3, .received(0)), to: n2))
    #expect(agent.machine.compaction.incoming?.records.count == 2, "nothing replaces it yet")
    for (offset, value) in [(0, 11), (1, 21), (2, 31)] as [(Int, Int64)] {
      agent.receive(
        TestAgent.installSnapshot(
          3, upTo: 6, 3, offset: offset, of: 3, [.value(key: Int32(offset), value)]), from: n2)
    }
    #expect(agent.machine.commitIndex == 6 && agent.machine.store.read(2) == 31)
    #expect(agent.machine.store.read(1) == 21)
  }

  @Test func `a late part of an earlier snapshot of the same leader changes nothing`() {
    var agent = Self.receiver()
    let before = agent.machine
    let effects = agent.receive(
      TestAgent.installSnapshot(2, upTo: 3, 1, of: 1, [.value(key: 1, 9)]), from: n1)
    #expect(effects == [.setTimer(.election, after: .ms(150))])
    #expect(agent.machine == before)
  }

  @Test func `a snapshot is durable before the leader is told of it`() {
    var agent = TestAgent(n3, .fixed())
    let effects = agent.receive(
      TestAgent.installSnapshot(2, upTo: 4, 1, of: 1, [.value(key: 1, 10)]), from: n1)
    guard case .persist(.install(let snapshot))? = effects.dropLast().last else {
      Issue.record("it writes the snapshot last")
      return
    }
    #expect(snapshot.lastIndex == 4 && snapshot.lastTerm == 1 && snapshot.store.read(1) == 10)
    #expect(effects.last == .send(TestAgent.installReply(2, .installed(4)), to: n1))
  }

  @Test func `what follows the snapshot's last entry in a log that has it stays`() {
    var agent = TestAgent(n3, .fixed(), disk(2, [1, 1, 2, 2]))
    agent.receive(TestAgent.installSnapshot(2, upTo: 2, 1, of: 1, [.value(key: 1, 10)]), from: n1)
    #expect(agent.machine.log.base == 2 && agent.machine.log.lastIndex == 4)
    #expect(agent.machine.log.entries == noops(2, 2) && agent.machine.commitIndex == 2)
  }

  @Test func `a log that differs from a snapshot is given up whole (hashicorp raft 704)`() {
    var agent = TestAgent(n3, .fixed(), disk(1, [1, 1, 1, 1]))
    agent.receive(TestAgent.installSnapshot(2, upTo: 3, 2, of: 1, [.value(key: 1, 10)]), from: n1)
    #expect(agent.machine.log.lastIndex == 3 && agent.machine.log.lastTerm == 2)
    let effects = agent.receive(TestAgent.append(2, after: 3, 2, noops(2), stamp: 2), from: n1)
    #expect(effects.last == .send(TestAgent.reply(2, stamp: 2, .matched(4)), to: n1))
  }

  @Test func `a snapshot of what is committed here is answered with what that is`() {
    var agent = TestAgent(n3)
    agent.receive(TestAgent.append(1, after: 0, 0, noops(1, 1, 1), commit: 3), from: n1)
    let before = agent.machine
    #expect(
      agent.receive(TestAgent.installSnapshot(1, upTo: 3, 1, of: 1, []), from: n1) == [
        .setTimer(.election, after: .ms(150)),
        .send(TestAgent.installReply(1, .installed(3)), to: n1),
      ])
    #expect(agent.machine == before)
    #expect(
      agent.receive(TestAgent.installSnapshot(0, upTo: 9, 1, of: 1, []), from: n2) == [
        .send(TestAgent.installReply(1, .received(0)), to: n2)
      ], "of an old term")
  }

  @Test func `entries that a snapshot covers match, and those behind it are taken`() {
    var agent = TestAgent(n3)
    agent.receive(TestAgent.installSnapshot(2, upTo: 4, 2, of: 1, [.value(key: 1, 10)]), from: n1)
    let effects = agent.receive(
      TestAgent.append(2, after: 1, 1, noops(1, 2, 2, 2), commit: 5, stamp: 2), from: n1)
    #expect(
      effects == [
        .setTimer(.election, after: .ms(150)), .persist(.append(after: 4, noops(2))),
        .send(TestAgent.reply(2, stamp: 2, .matched(5)), to: n1),
        .note(.committed(first: 5, last: 5, byLeader: false)),
      ])
    let late = agent.receive(TestAgent.append(2, after: 0, 0, noops(1), stamp: 3), from: n1)
    #expect(late.last == .send(TestAgent.reply(2, stamp: 3, .matched(4)), to: n1))
  }

  @Test func `a torn snapshot leaves the old one, and a corrupt tail what the snapshot has`() {
    let snapshot = Raft.Snapshot(upTo: 2, 1, Raft.Store(), nil)
    var storage = disk(1, [1, 1, 1])
    storage.tear(.snapshot(snapshot, base: 2), kept: .max)
    #expect(storage == disk(1, [1, 1, 1]))
    storage.apply(.snapshot(snapshot, base: 1))
    #expect(storage.log.base == 1 && storage.log.lastIndex == 3 && storage.snapshot == snapshot)
    #expect(storage.corruptTail() && storage.log.lastIndex == 2 && storage.log.base == 1)
    #expect(storage.corruptTail() && storage.log.lastIndex == 2 && storage.log.base == 2)
    #expect(!storage.corruptTail() && storage.snapshot == snapshot)
    #expect(Raft.Storage.byteCount(.install(snapshot)) == 32 + 8)
  }

  @Test func `a snapshot put together from its records is the same`() {
    for limit in [nil, 3] as [Int?] {
      var store = Raft.Store(sessionLimit: limit)
      for index in 1...40 {
        let number = Int32(index % 7)
        let session = Raft.Session(client: limit == nil ? number : 1, sequence: Int32(index))
        _ = store.apply(index == 1 ? .openSession : .noop, at: index)
        _ = store.apply(
          .write(value: Int64(index), key: number * 40_000, session: session), at: index)
        _ = store.apply(
          .compareAndSet(expected: 9, new: 8, key: number, session: session), at: index)
      }
      let members = Raft.Membership(voters: Raft.Membership.set([n1, n3]))
      let snapshot = Raft.Snapshot(upTo: 40, 2, store, members)
      let copy = Raft.Snapshot(upTo: 40, 2, of: snapshot.records, into: store.emptied)
      #expect(copy.records == snapshot.records && snapshot.records.count > 8)
      #expect(copy.store.difference(from: store) == nil && copy.members == members)
      #expect(copy.store.emptied.difference(from: store)?.contains("lacks") == true)
    }
  }
}

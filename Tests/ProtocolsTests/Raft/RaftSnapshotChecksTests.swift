import Simulator
import Testing

@testable import Protocols

/// The checks over logs that are compacted.
@Suite("Raft safety checks of snapshots")
struct RaftSnapshotChecksTests {
  /// n1 leads term 1; writes of this number, committed by all and durable at all.
  private static func cluster(_ count: Int32) -> WatchedRaft {
    var raft = WatchedRaft()
    raft.lead(n1, 1)
    raft.enter(1, n2, n3, n4, n5)
    add(1...count, to: &raft)
    return raft
  }

  private static func add(_ numbers: ClosedRange<Int32>, to raft: inout WatchedRaft) {
    let entries = numbers.map { entry(1, $0, key: $0 % 8, Int64($0)) }
    for agent in [n1, n2, n3, n4, n5] {
      raft.store(agent, after: Int(numbers.lowerBound) - 1, entries)
    }
    for agent in [n1, n2, n3, n4, n5] { raft.commit(agent, Int(numbers.upperBound)) }
  }

  /// The state of the log of writes up to an index.
  private static func store(_ index: Raft.Index) -> Raft.Store {
    var store = Raft.Store()
    for number in 0..<Int32(index) {
      _ = store.apply(entry(1, number + 1, key: (number + 1) % 8, Int64(number) + 1).command, at: 1)
    }
    return store
  }

  private static func snapshot(
    _ index: Raft.Index, _ term: Raft.Term = 1, _ store: Raft.Store? = nil
  ) -> Raft.Snapshot {
    Raft.Snapshot(
      upTo: index, term, store ?? self.store(index), nil)
  }

  private static func compact(
    _ agent: AgentID, _ snapshot: Raft.Snapshot, to base: Raft.Index, _ raft: inout WatchedRaft
  ) {
    raft.step(agent, writes: [.snapshot(snapshot, base: base)])
    raft.step(agent) { $0.log.discard(through: base) }
  }

  /// A follower takes over a snapshot as the protocol does.
  private static func install(
    _ agent: AgentID, _ snapshot: Raft.Snapshot, _ raft: inout WatchedRaft,
    _ change: (inout Raft.Log) -> Void
  ) {
    raft.step(agent, writes: [.install(snapshot)]) {
      change(&$0.log)
      $0.commitIndex = snapshot.lastIndex
      $0.appliedIndex = snapshot.lastIndex
    }
  }

  @Test func `a snapshot that is not the state of the log at its index is seen`() {
    var raft = Self.cluster(9)
    Self.compact(n2, Self.snapshot(6), to: 4, &raft)
    #expect(raft.fired == nil)
    Self.compact(n3, Self.snapshot(6, 1, Self.store(7)), to: 4, &raft)
    #expect(raft.fired == "snapshot")
    #expect(
      raft.checks.violation?.message
        == "the snapshot of n3 up to 6@1 is not the state of the log there: "
        + "it has 7=7, and not command 6 of session 7")
  }

  @Test func `a snapshot without its sessions is seen`() {
    var raft = Self.cluster(9)
    var store = Self.store(6)
    store.forgetSessions()
    Self.compact(n3, Self.snapshot(6, 1, store), to: 4, &raft)
    #expect(raft.fired == "snapshot")
  }

  @Test func `a snapshot of what is not committed, or of another term, is seen`() {
    for (index, term) in [(10, 1), (6, 2)] as [(Int, Raft.Term)] {
      var raft = Self.cluster(9)
      raft.store(n2, after: 9, [entry(1, 10, key: 2, 10)])
      raft.step(n2, writes: [.snapshot(Self.snapshot(index, term), base: 4)])
      #expect(raft.fired == "snapshot")
    }
  }

  @Test func `a log that drops what follows an installed snapshot is seen`() {
    var raft = Self.cluster(6)
    raft.store(n1, after: 6, [entry(1, 7, key: 7, 7)])
    raft.store(n2, after: 6, [entry(1, 7, key: 7, 7)])
    raft.crash(n2)
    raft.start(n2)
    Self.install(n2, Self.snapshot(6), &raft) { $0.restart(after: 6, 1) }
    #expect(raft.fired == "snapshot")
  }

  @Test func `a log that keeps what an installed snapshot contradicts is seen`() {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    raft.store(n4, after: 0, [entry(3, 1, 99)])
    var store = Raft.Store()
    _ = store.apply(entry(1, 1, 11).command, at: 1)
    Self.install(n4, Self.snapshot(1, 1, store), &raft) { _ in }
    #expect(raft.fired == "state machine safety")
  }

  @Test func `a disk that gives up entries ahead of its snapshot is seen`() {
    var raft = Self.cluster(9)
    raft.step(n2, writes: [.snapshot(Self.snapshot(4), base: 5)])
    #expect(raft.fired == "durable state")
  }

  @Test func `an older snapshot over a newer state is seen`() {
    var raft = Self.cluster(9)
    Self.install(n2, Self.snapshot(6), &raft) { $0.discard(through: 6) }
    #expect(raft.fired == "monotone commit")
  }

  @Test func `agents that compact at different entries, late or never, break nothing`() {
    var raft = Self.cluster(40)
    for (agent, last, base) in [
      (n1, 30, 20), (n2, 12, 12), (n3, 39, 1), (n2, 40, 33), (n1, 31, 31),
    ] {
      Self.compact(agent, Self.snapshot(last), to: base, &raft)
    }
    Self.add(41...45, to: &raft)
    raft.crash(n2)
    raft.start(n2) {
      $0.commitIndex = 40
      $0.appliedIndex = 40
    }
    raft.commit(n2, 45)
    raft.lead(n3, 2)
    raft.store(n3, after: 45, [entry(2, 46, key: 1, 46)])
    #expect(raft.fired == nil)
  }

  @Test func `a follower without a log takes over a snapshot and goes on`() {
    var raft = Self.cluster(40)
    raft.crash(n5)
    raft.disks[4] = Raft.Storage()
    raft.checks.storageChanged(raft.disks[4], of: n5, at: 0)
    raft.start(n5)
    raft.enter(1, n5)
    Self.install(n5, Self.snapshot(30), &raft) { $0.restart(after: 30, 1) }
    raft.store(n5, after: 30, (31...40).map { entry(1, $0, key: $0 % 8, Int64($0)) })
    raft.commit(n5, 40)
    #expect(raft.fired == nil)
  }

  /// A log of 5000 entries of which all agents have compacted 4000.
  private static func long() -> WatchedRaft {
    var raft = Self.cluster(5_000)
    for agent in [n1, n2, n3, n4, n5] {
      Self.compact(agent, Self.snapshot(4_000 + agent.index), to: 4_000, &raft)
    }
    return raft
  }

  @Test func `what all have compacted is forgotten, and everything is seen from there on`() {
    let start = Self.long()
    #expect(start.fired == nil && start.checks.safety.tree.floor.index == 4_000)
    var raft = start
    Self.compact(n4, Self.snapshot(4_500), to: 4_400, &raft)
    Self.add(5_001...5_003, to: &raft)
    raft.lead(n3, 2)
    #expect(raft.fired == nil)
    raft = start
    Self.compact(n4, Self.snapshot(4_500, 1, Self.store(4_499)), to: 4_400, &raft)
    #expect(raft.fired == "snapshot")
    raft = start
    raft.store(n4, after: 4_500, [entry(2, 1, 1)])
    raft.commit(n4, 4_501)
    #expect(raft.fired == "state machine safety" || raft.fired == "monotone commit")
  }

  @Test func `agents that forgot the compacted log and start another are seen`() {
    var raft = Self.long()
    raft.crash(n5)
    raft.disks[4] = Raft.Storage()
    raft.checks.storageChanged(raft.disks[4], of: n5, at: 0)
    raft.start(n5)
    raft.store(n5, after: 0, [entry(3, 1, 1)])
    raft.commit(n5, 1)
    #expect(raft.fired == "state machine safety")
  }
}

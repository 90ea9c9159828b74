import Simulator
import Testing

@testable import Protocols

/// Odd histories that are none of a mistake.
@Suite("Raft safety checks let pass")
struct RaftInvariantsLegalTests {
  @Test func `two leaders at once in different terms`() {
    var raft = WatchedRaft()
    raft.lead(n1, 1)
    raft.lead(n2, 2)
    raft.store(n1, after: 0, [entry(1, 1, 11)])
    raft.store(n2, after: 0, [entry(2, 1, 22)])
    #expect(raft.fired == nil)
  }

  @Test func `an election in an earlier term after one in a later term`() {
    var raft = WatchedRaft()
    raft.lead(n2, 5)
    raft.lead(n1, 3)
    #expect(raft.fired == nil)
  }

  @Test func `a late winner of an old term lacks what a later term committed`() {
    var raft = WatchedRaft()
    raft.lead(n2, 5)
    for agent in [n2, n3, n4] { raft.store(agent, after: 0, [entry(5, 1, 51)]) }
    raft.commit(n2, 1)
    raft.lead(n1, 3)
    #expect(raft.fired == nil)
  }

  @Test func `an old leader that commits late what the new one has`() {
    var raft = WatchedRaft.withOneEntry()
    raft.lead(n2, 2)
    raft.store(n2, after: 1, noops(2))
    raft.commit(n1, 1)
    #expect(raft.fired == nil)
  }

  @Test func `figure 8 with the commit rule, either way it ends`() {
    var raft = figure8()
    raft.crash(n1)
    raft.lead(n5, 5)
    raft.start(n1)
    raft.enter(5, n1, n2, n3)
    for agent in [n1, n2, n3] { raft.store(agent, after: 1, [entry(3, 3, 33)]) }
    raft.commit(n5, 1)
    #expect(raft.fired == nil)
    raft = figure8()
    for agent in [n1, n2, n3] { raft.store(agent, after: 2, [entry(4, 4, 44)]) }
    raft.commit(n1, 3)
    raft.enter(5, n5, n4)
    for agent in [n5, n4] {
      raft.store(agent, after: 1, [entry(2, 2, 22), entry(4, 4, 44)])
      raft.commit(agent, 3)
    }
    #expect(raft.fired == nil)
  }

  @Test func `uncommitted entries removed and overwritten, noted or not`() {
    for isNoted in [true, false] {
      var raft = WatchedRaft.withOneEntry()
      raft.store(n2, after: 1, [entry(1, 2, 12), entry(1, 3, 13)])
      raft.lead(n3, 2)
      raft.store(n3, after: 1, [entry(2, 4, 24)])
      raft.enter(2, n2)
      raft.store(n2, after: 1, [entry(2, 4, 24)], isNoted: isNoted)
      raft.store(n3, after: 2, [entry(2, 5, 25)])
      raft.store(n2, after: 2, [entry(2, 5, 25)])
      raft.commit(n3, 1)
      #expect(raft.fired == nil)
    }
  }

  @Test func `a process that commits everything again after a restart`() {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    raft.crash(n1)
    raft.start(n1)
    raft.commit(n1, 1)
    #expect(raft.fired == nil)
  }

  @Test func `entries lost by a crash before they were durable`() {
    var raft = WatchedRaft.withOneEntry()
    raft.store(n1, after: 1, [entry(1, 2, 12)], isDurable: false)
    raft.crash(n1)
    raft.start(n1)
    raft.lead(n2, 2)
    raft.store(n2, after: 1, [entry(2, 3, 23)])
    raft.store(n1, after: 1, [entry(2, 3, 23)])
    #expect(raft.fired == nil)
  }

  @Test func `a stale answer raises the match index of a follower that has moved on`() {
    var raft = WatchedRaft.withOneEntry()
    raft.enter(2, n4)
    raft.match(n1, n4, 1)
    #expect(raft.fired == nil)
  }

  @Test func `a disk that forgot everything, and a minority of them`() {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    raft.crash(n2)
    raft.disks[n2.index] = Raft.Storage()
    raft.checks.storageChanged(raft.disks[n2.index], of: n2, at: 0)
    raft.start(n2)
    raft.store(n2, after: 0, [entry(1, 1, 11)])
    raft.commit(n2, 1)
    #expect(raft.fired == nil)
  }

  @Test func `an answer to a repeated command, and one that claims nothing`() {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    raft.checks.requested(write(1, 11), attempt(40), of: n1, at: 0)
    raft.checks.responded(.written, attempt(40), by: n1, at: 0)
    raft.checks.requested(write(9, 11), attempt(41), of: n1, at: 0)
    raft.checks.responded(.unknown, attempt(41), by: n1, at: 0)
    raft.checks.responded(.written, attempt(99), by: n1, at: 0)
    raft.step(n1)
    #expect(raft.fired == nil)
  }
}

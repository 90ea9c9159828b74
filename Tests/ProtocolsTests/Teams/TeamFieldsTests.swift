import Simulator
import Testing

@testable import Protocols

/// What teams tell visitors: kinds, sizes, names and slots.
struct TeamFieldsTests {
  private let lease = Lease(term: 4, number: 7, round: 2, base: 99, task: 0)
  private let snapshot = Snapshot(round: 3, values: [1, 2])

  @Test func `tasks are counted from 1, and leases say their fence`() {
    #expect(
      Fields(of: TeamAgent.Message.lease(lease)).text
        == "lease, term 4, lease 7, round 2, task 1, base 99")
    #expect(lease.text == "t1 of r2 (term 4, lease 7)")
  }

  @Test func `each kind of message has its own number and size`() {
    let messages: [(TeamAgent.Message, Int)] = [
      (.parts(.barrier(.concludeAck(Barrier.Instance(0)))), 32), (.lease(lease), 52),
      (.report(lease, [1, 2]), 68), (.receipt(lease, .fenced), 53), (.snapshot(snapshot), 56),
      (.fetch(round: 1, digest: 2), 36),
    ]
    #expect(
      Set(messages.dropFirst().map { KindVisitor(of: $0.0).index }).count == messages.count - 1)
    for (message, size) in messages.dropFirst() { #expect(message.byteCount == size) }
  }

  @Test func `values that differ feed different words`() {
    func digest(_ message: TeamAgent.Message) -> Digest {
      var digest = Digest()
      message.feed(&digest)
      return digest
    }
    let other = Lease(term: 4, number: 8, round: 2, base: 99, task: 0)
    #expect(digest(.lease(lease)) != digest(.lease(other)))
    #expect(digest(.report(lease, [1])) != digest(.report(lease, [2])))
    #expect(digest(.receipt(lease, .counted)) != digest(.receipt(lease, .closed)))
    #expect(digest(.snapshot(snapshot)) != digest(.snapshot(Snapshot(round: 3, values: [1, 3]))))
  }

  @Test func `no two names are alike, and each milestone is where its number points`() {
    for names in [TeamAgent.roleNames, TeamAgent.Note.milestoneNames] {
      #expect(Set(names).count == names.count)
    }
    let notes: [(TeamAgent.Note, String)] = [
      (.tookOver(1, round: 0), "took over"), (.started(1, round: 0, tasks: 3), "round started"),
      (.leased(lease, n1), "leased"), (.worked(lease), "worked"),
      (.counted(lease, n1), "counted"), (.gathered(1, snapshot, results: 3), "gathered"),
      (.proposed(1, round: 1), "put to vote"), (.settled(1, round: 1), "settled"),
      (.announced(1, round: 1), "announced"), (.met(1, round: 1, true), "met"),
      (.finished(1), "finished"),
    ]
    for (note, name) in notes {
      #expect(note.milestone.map { TeamAgent.Note.milestoneNames[$0.index] } == name)
    }
    #expect(TeamAgent.Note.resigned(1).milestone == nil)
  }

  @Test func `the timers of the team stand behind those of its parts`() {
    let parts = CoordinatingAgent.Timer.slotCount
    #expect(TeamAgent.Timer.slotCount == parts + 2)
    #expect([TeamAgent.Timer.work, .tick].map { $0.slot } == [parts, parts + 1])
  }

  @Test func `a disk that loses its newest record does not lose a snapshot`() {
    var storage = TeamAgent.Storage()
    storage.apply(.candidate(snapshot))
    var copy = storage
    let isHarmed = copy.corruptTail()
    #expect(!isHarmed && copy == storage)
    storage.apply(.parts(.deliberation(.raft(.append(after: 0, noops(1, 1))))))
    let isEntryLost = storage.corruptTail()
    #expect(isEntryLost && storage.keeps(3, snapshot.digest))
  }
}

import Simulator
import Testing

@testable import Protocols

/// Each check fires on the mistake it is for.
@Suite("Raft safety checks")
struct RaftInvariantsTests {
  @Test func `two leaders of one term break election safety`() {
    var raft = WatchedRaft()
    raft.lead(n1, 3)
    #expect(raft.fired == nil)
    raft.lead(n4, 3)
    #expect(raft.fired == "election safety")
    #expect(raft.checks.violation?.message == "n1 and n4 were both elected in term 3")
  }

  @Test func `a leader that says nothing of its election is seen`() {
    var raft = WatchedRaft()
    raft.lead(n1, 3, isNoted: false)
    raft.lead(n4, 3, isNoted: false)
    #expect(raft.fired == "election safety")
  }

  @Test func `a leader that removes entries of its log is seen, with a note or without`() {
    for isNoted in [true, false] {
      var raft = WatchedRaft.withOneEntry()
      raft.store(n1, after: 1, [entry(1, 2, 12)])
      raft.store(n1, after: 1, [], isNoted: isNoted)
      #expect(raft.fired == "leader append-only")
      #expect(
        raft.checks.violation?.message == "n1, leader of term 1, removed 2...2 of its log")
    }
  }

  @Test func `different entries of one index and term break log matching`() {
    var raft = WatchedRaft.withOneEntry()
    raft.store(n4, after: 0, [entry(1, 1, 99)])
    #expect(raft.fired == "log matching")
  }

  @Test func `different entries before one of equal index and term break log matching`() {
    var raft = WatchedRaft()
    raft.store(n1, after: 0, noops(1, 2, 3))
    raft.store(n2, after: 0, noops(1, 1, 3))
    #expect(raft.fired == "log matching")
  }

  @Test func `terms that fall along a log break log matching`() {
    var raft = WatchedRaft()
    raft.store(n1, after: 0, noops(2, 1))
    #expect(raft.fired == "log matching")
  }

  @Test func `a disk that keeps another entry than the log breaks log matching`() {
    var raft = WatchedRaft()
    raft.step(n1, writes: [.append(after: 0, [entry(1, 1, 12)])]) { $0.log.append(entry(1, 1, 11)) }
    #expect(raft.fired == "log matching")
  }

  @Test func `a new leader without a committed entry breaks leader completeness`() {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    #expect(raft.fired == nil)
    raft.lead(n4, 2)
    #expect(raft.fired == "leader completeness")
    #expect(
      raft.checks.violation?.message
        == "n4, leader of term 2, lacks 1@1, committed in term 1; its log ended at 0@0")
  }

  @Test func `an old leader that commits what a later one lacks breaks leader completeness`() {
    var raft = WatchedRaft.withOneEntry()
    raft.lead(n4, 2)
    raft.commit(n1, 1)
    #expect(raft.fired == "leader completeness")
  }

  @Test func `committing an old term's entry by counting breaks leader completeness (figure 8)`() {
    var raft = figure8()
    raft.commit(n1, 2)
    #expect(raft.fired == nil)
    raft.crash(n1)
    raft.lead(n5, 5)
    #expect(raft.fired == "leader completeness")
  }

  @Test func `different entries committed at one index break state machine safety`() {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    raft.store(n4, after: 0, [entry(2, 1, 12)])
    raft.commit(n4, 1)
    #expect(raft.fired == "state machine safety")
    #expect(raft.checks.violation?.message == "n4 committed 1@2, but 1@1 is committed there")
  }

  @Test func `an entry changed in memory is seen when it is committed`() {
    var raft = WatchedRaft.withOneEntry()
    raft.step(n2) {
      $0.log.truncate(after: 0)
      $0.log.append(entry(1, 1, 99))
      $0.commitIndex = 1
      $0.appliedIndex = 1
    }
    #expect(raft.fired == "state machine safety")
  }

  @Test func `a commit that only a minority has on disk breaks commit durability`() {
    var raft = WatchedRaft()
    raft.lead(n1, 1)
    for agent in [n1, n2, n3] {
      raft.store(agent, after: 0, [entry(1, 1, 11)], isDurable: agent != n3)
    }
    raft.commit(n1, 1)
    #expect(raft.fired == "commit durability")
    #expect(raft.checks.violation?.message == "n1 committed 1@1, durable on 2 of 5 agents")
  }

  @Test func `an answer before the commit breaks commit durability`() {
    var raft = WatchedRaft.withOneEntry()
    raft.checks.requested(write(1, 11), attempt(40), of: n1, at: 0)
    raft.checks.responded(.written, attempt(40), by: n1, at: 0)
    raft.step(n1)
    #expect(raft.fired == "commit durability")
  }

  @Test func `an answer in the step that commits is in time`() {
    var raft = WatchedRaft.withOneEntry()
    raft.checks.requested(write(1, 11), attempt(40), of: n1, at: 0)
    raft.checks.responded(.written, attempt(40), by: n1, at: 0)
    raft.commit(n1, 1)
    #expect(raft.fired == nil)
  }

  @Test func `an answer is judged though many requests were never answered`() {
    var raft = WatchedRaft.withOneEntry()
    for number in 0..<5000 as Range<Int32> {
      raft.checks.requested(write(2, 12), attempt(number), of: n1, at: 0)
    }
    raft.checks.responded(.mismatch(3), attempt(4500), by: n1, at: 0)
    raft.step(n1)
    #expect(raft.fired == "commit durability")
  }

  @Test func `a vote that leaves before it is durable is seen`() {
    var raft = WatchedRaft()
    raft.checks.sent(.vote(term: 1, granted: true), from: n2, to: n1, .arrives(1), at: 0)
    #expect(raft.fired == "durable before sent")
    raft = WatchedRaft()
    raft.persist(n2, .term(1, votedFor: n1))
    raft.checks.sent(.vote(term: 1, granted: true), from: n2, to: n1, .arrives(1), at: 0)
    #expect(raft.fired == nil)
  }

  @Test func `a candidate that asks for votes before its own is durable is seen`() {
    var raft = WatchedRaft()
    raft.persist(n2, .term(1, votedFor: nil))
    let request = Raft.VoteRequest(term: 1, lastIndex: 0, lastTerm: 0)
    raft.checks.sent(.requestVote(request), from: n2, to: n1, .lost(.cut), at: 0)
    #expect(raft.fired == "durable before sent")
  }

  @Test(arguments: [
    Raft.Message.appendReply(Raft.AppendReply(term: 1, stamp: 1, .matched(2))),
    .stored(term: 1, index: 2),
  ])
  func `an acknowledgement of what is not durable is seen`(_ message: Raft.Message) {
    var raft = WatchedRaft.withOneEntry()
    raft.store(n2, after: 1, [entry(1, 2, 12)], isDurable: false)
    raft.checks.sent(message, from: n2, to: n1, .arrives(1), at: 0)
    #expect(raft.fired == "durable before sent")
  }

  @Test func `a process that starts without what its disk keeps is seen`() {
    var raft = WatchedRaft.withOneEntry()
    raft.crash(n2)
    raft.start(n2) { $0.log.truncate(after: 0) }
    #expect(raft.fired == "durable state")
  }

  @Test func `a write after a gap is seen`() {
    var raft = WatchedRaft()
    raft.checks.becameDurable(
      .append(after: 3, noops(1)), Raft.Storage(), of: n1, at: 0)
    #expect(raft.fired == "durable state")
  }

  @Test func `a term that falls is seen, in a life, on the disk and across a restart`() {
    var raft = WatchedRaft()
    raft.enter(4, n2)
    raft.step(n2) { $0.term = 3 }
    #expect(raft.fired == "monotone term")
    raft = WatchedRaft()
    raft.enter(4, n2)
    raft.persist(n2, .term(3, votedFor: nil))
    #expect(raft.fired == "monotone term")
    raft = WatchedRaft()
    raft.enter(4, n2)
    raft.start(n2) { $0.term = 3 }
    #expect(raft.fired == "monotone term")
  }

  @Test func `a second vote in a term is seen, in memory and on the disk`() {
    var raft = WatchedRaft()
    raft.enter(4, n2, votingFor: n1)
    raft.step(n2) { $0.votedFor = n3 }
    #expect(raft.fired == "one vote")
    raft = WatchedRaft()
    raft.enter(4, n2, votingFor: n1)
    raft.persist(n2, .term(4, votedFor: n3))
    #expect(raft.fired == "one vote")
  }

  @Test func `a vote that is forgotten in its term is seen`() {
    var raft = WatchedRaft()
    raft.enter(4, n2, votingFor: n1)
    raft.step(n2) { $0.votedFor = nil }
    #expect(raft.fired == "one vote")
  }

  @Test func `a commit index that falls in a life is seen`() {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    raft.commit(n1, 0)
    #expect(raft.fired == "monotone commit")
  }

  @Test func `a match index beyond the follower's disk is seen`() {
    var raft = WatchedRaft.withOneEntry()
    raft.match(n1, n4, 1)
    #expect(raft.fired == "match index")
    #expect(
      raft.checks.violation?.message
        == "n1's match index of n4 is 1@1, but that disk's log ends at 0@0")
  }

  @Test func `a match index at which the follower has another entry is seen`() {
    var raft = WatchedRaft.withOneEntry()
    raft.enter(2, n1, n4)
    raft.lead(n1, 3)
    raft.store(n4, after: 0, [entry(2, 1, 22)])
    raft.match(n1, n4, 1)
    #expect(raft.fired == "match index")
  }

  @Test func `a match index that falls is seen unless the follower lost its disk`() {
    var raft = WatchedRaft.withOneEntry()
    raft.match(n1, n2, 1)
    raft.match(n1, n2, 0)
    #expect(raft.fired == "match index")
    raft = WatchedRaft.withOneEntry()
    raft.match(n1, n2, 1)
    raft.checks.noted(.lostEntries(n2, match: 1), by: n1, at: 0)
    raft.match(n1, n2, 0)
    #expect(raft.fired == nil)
  }

  @Test func `all match indices are looked at when something is committed`() {
    var raft = WatchedRaft.withOneEntry()
    raft.step(n1) {
      $0.progress[n5.index].match = 1
      $0.commitIndex = 1
      $0.appliedIndex = 1
    }
    #expect(raft.fired == "match index")
  }

  @Test func `applying what is not committed is seen, and committing what is not there`() {
    var raft = WatchedRaft.withOneEntry()
    raft.step(n1) { $0.appliedIndex = 1 }
    #expect(raft.fired == "applied index")
    raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 2)
    #expect(raft.fired == "applied index")
  }

  @Test func `only the first violation is kept`() {
    var raft = WatchedRaft()
    raft.lead(n1, 3)
    raft.lead(n4, 3)
    raft.step(n1) { $0.term = 1 }
    #expect(raft.fired == "election safety")
  }
}

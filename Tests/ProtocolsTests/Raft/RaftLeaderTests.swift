import Protocols
import Simulator
import Testing

@Suite("Raft 5.3 Log replication: leaders")
struct RaftLeaderTests {
  @Test func `a command is sent at once, written meanwhile, and answered when committed`() {
    var agent = TestAgent.leader()
    let append = TestAgent.append(1, after: 1, 1, [entry(1, 1, 5)], commit: 1, stamp: 2)
    #expect(
      agent.accept(write(1, 5), attempt(1)) == [
        .note(.appended(first: 2, last: 2, 1)), .sendAhead(append, to: n2),
        .sendAhead(append, to: n3), .persist(.append(after: 1, [entry(1, 1, 5)])),
        .send(.stored(term: 1, index: 2), to: n1),
      ])
    #expect(agent.receive(.stored(term: 1, index: 2), from: n1) == [])
    #expect(
      agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n3) == [
        .note(.committed(first: 2, last: 2, byLeader: true)),
        .respondAhead(.written, to: attempt(1)),
      ])
    #expect(agent.machine.store.read(0) == 5)
  }

  @Test func `a majority of followers commits without the leader's disk`() {
    var agent = TestAgent.leader()
    agent.accept(write(1, 5), attempt(1))
    #expect(agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n2) == [])
    #expect(
      agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n3).last
        == .respondAhead(.written, to: attempt(1)))
    #expect(agent.receive(.stored(term: 1, index: 2), from: n1) == [])
  }

  @Test func `commands of one instant share one message and one write`() {
    var agent = TestAgent.leader()
    agent.accept(write(1, 5), attempt(1))
    #expect(agent.accept(write(2, 6), attempt(2)) == [.setTimer(.flush, after: 0)])
    #expect(agent.accept(write(3, 7), attempt(3)) == [])
    let both = [entry(1, 2, 6), entry(1, 3, 7)]
    let append = TestAgent.append(1, after: 2, 1, both, commit: 1, stamp: 3)
    #expect(
      agent.expire(.flush) == [
        .note(.appended(first: 3, last: 4, 1)), .sendAhead(append, to: n2),
        .sendAhead(append, to: n3), .persist(.append(after: 2, both)),
        .send(.stored(term: 1, index: 4), to: n1),
      ])
  }

  @Test func `a batch waits for its last command or for its delay`() {
    var settings = Raft.Settings.fixed()
    settings.batchSize = 3
    settings.batchDelay = .ms(5)
    var agent = TestAgent.leader(settings)
    #expect(agent.accept(write(1, 5), attempt(1)) == [.setTimer(.flush, after: .ms(5))])
    #expect(agent.accept(write(2, 6), attempt(2)) == [])
    let full = agent.accept(write(3, 7), attempt(3))
    let entries = [entry(1, 1, 5), entry(1, 2, 6), entry(1, 3, 7)]
    #expect(full.first == .cancelTimer(.flush))
    #expect(full.contains(.persist(.append(after: 1, entries))))
    #expect(agent.accept(write(4, 8), attempt(4)) == [.setTimer(.flush, after: .ms(5))])
    #expect(agent.expire(.flush).contains(.persist(.append(after: 4, [entry(1, 4, 8)]))))
    #expect(agent.expire(.flush) == [])
  }

  @Test func `a full window holds entries back until a reply makes room`() {
    var agent = TestAgent.leader(.fixed(maxEntriesPerMessage: 2, maxInFlight: 1))
    agent.accept(write(1, 1), attempt(1))
    for number in 2...4 { agent.accept(write(Int32(number), 0), attempt(Int32(number))) }
    #expect(
      agent.expire(.flush) == [
        .note(.appended(first: 3, last: 5, 1)),
        .persist(.append(after: 2, [entry(1, 2, 0), entry(1, 3, 0), entry(1, 4, 0)])),
        .send(.stored(term: 1, index: 5), to: n1),
      ])
    let next = TestAgent.append(
      1, after: 2, 1, [entry(1, 2, 0), entry(1, 3, 0)], commit: 1, stamp: 4)
    #expect(
      agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n2) == [
        .sendAhead(next, to: n2)
      ])
  }

  @Test func `lost messages do not fill the window for ever`() {
    var agent = TestAgent.leader(.fixed(maxInFlight: 2))
    for number in 1...2 {
      agent.accept(write(Int32(number), 0), attempt(Int32(number)))
      agent.expire(.flush)
    }
    // Only the reply to the second arrives.
    agent.receive(TestAgent.reply(1, stamp: 3, .matched(3)), from: n2)
    var sent = 0
    for number in 3...4 {
      let effects = agent.accept(write(Int32(number), 0), attempt(Int32(number)))
      for effect in effects + agent.expire(.flush) {
        if case .sendAhead(.appendEntries, n2) = effect { sent += 1 }
      }
    }
    #expect(sent == 2)
  }

  @Test func `a late acknowledgement lowers nothing`() {
    var agent = TestAgent.leader()
    agent.accept(write(1, 0), attempt(1))
    agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n2)
    #expect(agent.receive(TestAgent.reply(1, stamp: 1, .matched(1)), from: n2) == [])
    #expect(agent.machine.matchIndex(of: n2) == 2)
  }

  @Test
  func `a rejection backs up over the follower's conflicting term and never raises the match`() {
    var agent = TestAgent(n1, .fixed(), disk(6, [1, 1, 4, 4, 5, 5, 6, 6]))
    agent.expire(.election)
    agent.receive(.vote(term: 7, granted: true), from: n2)
    let conflict = Raft.AppendReply.Outcome.conflict(at: 8, term: 2, first: 3)
    #expect(
      agent.receive(TestAgent.reply(7, stamp: 1, conflict), from: n2) == [
        .sendAhead(
          TestAgent.append(7, after: 2, 1, noops(4, 4, 5, 5, 6, 6, 7), stamp: 2), to: n2)
      ])
    #expect(agent.machine.matchIndex(of: n2) == 0)
  }

  @Test func `a rejection in a term that the leader has goes on after the leader's last of it`() {
    var agent = TestAgent(n1, .fixed(), disk(6, [1, 1, 4, 4, 6]))
    agent.expire(.election)
    agent.receive(.vote(term: 7, granted: true), from: n2)
    let conflict = Raft.AppendReply.Outcome.conflict(at: 5, term: 4, first: 3)
    #expect(
      agent.receive(TestAgent.reply(7, stamp: 1, conflict), from: n2) == [
        .sendAhead(TestAgent.append(7, after: 4, 4, noops(6, 7), stamp: 2), to: n2)
      ])
  }

  @Test func `a rejection of a short log goes on at its end`() {
    var agent = TestAgent(n1, .fixed(), disk(6, [1, 1, 4, 4, 6]))
    agent.expire(.election)
    agent.receive(.vote(term: 7, granted: true), from: n2)
    let conflict = Raft.AppendReply.Outcome.conflict(at: 5, term: 0, first: 2)
    #expect(
      agent.receive(TestAgent.reply(7, stamp: 1, conflict), from: n2) == [
        .sendAhead(TestAgent.append(7, after: 1, 1, noops(1, 4, 4, 6, 7), stamp: 2), to: n2)
      ])
    #expect(agent.receive(TestAgent.reply(7, stamp: 1, conflict), from: n2) == [], "a duplicate")
  }

  @Test func `a late rejection does not back up over what is matched`() {
    var agent = TestAgent.leader()
    agent.accept(write(1, 0), attempt(1))
    agent.accept(write(2, 0), attempt(2))
    agent.expire(.flush)
    agent.receive(TestAgent.reply(1, stamp: 3, .matched(3)), from: n2)
    let late = Raft.AppendReply.Outcome.conflict(at: 2, term: 0, first: 2)
    #expect(agent.receive(TestAgent.reply(1, stamp: 3, late), from: n2) == [])
    #expect(agent.machine.matchIndex(of: n2) == 3)
  }

  @Test func `a silent follower gets a heartbeat that promises no more than it has`() {
    var agent = TestAgent.leader()
    agent.now += .ms(10)
    agent.accept(write(1, 0), attempt(1))
    agent.receive(.stored(term: 1, index: 2), from: n1)
    agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n2)
    agent.now += .ms(40)
    #expect(agent.expire(.heartbeat) == [.setTimer(.heartbeat, after: .ms(10))])
    agent.now += .ms(10)
    #expect(
      agent.expire(.heartbeat) == [
        .sendAhead(TestAgent.heartbeat(1, commit: 2, stamp: 4), to: n2),
        .sendAhead(TestAgent.heartbeat(1, commit: 1, stamp: 4), to: n3),
        .setTimer(.heartbeat, after: .ms(50)),
      ])
  }

  @Test func `entries that were lost are sent again after a heartbeat is answered`() {
    var agent = TestAgent.leader()
    agent.accept(write(1, 0), attempt(1))
    agent.now += .ms(50)
    agent.expire(.heartbeat)
    #expect(
      agent.receive(TestAgent.heartbeatReply(1, stamp: 3, last: 1), from: n2) == [
        .sendAhead(
          TestAgent.append(1, after: 1, 1, [entry(1, 1, 0)], commit: 1, stamp: 4), to: n2)
      ])
  }

  @Test func `a follower that lost its disk is found out and starts over`() {
    var agent = TestAgent.leader()
    agent.now += .ms(50)
    agent.expire(.heartbeat)
    #expect(
      agent.receive(TestAgent.heartbeatReply(1, stamp: 2, last: 0), from: n2) == [
        .note(.lostEntries(n2, match: 1)),
        .sendAhead(TestAgent.append(1, after: 0, 0, noops(1), commit: 1, stamp: 3), to: n2),
      ])
    #expect(agent.machine.matchIndex(of: n2) == 0)
  }
}

import Simulator
import Testing

@testable import Protocols

@Suite("Raft, dissertation 6.4 Read-only queries")
struct RaftReadModeTests {
  private static func settings(
    _ mode: Raft.ReadMode, drift: Int64 = 0
  ) -> Raft.Settings {
    var settings = Raft.Settings.fixed(checkQuorum: true)
    settings.readMode = mode
    settings.leaseDrift = drift
    return settings
  }

  private func answer(_ effects: [Effect<Raft>]) -> [Effect<Raft>] {
    effects.filter { if case .respondAhead = $0 { true } else { false } }
  }

  @Test func `a read of the log is answered when its entry is committed`() {
    var agent = TestAgent.leader(Self.settings(.log))
    #expect(answer(agent.accept(read(), attempt(1))).isEmpty)
    #expect(agent.machine.log.lastIndex == 2)
    agent.receive(.stored(term: 1, index: 2), from: n1)
    #expect(
      agent.receive(TestAgent.reply(1, stamp: 2, .matched(2)), from: n2) == [
        .note(.committed(first: 2, last: 2, byLeader: true)),
        .respondAhead(.value(0), to: attempt(1)),
      ])
  }

  @Test func `a read of the log is certain to have had no effect when leadership is lost`() {
    var agent = TestAgent.leader(Self.settings(.log))
    agent.accept(read(), attempt(1))
    let effects = agent.receive(TestAgent.heartbeat(2, stamp: 4), from: n2)
    #expect(effects.contains(.respond(.notLeader(n2), to: attempt(1))))
  }

  /// The lease runs from when the leader sent what a majority answered, and not from the answer.
  @Test(arguments: [
    (0 as Int64, 149, true), (0, 150, false), (200_000, 99, true), (200_000, 100, false),
  ])
  func `a lease is as long as the shortest election timeout less what clocks may differ`(
    drift: Int64, age: Int64, holds: Bool
  ) {
    var agent = TestAgent.leader(Self.settings(.lease, drift: drift))
    agent.now += .ms(50)
    agent.expire(.heartbeat)
    agent.now += .ms(40)
    agent.receive(TestAgent.heartbeatReply(1, stamp: 2, last: 1), from: n2)
    agent.now += .ms(age - 40)
    #expect(answer(agent.accept(read(), attempt(1))).isEmpty == !holds)
    if holds { return }
    // It is answered as by ReadIndex then.
    let stamp = agent.machine.stamp
    let effects = agent.receive(TestAgent.heartbeatReply(1, stamp: stamp, last: 1), from: n3)
    #expect(answer(effects) == [.respondAhead(.value(0), to: attempt(1))])
  }

  @Test func `a new leader has no lease of an earlier term`() {
    var agent = TestAgent.leader(Self.settings(.lease))
    agent.accept(read(), attempt(1))
    agent.receive(TestAgent.heartbeat(2, stamp: 4), from: n2)
    agent.now += .ms(1)
    agent.expire(.election)
    agent.receive(.vote(term: 3, granted: true), from: n3)
    #expect(answer(agent.accept(read(), attempt(2))).isEmpty)
  }

  @Test(arguments: [Raft.ReadMode.timer, .leader])
  func `without a look at the clock a leader answers however long nobody was heard`(
    mode: Raft.ReadMode
  ) {
    var agent = TestAgent.leader(Self.settings(mode))
    agent.now += .ms(10_000)
    #expect(
      answer(agent.accept(read(), attempt(1))) == [.respondAhead(.value(0), to: attempt(1))])
  }

  @Test func `where any agent answers a follower does`() {
    var follower = TestAgent(n2, of: 3, Self.settings(.anyAgent))
    #expect(
      answer(follower.accept(read(), attempt(1))) == [.respondAhead(.value(0), to: attempt(1))])
    #expect(follower.accept(write(1, 5), attempt(2)) == [.respond(.notLeader(nil), to: attempt(2))])
  }

  @Test func `an agent that starts again votes for nobody while an earlier promise may last`() {
    for mode in [Raft.ReadMode.index, .lease] {
      var agent = TestAgent(n2, of: 3, Self.settings(mode), disk(1, [1]))
      let early = agent.receive(TestAgent.requestVote(2, last: 1, 1), from: n3)
      #expect(early.contains(.send(.vote(term: 2, granted: true), to: n3)) == (mode == .index))
      agent.now += .ms(150)
      let late = agent.receive(TestAgent.requestVote(2, last: 1, 1), from: n3)
      #expect(late.contains(.send(.vote(term: 2, granted: true), to: n3)))
    }
  }

  @Test func `no order makes an agent stand against a leader whose lease rests on it`() {
    var agent = TestAgent(n2, of: 3, Self.settings(.lease))
    agent.receive(TestAgent.heartbeat(1), from: n1)
    #expect(agent.step { _ = $0.obey(0, of: AgentSet(), &$1) } == [])
    agent.now += .ms(150)
    #expect(agent.step { _ = $0.obey(0, of: AgentSet(), &$1) } != [])
  }

  @Test func `without sessions a repeated command takes effect again`() {
    for sessions in [true, false] {
      var settings = Raft.Settings.fixed()
      settings.sessions = sessions
      var agent = TestAgent.leader(settings)
      for (number, request) in [write(1, 5), write(2, 6), write(1, 5)].enumerated() {
        agent.accept(request, attempt(Int32(number)))
        let last = agent.machine.log.lastIndex
        agent.receive(.stored(term: 1, index: last), from: n1)
        agent.receive(TestAgent.reply(1, stamp: Int64(last), .matched(last)), from: n2)
      }
      #expect(agent.machine.store.read(0) == (sessions ? 6 : 5))
    }
  }
}

import Simulator
import Testing

@testable import Protocols

@Suite("Raft, transfers of leadership (dissertation, 3.10)")
struct RaftTransferTests {
  private static func transfer(_ agent: inout TestAgent, to target: AgentID) -> Bool {
    var isObeyed = false
    let order = Raft.orderNames.firstIndex(of: "transfer")!
    _ = agent.step { isObeyed = $0.obey(order, of: AgentSet([target]), &$1) }
    return isObeyed
  }

  @Test func `a target that has the log is told to stand at once, and no command is taken`() {
    var agent = TestAgent.leader()
    let order = Raft.orderNames.firstIndex(of: "transfer")!
    let effects = agent.step { _ = $0.obey(order, of: AgentSet([n2]), &$1) }
    #expect(
      effects == [.note(.transferBegun(to: n2, 1)), .sendAhead(.timeoutNow(term: 1), to: n2)])
    #expect(agent.accept(write(1, 5), attempt(1)) == [.respond(.notLeader(nil), to: attempt(1))])
  }

  @Test func `a target that lacks entries gets them before it is told to stand`() {
    var agent = TestAgent.leader()
    agent.accept(write(1, 5), attempt(1))
    #expect(Self.transfer(&agent, to: n3))
    #expect(agent.machine.transfer?.isSent == false)
    let effects = agent.receive(TestAgent.reply(1, stamp: 9, .matched(2)), from: n3)
    #expect(effects.contains(.sendAhead(.timeoutNow(term: 1), to: n3)))
  }

  @Test func `a leader leads on if nobody takes over within an election timeout`() {
    var agent = TestAgent.leader()
    #expect(Self.transfer(&agent, to: n2))
    agent.now += .ms(150)
    #expect(agent.expire(.heartbeat).contains(.note(.transferAborted(to: n2, 1))))
    #expect(agent.machine.transfer == nil)
    #expect(
      !agent.accept(write(1, 5), attempt(1)).contains(.respond(.notLeader(nil), to: attempt(1))))
  }

  @Test func `who has no vote or may not lead is no target`() {
    var settings = Raft.Settings.fixed()
    settings.nonCandidates.insert(n2)
    settings.initialMembers = Raft.Membership(voters: members(1, 2, 3))
    var agent = TestAgent.leader(settings)
    #expect(!Self.transfer(&agent, to: n2))
    #expect(!Self.transfer(&agent, to: n1))
    #expect(!Self.transfer(&agent, to: n5))
    #expect(Self.transfer(&agent, to: n3))
  }

  @Test func `the word of the leader makes an agent stand, and is heeded by those who hear it`() {
    var target = TestAgent(n2, of: 3, .fixed(preVote: true, checkQuorum: true))
    target.receive(TestAgent.heartbeat(1), from: n1)
    let effects = target.receive(.timeoutNow(term: 1), from: n1)
    let request = Raft.VoteRequest(term: 2, lastIndex: 0, lastTerm: 0, isTransfer: true)
    #expect(effects.contains(.send(.requestVote(request), to: n3)))
    var voter = TestAgent(n3, of: 3, .fixed(checkQuorum: true))
    voter.receive(TestAgent.heartbeat(1), from: n1)
    #expect(voter.receive(TestAgent.requestVote(2), from: n2) == [])
    #expect(
      voter.receive(.requestVote(request), from: n2).contains(
        .send(.vote(term: 2, granted: true), to: n2)))
  }

  @Test func `the word of an earlier term is not obeyed, but by a mistake`() {
    for mistake in [nil, Raft.Mistake.obeysLate] {
      var settings = Raft.Settings.fixed()
      settings.mistake = mistake
      var target = TestAgent(n2, of: 3, settings)
      target.receive(TestAgent.heartbeat(2), from: n3)
      let effects = target.receive(.timeoutNow(term: 1), from: n1)
      #expect(effects.isEmpty == (mistake == nil))
    }
  }

  @Test func `no lease holds in a term whose leader told another to stand`() {
    var settings = Raft.Settings.fixed(checkQuorum: true)
    settings.readMode = .lease
    for mistake in [nil, Raft.Mistake.keepsLease] {
      settings.mistake = mistake
      var agent = TestAgent.leader(settings)
      agent.now += .ms(50)
      agent.expire(.heartbeat)
      agent.receive(
        TestAgent.heartbeatReply(1, stamp: agent.machine.stamp, last: 1), from: n2)
      let answer = Effect<Raft>.respondAhead(.value(0), to: attempt(1))
      #expect(agent.accept(read(), attempt(1)).contains(answer))
      #expect(Self.transfer(&agent, to: n2))
      #expect(agent.accept(read(), attempt(1)).contains(answer) == (mistake != nil))
    }
  }

  @Test func `a leader hands over to a voter of a higher priority that has the log`() {
    var settings = Raft.Settings.fixed()
    settings.priorities = [1, 0, 2]
    var agent = TestAgent.leader(settings)
    agent.now += .ms(50)
    #expect(!agent.expire(.heartbeat).contains(.sendAhead(.timeoutNow(term: 1), to: n3)))
    agent.now += .ms(200)
    #expect(agent.expire(.heartbeat).contains(.sendAhead(.timeoutNow(term: 1), to: n3)))
    settings.priorities = [2, 0, 2]
    var highest = TestAgent.leader(settings)
    highest.now += .ms(200)
    #expect(!highest.expire(.heartbeat).contains(.sendAhead(.timeoutNow(term: 1), to: n3)))
  }
}

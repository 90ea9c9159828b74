import Protocols
import Simulator
import Testing

@Suite("Raft, options of candidates and leaders, orders, and logs that are given")
struct RaftOptionsTests {
  private static func agent(
    _ change: (inout Raft.Settings) -> Void, _ storage: Raft.Storage = Raft.Storage()
  ) -> TestAgent {
    var settings = Raft.Settings.fixed()
    change(&settings)
    return TestAgent(n1, settings, storage)
  }

  @Test func `a candidate that a request unseats votes, and keeps its timer but for the vote`() {
    var agent = Self.agent { _ in }
    agent.expire(.election)
    #expect(
      agent.receive(TestAgent.requestVote(2), from: n2) == [
        .note(.becameFollower(1)), .note(.termChanged(2)), .note(.voteGranted(2, to: n2)),
        .persist(.term(2, votedFor: n2)), .setTimer(.election, after: .ms(150)),
        .send(.vote(term: 2, granted: true), to: n2),
      ])
  }

  @Test func `it refuses its vote and draws a fresh timeout where it is told to`() {
    var refusing = Self.agent { $0.refusesWhenSteppingDown = true }
    refusing.expire(.election)
    #expect(
      refusing.receive(TestAgent.requestVote(2), from: n2) == [
        .note(.becameFollower(1)), .note(.termChanged(2)), .persist(.term(2, votedFor: nil)),
        .send(.vote(term: 2, granted: false), to: n2),
      ])
    // It stands no longer, and so votes if it is asked again.
    #expect(
      refusing.receive(TestAgent.requestVote(2), from: n2).contains(
        .send(.vote(term: 2, granted: true), to: n2)))
    var both = Self.agent {
      $0.refusesWhenSteppingDown = true
      $0.redrawsWhenSteppingDown = true
    }
    both.expire(.election)
    #expect(
      both.receive(TestAgent.requestVote(2), from: n2) == [
        .note(.becameFollower(1)), .note(.termChanged(2)), .persist(.term(2, votedFor: nil)),
        .setTimer(.election, after: .ms(150)), .send(.vote(term: 2, granted: false), to: n2),
      ])
    // A follower is no candidate, and a request of the same term unseats nobody.
    var follower = Self.agent { $0.refusesWhenSteppingDown = true }
    #expect(
      follower.receive(TestAgent.requestVote(1), from: n2).contains(
        .send(.vote(term: 1, granted: true), to: n2)))
  }

  @Test func `a timeout that is doubled beyond all time is waited for without end`() {
    var agent = Self.agent {
      $0.candidateDoublings = 20
      $0.candidateTimeout = Nanoseconds.never / 4...Nanoseconds.never / 4
    }
    for _ in 0..<3 { agent.expire(.election) }
    for _ in 0..<30 {
      #expect(agent.expire(.election).contains(.setTimer(.election, after: .never)))
    }
  }

  @Test func `a candidate's timeout doubles with each candidacy until it hears of a leader`() {
    var agent = Self.agent { $0.candidateDoublings = 2 }
    func timeouts(_ effects: [Effect<Raft>]) -> [Effect<Raft>] {
      effects.filter { if case .setTimer(.election, _) = $0 { true } else { false } }
    }
    for milliseconds in [200, 400, 800, 800] as [Int64] {
      #expect(
        timeouts(agent.expire(.election)) == [.setTimer(.election, after: .ms(milliseconds))])
    }
    agent.receive(TestAgent.heartbeat(9), from: n2)
    #expect(timeouts(agent.expire(.election)) == [.setTimer(.election, after: .ms(200))])
  }

  @Test func `a leader without a first entry of its own sends heartbeats at once`() {
    var agent = Self.agent({ $0.leaderNoop = false }, disk(4, [1, 4]))
    agent.expire(.election)
    let effects = agent.receive(.vote(term: 5, granted: true), from: n3)
    #expect(
      effects == [
        .note(.becameLeader(5, lastIndex: 2, lastTerm: 4)), .cancelTimer(.election),
        .sendAhead(TestAgent.heartbeat(5), to: n2), .sendAhead(TestAgent.heartbeat(5), to: n3),
        .setTimer(.heartbeat, after: .ms(50)),
      ])
    #expect(agent.machine.log.lastIndex == 2)
  }

  @Test func `agents campaign and step down when they are told to, if they can`() {
    #expect(Raft.orderNames.prefix(3) == ["campaign", "step down", "compact"])
    var agent = Self.agent { _ in }
    var obeys = false
    #expect(agent.step { obeys = $0.obey(1, of: AgentSet(), &$1) } == [] && !obeys)
    let effects = agent.step { obeys = $0.obey(0, of: AgentSet(), &$1) }
    #expect(obeys && effects.contains(.note(.becameCandidate(1))))
    agent.receive(.vote(term: 1, granted: true), from: n3)
    #expect(agent.step { obeys = $0.obey(0, of: AgentSet(), &$1) } == [] && !obeys)
    #expect(agent.step { obeys = $0.obey(1, of: AgentSet(), &$1) }.first == .note(.steppedDown(1)))
    #expect(obeys && agent.machine.role == .follower)
    var voter = TestAgent(n1, mayLead: false)
    #expect(voter.step { obeys = $0.obey(0, of: AgentSet(), &$1) } == [] && !obeys)
  }

  @Test func `a disk holds the log that is given before its agent starts`() {
    var settings = Raft.Settings.fixed()
    let profiles = (0..<3).map { Profile(id: AgentID($0), clusterSize: 3) }
    #expect(Raft.initialStorage(profiles[0], settings) == nil)
    settings.initialLogs = [[1, 1, 1], []]
    let disks = profiles.map { Raft.initialStorage($0, settings) }
    #expect(disks == [disk(1, [1, 1, 1]), disk(1), disk(1)])
  }

  @Test func `the kinds of messages are those that their fields tell`() {
    let heartbeat = Raft.Heartbeat(term: 1, commitIndex: 0, stamp: 1)
    let messages: [Raft.Message] = [
      TestAgent.requestVote(1), .vote(term: 1, granted: true), TestAgent.requestPreVote(1),
      .preVote(term: 1, proposed: 1, granted: true), TestAgent.append(1, after: 0, 0, []),
      TestAgent.reply(1, .matched(0)), .heartbeat(heartbeat),
      .heartbeatReply(Raft.HeartbeatReply(term: 1, stamp: 1, lastIndex: 0)),
      .stored(term: 1, index: 1),
      TestAgent.installSnapshot(1, upTo: 1, 1, of: 1, [.value(key: 1, 1)]),
      TestAgent.installReply(1, .received(1)), .snapshotStored(index: 1),
      .timeoutNow(term: 1), .format(term: 1, newest: 2),
    ]
    #expect(messages.map { Fields(of: $0).kind } == Raft.Message.kindNames)
    #expect(messages.map { KindVisitor(of: $0).index } == Array(messages.indices))
  }
}

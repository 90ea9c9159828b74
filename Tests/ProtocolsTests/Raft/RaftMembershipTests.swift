import Simulator
import Testing

@testable import Protocols

/// Members by their numbers from 1.
func members(_ numbers: Int...) -> UInt64 {
  Raft.Membership.set(numbers.map { AgentID($0 - 1) })
}

@Suite("Raft, changes of the membership (dissertation, chapter 4)")
struct RaftMembershipTests {
  /// Of four agents or more the first three vote, and n1 leads; its first entry is committed.
  private static func cluster(
    _ size: Int = 4, members: UInt64 = members(1, 2, 3), elects: Bool = true,
    _ change: (inout Raft.Settings) -> Void = { _ in }
  ) -> TestCluster {
    var settings = Raft.Settings.fixed()
    settings.initialMembers = Raft.Membership(voters: members)
    change(&settings)
    var cluster = TestCluster(size, settings)
    if elects {
      cluster.elect(n1)
      cluster.heartbeat(of: n1)
    }
    return cluster
  }

  private static func ask(
    _ cluster: inout TestCluster, _ change: Raft.Change, of agent: AgentID = n1, attempt: Int32 = 1
  ) {
    let session = Raft.Session(client: -1, sequence: attempt)
    cluster.accept(
      Raft.Request(session, .change(change)), RequestID(client: 9, attempt: attempt), at: agent)
  }

  @Test func `an agent that is no member does not stand, and answers who asks it`() {
    var cluster = Self.cluster(elects: false)
    cluster.expire(.election, of: n4)
    #expect(cluster[n4].role == .follower && cluster.wire.isEmpty)
    cluster.deliver(
      TestCluster.Packet(source: n1, target: n4, message: TestAgent.requestVote(1)))
    #expect(cluster[n4].votedFor == n1)
  }

  @Test func `an agent is added once it has the log, and the newest entry counts at once`() {
    var cluster = Self.cluster()
    Self.ask(&cluster, .add(n4))
    #expect(cluster[n1].configurationIndex == 0)
    while cluster[n1].configurationIndex == 0 { cluster.deliver(cluster.take()) }
    // In the log of the leader alone.
    #expect(cluster[n1].configuration.members?.voters == members(1, 2, 3, 4))
    #expect(cluster[n1].configuration.quorum == 3)
    cluster.settle()
    #expect(cluster.replies.map { $0.reply } == [.changed])
    #expect(cluster[n4].configuration.members?.voters == members(1, 2, 3, 4))
    #expect(cluster[n4].log == cluster[n1].log)
  }

  @Test func `a change is refused before an entry of the term is committed, and beside another`() {
    var cluster = Self.cluster(elects: false)
    cluster.expire(.election, of: n1)
    // Votes arrive, and nothing of what the leader sends then.
    while cluster[n1].role != .leader { cluster.deliver(cluster.take()) }
    Self.ask(&cluster, .remove(n3))
    #expect(cluster.replies.map { $0.reply } == [.refused(.ownTermUncommitted)])
    cluster.settle()
    Self.ask(&cluster, .remove(n3), attempt: 2)
    Self.ask(&cluster, .remove(n2), attempt: 3)
    #expect(cluster.replies.last?.reply == .refused(.changeUnderWay))
    cluster.settle()
    #expect(cluster.replies.last?.reply == .changed)
    #expect(cluster[n1].configuration.members?.voters == members(1, 2))
  }

  @Test func `a mistake lets a leader change the members before its own entry is committed`() {
    var cluster = Self.cluster(elects: false) { $0.mistake = .changesEarly }
    cluster.expire(.election, of: n1)
    while cluster[n1].role != .leader { cluster.deliver(cluster.take()) }
    Self.ask(&cluster, .remove(n3))
    #expect(cluster.replies.isEmpty && cluster[n1].configurationIndex == 2)
  }

  @Test func `what is cut off the log is taken back, and a restart finds what is in it`() {
    var cluster = Self.cluster()
    cluster.wire.removeAll()
    Self.ask(&cluster, .remove(n3))
    #expect(cluster[n1].configuration.members?.voters == members(1, 2))
    cluster.crash(n1)
    cluster.start(n1)
    #expect(cluster[n1].configuration.members?.voters == members(1, 2))
    cluster.wire.removeAll()
    cluster.elect(n2, among: [n2, n3])
    cluster.heartbeat(of: n2)
    #expect(cluster[n1].configuration.members?.voters == members(1, 2, 3))
    #expect(cluster[n1].configurationIndex == 0 && cluster[n1].awaitedConfiguration == .max)
  }

  @Test
  func `a leader that is removed counts itself no more, and steps down once that is committed`() {
    var cluster = Self.cluster()
    Self.ask(&cluster, .remove(n1))
    let index = cluster[n1].log.lastIndex
    cluster.settle(among: [n1])
    #expect(cluster[n1].commitIndex < index && cluster[n1].role == .leader)
    cluster.heartbeat(of: n1, among: [n1, n2])
    cluster.now += 2 * cluster.settings.heartbeat
    // Its own disk and n2's are no majority of n2 and n3.
    #expect(cluster[n1].commitIndex < index)
    for _ in 0..<4 where cluster[n1].role == .leader { cluster.heartbeat(of: n1) }
    #expect(cluster[n1].commitIndex == index && cluster[n1].role == .follower)
    #expect(cluster.replies.map { $0.reply } == [.changed])
    cluster.expire(.election, of: n1)
    #expect(cluster[n1].role == .follower)
  }

  @Test func `of two, one that is removed may have to lead until its removal is committed`() {
    var cluster = Self.cluster(2, members: members(1, 2))
    Self.ask(&cluster, .remove(n1))
    cluster.wire.removeAll()
    cluster.expire(.election, of: n2)
    cluster.settle()
    // n2 lacks the entry, and needs both votes; n1 stands although it is no member by its own log.
    #expect(cluster[n2].role != .leader)
    cluster.expire(.election, of: n1)
    cluster.settle()
    #expect(cluster[n2].log.lastIndex >= 2)
    #expect(cluster[n2].configuration.members?.voters == members(2))
  }

  @Test func `while joint a majority of each set is asked`() {
    let joint = Raft.Membership(voters: members(4, 5), outgoing: members(1, 2, 3))
    #expect(joint.isQuorum(members(1, 2, 4, 5)))
    #expect(!joint.isQuorum(members(1, 2, 3, 4)))
    #expect(!joint.isQuorum(members(1, 4, 5)))
    var cluster = Self.cluster(5) { $0.changes = .joint }
    Self.ask(&cluster, .members(members(1, 4, 5)))
    cluster.settle()
    #expect(cluster.replies.map { $0.reply } == [.changed])
    #expect(cluster[n1].configuration.members == Raft.Membership(voters: members(1, 4, 5)))
    #expect(cluster[n1].configurationIndex == 3)
  }

  @Test func `one at a time, all members are exchanged, the leader last`() {
    var cluster = Self.cluster(5)
    Self.ask(&cluster, .members(members(4, 5)))
    cluster.settle()
    for _ in 0..<4 where cluster.replies.isEmpty { cluster.heartbeat(of: n1) }
    #expect(cluster.replies.map { $0.reply } == [.changed])
    let steps = cluster.notes.compactMap { note -> UInt64? in
      guard note.agent == n1, case .configurationInForce(_, let members) = note.note else {
        return nil
      }
      return members.voters
    }
    #expect(
      steps == [
        members(1, 2, 3, 4), members(1, 2, 3, 4, 5), members(1, 3, 4, 5), members(1, 4, 5),
        members(4, 5),
      ])
    #expect(cluster[n1].role == .follower)
  }

  @Test func `a learner gets the log, has no vote, and is promoted when it has caught up`() {
    var cluster = Self.cluster()
    Self.ask(&cluster, .promote(n4))
    #expect(cluster.replies.last?.reply == .refused(.noLearner))
    Self.ask(&cluster, .addLearner(n4), attempt: 2)
    cluster.settle()
    let learner = Raft.Membership(voters: members(1, 2, 3), learners: members(4))
    #expect(cluster[n4].configuration.members == learner)
    var votes = Raft.VoterSet()
    votes.insert(n1)
    votes.insert(n4)
    #expect(!cluster[n1].configuration.isQuorum(votes))
    cluster.expire(.election, of: n4)
    #expect(cluster[n4].role == .follower)
    Self.ask(&cluster, .promote(n4), attempt: 3)
    cluster.settle()
    #expect(cluster[n4].configuration.members?.voters == members(1, 2, 3, 4))
  }

  @Test func `an agent that does not catch up is refused by name`() {
    var cluster = Self.cluster { $0.catchUpRounds = 2 }
    Self.ask(&cluster, .add(n4))
    cluster.now += .ms(200)
    cluster.heartbeat(of: n1, among: [n1, n2, n3])
    #expect(cluster.replies.last?.reply == .refused(.silent))
    #expect(cluster[n1].catchUp == nil && cluster[n1].demand == nil)
    Self.ask(&cluster, .add(n4), attempt: 2)
    // Each answer takes longer than an election timeout, and there is more to send by then.
    while cluster[n1].catchUp != nil, !cluster.wire.isEmpty {
      let packet = cluster.take()
      if packet.source == n4 {
        cluster.now += .ms(160)
        let number = Int32(cluster[n1].log.lastIndex)
        cluster.accept(write(number, 5), attempt(number), at: n1)
        cluster.expire(.flush, of: n1)
      }
      cluster.deliver(packet)
    }
    #expect(cluster.replies.last?.reply == .refused(.tooSlow))
  }

  @Test func `no removal leaves fewer voters than the least`() {
    var cluster = Self.cluster { $0.minVoters = 3 }
    Self.ask(&cluster, .remove(n2))
    #expect(cluster.replies.map { $0.reply } == [.refused(.tooFewVoters)])
    Self.ask(&cluster, .members(members(1, 2)), attempt: 2)
    #expect(cluster.replies.last?.reply == .refused(.tooFewVoters))
    Self.ask(&cluster, .remove(n4), attempt: 3)
    #expect(cluster.replies.last?.reply == .changed)
  }
}

import Simulator
import Testing

@testable import Protocols

@Suite("Raft safety checks, where the membership changes")
struct RaftMembershipCheckTests {
  /// n1 leads term 1 of five, and has an entry of its term committed.
  private static func leading() -> WatchedRaft {
    var raft = WatchedRaft.withOneEntry()
    raft.commit(n1, 1)
    return raft
  }

  /// An agent puts a configuration behind its log, and counts by it if it does so rightly.
  private static func configure(
    _ raft: inout WatchedRaft, _ agents: [AgentID], _ members: Raft.Membership,
    term: Raft.Term = 1, heeds: Bool = true
  ) {
    let entry = Raft.Entry(term: term, .configure(members))
    for agent in agents {
      let last = raft.machines[agent.index].log.lastIndex
      raft.step(agent, writes: [.append(after: last, [entry])]) {
        $0.log.append(entry)
        if heeds { $0.configuration = Raft.Configuration(agentCount: 5, members, of: agent, nil) }
      }
    }
  }

  private static func vote(_ raft: inout WatchedRaft, for candidate: AgentID, of voter: AgentID) {
    raft.enter(2, voter, votingFor: candidate)
    raft.checks.sent(
      .vote(term: 2, granted: true), from: voter, to: candidate, .arrives(1), at: 0)
  }

  private static let four = Raft.Membership(voters: members(1, 2, 3, 4))

  @Test func `a leader without the votes of a majority in force is seen`() {
    var raft = Self.leading()
    Self.configure(&raft, [n1, n2, n3], Self.four)
    Self.vote(&raft, for: n2, of: n3)
    raft.lead(n2, 2)
    #expect(raft.fired == "election quorum")
    #expect(
      raft.checks.violation?.message
        == "n2 was elected in term 2 by {n2 n3}, no majority of {n1 n2 n3 n4}")
  }

  @Test func `a majority of what is in force elects, whoever else there is`() {
    var raft = Self.leading()
    Self.configure(&raft, [n1, n2, n3], Self.four)
    Self.vote(&raft, for: n2, of: n3)
    Self.vote(&raft, for: n2, of: n4)
    raft.lead(n2, 2)
    raft.checks.conclude()
    #expect(raft.fired == nil)
  }

  @Test func `an agent that counts by another configuration than its log's is seen at the end`() {
    var raft = Self.leading()
    Self.configure(&raft, [n1], Self.four, heeds: false)
    #expect(raft.fired == nil)
    raft.checks.conclude()
    #expect(raft.fired == "configuration in force")
  }

  @Test func `a step of two voters is seen at the end, and one by way of both sets is none`() {
    var raft = Self.leading()
    Self.configure(&raft, [n1], Raft.Membership(voters: members(1, 2, 3)))
    raft.checks.conclude()
    #expect(raft.fired == "configuration step")
    var joint = Self.leading()
    Self.configure(
      &joint, [n1, n2, n3],
      Raft.Membership(voters: members(1, 2, 3), outgoing: members(1, 2, 3, 4, 5)))
    joint.commit(n1, 2)
    Self.configure(&joint, [n1], Raft.Membership(voters: members(1, 2, 3)))
    joint.checks.conclude()
    #expect(joint.fired == nil)
  }

  @Test
  func `a change before one of the term, or the change before, is committed is seen at the end`() {
    var early = WatchedRaft.withOneEntry()
    Self.configure(&early, [n1], Self.four)
    early.checks.conclude()
    #expect(early.fired == "configuration step")
    var hasty = Self.leading()
    Self.configure(&hasty, [n1], Self.four)
    Self.configure(&hasty, [n1], Raft.Membership(voters: members(1, 2, 3)))
    hasty.checks.conclude()
    #expect(hasty.fired == "configuration step")
  }

  @Test func `what is committed takes a majority of what is in force`() {
    var raft = Self.leading()
    Self.configure(&raft, [n1, n2, n3], Self.four)
    raft.store(n1, after: 2, [entry(1, 2, 12)])
    raft.store(n2, after: 2, [entry(1, 2, 12)])
    raft.commit(n1, 3)
    #expect(raft.fired == "commit durability")
    #expect(
      raft.checks.violation?.message
        == "n1 committed 3@1, durable on {n1 n2}, no majority of {n1 n2 n3 n4}")
  }
}

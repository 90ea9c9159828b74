import Protocols
import Simulator
import Testing

/// What the values of elections tell of themselves: kinds, fields and words.
@Suite("Fields of elections")
struct ElectionFieldsTests {
  static let bodies: [Election.Body] = [
    .election(Election.Priority(score: 7, agent: AgentID(1))), .answer, .coordinator(sentAt: 1),
    .heartbeat(sentAt: 1), .order(1), .acknowledge(sentAt: 1), .refuse(remaining: 1),
    .leased(remaining: 1), .challenge, .resign(successor: nil), .accepted(1),
    .call(election: 1, candidates: []), .vote(election: 1, AgentID(0)), .stored(election: 1),
  ]

  @Test func `messages are numbered in the order of their cases and have different names`() {
    #expect(Self.bodies.map { KindVisitor(of: Election.Message($0)).index } == Array(0..<14))
    let names = Self.bodies.compactMap { Fields(of: Election.Message($0)).kind }
    #expect(Set(names).count == 14)
  }

  @Test func `a message says its group, what it carries and its term`() {
    let global = Election.Message(.order(5), term: 3)
    #expect(global.description == "order, order 5, term 3")
    let group = Election.Message(.resign(successor: AgentID(2)), term: 3, scope: .group(0))
    #expect(group.description == "resign, group 1, successor n3, term 3")
    #expect(
      KindVisitor(of: group).index
        == KindVisitor(of: Election.Message(.resign(successor: nil))).index)
    #expect(Fields(of: group)["group"] == .integer(1))
  }

  @Test func `messages and notes that differ in one value alone have different digests`() {
    let messages = [
      Election.Message(.order(1)), Election.Message(.order(2)), Election.Message(.accepted(1)),
      Election.Message(.order(1), term: 1), Election.Message(.order(1), scope: .group(0)),
      Election.Message(.order(1), scope: .group(1)), Election.Message(.resign(successor: nil)),
      Election.Message(.resign(successor: AgentID(0))),
    ]
    #expect(Set(messages.map { Self.digest($0) }).count == messages.count)
    let notes = [
      Election.Note(.steppedDown(.yielded), 1, .global),
      Election.Note(.steppedDown(.resigned), 1, .global),
      Election.Note(.electionFailed(.preempted), 1, .global),
      Election.Note(.electionFailed(.deadline), 1, .global),
      Election.Note(.electionFailed(.deadline), 2, .global),
      Election.Note(.electionFailed(.deadline), 2, .group(0)),
    ]
    #expect(Set(notes.map { Self.digest($0) }).count == notes.count)
  }

  static func digest<T: Traceable>(_ value: T) -> UInt64 {
    var digest = Digest()
    value.feed(&digest)
    return digest.value
  }

  @Test func `requests, replies, notes and timers in words`() {
    #expect(Election.Request(.elect, .group(1)).description == "elect, group 2")
    #expect(Election.Reply.notLeader(AgentID(1)).description == "not leader, leader n2")
    let note = Election.Note(.steppedDown(.leaseLost), 4, .global)
    #expect(note.description == "stepped down, reason lease lost, term 4")
    #expect(Election.Timer(.tenure, scope: 1).description == "group tenure")
    #expect(
      ElectionLoad.Note.answered(client: 0, .done(1)).description
        == "answered, client 1, reply (done, term 1)")
  }

  @Test func `every alarm has a number of its own`() {
    let alarms: [ElectionLoad.Alarm] = [
      .order, .script(0), .script(9), .timeout(attempt: 1), .timeout(attempt: 7),
    ]
    #expect(alarms.map { $0.code } == [0, 1, 10, -1, -7])
    #expect(alarms.map { ElectionLoad.Alarm(code: $0.code) } == alarms)
  }

  @Test func `an inspected agent shows its role, its promise, its lease and pending orders`() {
    let leader = MembershipTests.leader
    guard case .list(let memberships)? = Fields(of: leader.machine)["memberships"],
      case .composite(let fields)? = memberships.first
    else {
      Issue.record("no membership")
      return
    }
    #expect(memberships.count == 1)
    #expect(fields["phase"] == .composite(Fields(kind: "leading")))
    #expect(fields["leader"] == .agent(AgentID(1)))
    #expect(fields["leaseEnd"] == .time(leader.membership.leaseEnd))
    let acknowledged = [1, 2].map { index in
      FieldValue.composite(
        Fields([
          Field("member", .agent(AgentID(index))), Field("sentAt", .time(1000 * .millisecond)),
        ]))
    }
    #expect(fields["acknowledgements"] == .list(acknowledged))
    var busy = leader
    busy.ask(.order)
    #expect(Fields(of: busy.machine).text.contains("pending orders [(order 1"))
  }

  @Test func `an inspected agent of the brief shows its ballots, one of bully its coordinator`() {
    var turn = Turn<Election>(agent: AgentID(0), now: .second)
    let profile = Profile(id: AgentID(0), clusterSize: 3)
    var brief = Election(profile, Election.Settings(mode: .brief))
    brief.accept(Election.Request(.elect), RequestID(client: 0, attempt: 1), &turn)
    guard case .list(let ballots)? = Fields(of: brief)["unstored"] else {
      Issue.record("no ballots")
      return
    }
    #expect(ballots.count == 1)
    var bully = Election(profile, Election.Settings(mode: .bully))
    bully.receive(Election.Message(.coordinator(sentAt: 5)), from: AgentID(2), &turn)
    #expect(Fields(of: bully)["coordinator"] == .agent(AgentID(2)))
    #expect(Fields(of: bully)["lastHeard"] == .time(.second))
  }
}

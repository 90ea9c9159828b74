import Protocols
import Simulator
import Testing

@Suite("Deliberation: what values say of themselves")
struct DeliberationFieldsTests {
  static let id = ProposalID(epoch: 1, proposer: n3, sequence: 2)
  static let proposal = Proposal(id, variable: 4, value: 7, expectedVersion: 5)
  static let vote = Vote(.reject, confidence: 800, .farFromCurrent)

  static let messages: [Deliberation.Message] = [
    .raft(.heartbeat(.init(term: 1, commitIndex: 0, stamp: 0))), .proposal(proposal),
    .vote(id, vote), .receipt(id, .alreadyVoted, isTold: true), .settled(id),
    .commit(proposal.assignment), .candidates(id, variable: 4, [1, 2]), .ranking(id, [3, 4]),
    .brief(.proposal(proposal)), .brief(.store(proposal)), .brief(.timeout(id)),
    .brief(.castVote(id, vote, incarnation: 9, call: 1)),
    .brief(.castReply(call: 1, isValid: false)), .brief(.update(proposal)),
  ]

  @Test func `every message has a kind of its own, by the name that counts of traffic use`() {
    #expect(Set(Self.messages.map { KindVisitor(of: $0).index }).count == Self.messages.count)
    #expect(
      Self.messages.map { Fields(of: $0).kind } == [
        "heartbeat", "proposal", "ballot", "receipt", "settled", "commit", "candidates", "ranking",
        "brief proposal", "brief store", "brief timeout", "brief cast vote", "brief cast reply",
        "brief update",
      ])
  }

  @Test func `a vote names its proposal, choice, confidence and reason`() {
    #expect(
      Self.messages[2].description
        == "ballot, proposal (proposer n3, epoch 1, sequence 2), vote (reject, confidence 800, "
        + "rationale far from the current value)")
  }

  @Test func `values that differ in any field differ in their digests`() {
    let other = Proposal(Self.id, variable: 4, value: 7, expectedVersion: 6)
    let values: [Deliberation.Message] =
      Self.messages + [
        .proposal(other), .vote(Self.id, Vote(.accept, confidence: 800, .farFromCurrent)),
        .vote(Self.id, Vote(.reject, confidence: 799, .farFromCurrent)),
        .vote(Self.id, Vote(.reject, confidence: 800, .told)),
        .receipt(Self.id, .alreadyVoted, isTold: false), .receipt(Self.id, .closed, isTold: true),
        .ranking(Self.id, [3, 5]), .brief(.castReply(call: 1, isValid: true)),
        .settled(ProposalID(epoch: 1, proposer: n2, sequence: 2)),
      ]
    var digests: Set<Digest> = []
    for value in values {
      var digest = Digest()
      value.feed(&digest)
      digests.insert(digest)
    }
    #expect(digests.count == values.count)
  }

  @Test func `an alarm survives as its code`() {
    let alarms: [(DeliberationLoad.Alarm, Int32)] = [
      (.script(0), 0), (.script(7), 7), (.next, -1), (.patience(attempt: 1), -3),
      (.patience(attempt: 6), -8),
    ]
    for (alarm, code) in alarms {
      #expect(alarm.code == code)
      #expect(DeliberationLoad.Alarm(code: code) == alarm)
    }
  }

  @Test func `a proposer shows how members voted, and which it waits for`() {
    var council = Council(votes("ARA"))
    council.propose(7)
    for ballot in council.takeVotes().prefix(2) { council.deliver(ballot) }
    let machine = Fields(of: council.machines[0])
    guard case .list(let rounds)? = machine["rounds"], case .composite(let round)? = rounds.first
    else {
      Issue.record("no round in \(machine.text)")
      return
    }
    #expect(round["stage"]?.text == "collecting")
    #expect(
      round["votes"]?.text
        == "[(voter n2, vote (accept, confidence 1000, rationale near the preference)), "
        + "(voter n3, vote (reject, confidence 1000, rationale near the preference))]")
    #expect(round["waitsFor"] == .list([.agent(n4)]))
    let voter = Fields(of: council.disks[1])
    #expect(
      voter["votes"]?.text
        == "[(proposal (proposer n1, epoch 0, sequence 1), vote (accept, confidence 1000, "
        + "rationale near the preference))]")
  }

  @Test func `a coordinator of the brief shows its rounds with the votes of processes`() {
    var council = Council(votes("AAR"), .brief)
    council.propose(7)
    for ballot in council.takeVotes().prefix(1) { council.deliver(ballot) }
    let machine = Fields(of: council.machines[0])
    #expect(machine["mode"]?.text == "as written")
    guard case .list(let rounds)? = machine["rounds"], case .composite(let round)? = rounds.first,
      case .list(let votes)? = round["votes"]
    else {
      Issue.record("no round in \(machine.text)")
      return
    }
    #expect(round["voting"] == .flag(true) && votes.count == 1)
    #expect(Fields(of: council.machines[3])["call"] == .integer(1))
  }
}

import Simulator
import Testing

@testable import Protocols

@Suite("Deliberation: views of the electorate")
struct ElectorateViewTests {
  static let first = ProposalID(epoch: 0, proposer: n1, sequence: 1)
  static let second = ProposalID(epoch: 0, proposer: n1, sequence: 2)
  static let five = ElectorateView.all(5)
  /// Without the last of five.
  static let four = ElectorateView(number: 1, places: 0b01111)

  /// A run told by hand: n1 to n5 vote, and at least three must be left.
  struct Story {
    var checks: DeliberationInvariants<Nothing>
    var fired: String? { checks.violation?.check }

    init() {
      checks = DeliberationInvariants(
        Deliberation.Settings(
          electorate: (0..<5).map { AgentID($0) }, excludesAfter: .second))
    }

    mutating func note(_ note: Deliberation.Note) { checks.noted(note, by: n1, at: 0) }

    /// A proposal that these agents accept, in a view.
    mutating func accept(
      _ id: ProposalID, _ variable: Int32, _ value: UInt64, from version: Int32 = 0,
      in view: ElectorateView, by agents: [AgentID], of members: Int
    ) {
      let proposal = Proposal(
        id, variable: variable, value: Int64(bitPattern: value), expectedVersion: version,
        view: view)
      note(.opened(proposal))
      let vote = Vote(.accept, confidence: 1000, .noConcerns)
      for agent in agents {
        checks.becameDurable(.voted(id, vote), Deliberation.Storage(), of: agent, at: 0)
        checks.delivered(.vote(id, vote), from: agent, to: n1, sentAt: 0, at: 0)
        note(.counted(id, agent, .accept))
      }
      let tally = DeliberationOrderTests.tally(agents.count, 0, of: members)
      let decision = Deliberation.Decision(outcome: .accepted, tally: tally)
      checks.becameDurable(.decided(id, decision), Deliberation.Storage(), of: n1, at: 0)
      note(.decided(id, .accepted, tally))
      note(
        .applied(
          proposal.assignment, .applied(version: version + 1), index: Int64(id.sequence + 1)))
    }

    /// The electorate as these places, agreed on by three of five.
    mutating func change(to places: UInt64) {
      accept(first, Variable.electorate, places, in: five, by: [n1, n2, n3], of: 5)
    }
  }

  @Test(arguments: [1, 5, 64]) func `at first all vote`(members: Int) {
    let view = ElectorateView.all(members)
    #expect(view.count == members && view.number == 0)
    #expect(view.includes(0) && view.includes(members - 1))
    #expect(members == 64 || !view.includes(members))
  }

  @Test func `a step is one member that leaves or comes`() {
    #expect(Self.five.changed(at: 4) == Self.four.places)
    #expect(Self.five.change(to: Self.four.places) == 4)
    #expect(Self.four.change(to: Self.five.places) == 4)
    #expect(Self.five.change(to: Self.five.places) == nil)
    #expect(Self.five.change(to: 0b00111) == nil)
  }

  @Test func `what fewer decide passes once the log has agreed on them`() {
    var story = Story()
    story.change(to: Self.four.places)
    // Two of four are no majority, three are.
    story.accept(Self.second, 0, 7, in: Self.four, by: [n2, n3, n4], of: 4)
    #expect(story.checks.violation == nil)
  }

  @Test func `electorate fires where a view was not agreed on`() {
    var story = Story()
    story.accept(Self.second, 0, 7, in: Self.four, by: [n2, n3, n4], of: 4)
    #expect(story.fired == "electorate")
  }

  @Test(arguments: [0b00111, 0b11111, 0b111111] as [UInt64])
  func `electorate fires where a view is no step from the one before`(places: UInt64) {
    var story = Story()
    story.change(to: places)
    #expect(story.fired == "electorate")
  }

  @Test func `electorate fires where too few are left`() {
    var story = Story()
    story.change(to: 0b01111)
    story.accept(
      Self.second, Variable.electorate, 0b00111, from: 1, in: Self.four, by: [n1, n2, n3], of: 4)
    #expect(story.checks.violation == nil)
    let three = ElectorateView(number: 2, places: 0b00111)
    story.accept(
      ProposalID(epoch: 0, proposer: n1, sequence: 3), Variable.electorate, 0b00011, from: 2,
      in: three, by: [n1, n2], of: 3)
    #expect(story.fired == "electorate")
  }

  @Test func `electorate fires where one that was voted out counts`() {
    var story = Story()
    story.change(to: Self.four.places)
    story.accept(Self.second, 0, 7, in: Self.four, by: [n2, n3, n5], of: 4)
    #expect(story.fired == "electorate")
  }

  @Test func `majority guarantee fires where half of a view accepts`() {
    var story = Story()
    story.change(to: Self.four.places)
    story.accept(Self.second, 0, 7, in: Self.four, by: [n2, n3], of: 4)
    #expect(story.fired == "majority guarantee")
  }
}

import Simulator
import Testing

@testable import Protocols

@Suite("Deliberation: the checks")
struct DeliberationChecksTests {
  static let id = ProposalID(epoch: 0, proposer: n1, sequence: 1)
  static let other = ProposalID(epoch: 0, proposer: n1, sequence: 2)

  /// A run told by hand: n2 to n6 vote, n1 does not.
  struct Story {
    var checks: DeliberationInvariants<Nothing>
    var fired: String? { checks.violation?.check }

    init() {
      let settings = Deliberation.Settings(electorate: (1...5).map { AgentID($0) })
      checks = DeliberationInvariants(settings)
      open(id)
    }

    mutating func open(_ id: ProposalID, _ value: Int64 = 7) {
      note(.opened(Self.proposal(id, value)))
    }

    static func proposal(_ id: ProposalID, _ value: Int64 = 7) -> Proposal {
      Proposal(id, variable: 0, value: value, expectedVersion: 0)
    }

    mutating func note(_ note: Deliberation.Note, by agent: AgentID = n1) {
      checks.noted(note, by: agent, at: 0)
    }

    /// Votes of agents arrive and are counted.
    mutating func count(
      _ agents: [AgentID], _ choice: Vote.Choice = .accept, on id: ProposalID = id
    ) {
      for agent in agents {
        let vote = Vote(choice, confidence: 1000, .told)
        write(.voted(id, vote), by: agent)
        checks.delivered(.vote(id, vote), from: agent, to: n1, sentAt: 0, at: 0)
        note(.counted(id, agent, choice))
      }
    }

    mutating func decide(
      _ outcome: Tally.Outcome, accepts: Int, rejects: Int = 0, of members: Int = 5,
      on id: ProposalID = id
    ) {
      let tally = DeliberationOrderTests.tally(accepts, rejects, of: members)
      write(.decided(id, Deliberation.Decision(outcome: outcome, tally: tally)))
      note(.decided(id, outcome, tally))
    }

    mutating func write(_ write: Deliberation.Storage.Write, by agent: AgentID = n1) {
      checks.becameDurable(write, Deliberation.Storage(), of: agent, at: 0)
    }

    mutating func accept(_ id: ProposalID = id) {
      count([n2, n3, n4], on: id)
      decide(.accepted, accepts: 3, on: id)
    }

    mutating func apply(
      _ id: ProposalID = id, _ value: Int64 = 7, at agent: AgentID, version: Int32 = 1,
      index: Int64 = 2
    ) {
      let assignment = Self.proposal(id, value).assignment
      note(.applied(assignment, .applied(version: version), index: index), by: agent)
    }
  }

  @Test func `an accepted change that all apply alike passes, told again and again`() {
    var story = Story()
    story.accept()
    // A proposer that starts again counts the same votes anew, and more of them.
    story.count([n2, n3, n4, n5])
    story.decide(.accepted, accepts: 3)
    for agent in [n1, n2, n3, n1] { story.apply(at: agent) }
    story.note(.closed(Self.id, .applied(version: 1)))
    story.note(.closed(Self.id, .applied(version: 1)))
    // Another accepted change came second, so it finds a conflict everywhere.
    story.open(Self.other, 8)
    story.accept(Self.other)
    let late = Story.proposal(Self.other, 8).assignment
    for agent in [n1, n2] {
      story.note(.applied(late, .conflict(version: 1), index: 3), by: agent)
    }
    story.note(.closed(Self.other, .conflict(version: 1)))
    #expect(story.checks.violation == nil)
  }

  @Test func `an accept that its voter was not counted with in time passes`() {
    var story = Story()
    story.count([n2], .reject)
    story.count([n3, n4])
    story.decide(.failed, accepts: 2, rejects: 1)
    let vote = Vote(.accept, confidence: 1000, .told)
    story.write(.voted(Self.id, vote), by: n5)
    story.checks.delivered(.vote(Self.id, vote), from: n5, to: n1, sentAt: 0, at: 0)
    story.note(.closed(Self.id, .failed))
    #expect(story.checks.violation == nil)
  }

  @Test func `agreement fires where one version has two values`() {
    var story = Story()
    story.accept()
    story.open(Self.other, 8)
    story.accept(Self.other)
    story.apply(at: n1, index: 0)
    story.apply(Self.other, 8, at: n2, index: 0)
    #expect(story.fired == "agreement")
  }

  @Test func `agreement fires where one index of the log has two changes`() {
    var story = Story()
    story.accept()
    story.open(Self.other, 8)
    story.accept(Self.other)
    story.apply(at: n1, version: 1, index: 2)
    story.apply(Self.other, 8, at: n2, version: 2, index: 2)
    #expect(story.fired == "agreement")
  }

  @Test func `agreement fires where one change of the log comes to two results`() {
    var story = Story()
    story.accept()
    story.apply(at: n1)
    let assignment = Story.proposal(Self.id).assignment
    story.note(.applied(assignment, .conflict(version: 1), index: 2), by: n2)
    #expect(story.fired == "agreement")
  }

  @Test func `validity fires for a value that was never proposed`() {
    var story = Story()
    story.accept()
    story.apply(Self.id, 9, at: n1)
    #expect(story.fired == "validity")
  }

  @Test func `the majority guarantee fires for two accepts of five`() {
    var story = Story()
    story.count([n2, n3])
    story.count([n4], .reject)
    story.decide(.accepted, accepts: 2, rejects: 1)
    #expect(story.fired == "majority guarantee")
  }

  @Test func `the majority guarantee fires for rejects that are taken for accepts`() {
    var story = Story()
    story.count([n2, n3, n4], .reject)
    story.decide(.accepted, accepts: 3)
    #expect(story.fired == "majority guarantee")
  }

  @Test func `electorate fires for a vote that is counted as a member's and came from none`() {
    var story = Story()
    story.note(.counted(Self.id, n2, .accept))
    #expect(story.fired == "electorate")
    // An outsider's vote, in a member's place.
    var outsider = Story()
    let vote = Vote(.accept, confidence: 1000, .told)
    outsider.checks.delivered(.vote(Self.id, vote), from: n1, to: n1, sentAt: 0, at: 0)
    #expect(outsider.fired == nil)
    outsider.note(.counted(Self.id, n2, .accept))
    #expect(outsider.fired == "electorate")
  }

  @Test func `an outsider's vote that arrives and is not counted passes`() {
    var story = Story()
    let vote = Vote(.reject, confidence: 1000, .told)
    story.checks.delivered(.vote(Self.id, vote), from: n1, to: n1, sentAt: 0, at: 0)
    story.accept()
    for agent in [n1, n2] { story.apply(at: agent) }
    #expect(story.checks.violation == nil)
  }

  /// Two changes that expect version 0 are accepted, and the first is applied.
  private static func contest() -> Story {
    var story = Story()
    story.accept()
    story.open(other, 8)
    story.accept(other)
    story.apply(at: n1)
    return story
  }

  @Test func `validity fires for a change that overwrites what it does not expect`() {
    var story = Self.contest()
    #expect(story.fired == nil)
    story.apply(Self.other, 8, at: n1, version: 2, index: 3)
    #expect(story.fired == "validity")
  }

  @Test func `validity fires for a change that is refused at the version that it expects`() {
    var story = Self.contest()
    let late = Story.proposal(Self.other, 8).assignment
    story.note(.applied(late, .conflict(version: 0), index: 3), by: n1)
    #expect(story.fired == "validity")
  }

  @Test func `a change that expects a version yet to come is refused, and passes`() {
    var story = Story()
    let early = Proposal(Self.other, variable: 0, value: 8, expectedVersion: 3)
    story.note(.opened(early))
    story.accept(Self.other)
    story.note(.applied(early.assignment, .conflict(version: 0), index: 2), by: n1)
    #expect(story.checks.violation == nil)
  }

  @Test func `the majority guarantee fires for a change that was not accepted`() {
    var story = Story()
    story.count([n2, n3, n4], .reject)
    story.decide(.rejected, accepts: 0, rejects: 3)
    story.apply(at: n1)
    #expect(story.fired == "majority guarantee")
  }

  @Test func `one decision fires for a change that is applied at two indices of the log`() {
    var story = Story()
    story.accept()
    story.apply(at: n1)
    story.apply(at: n2)
    #expect(story.fired == nil)
    story.note(
      .applied(Story.proposal(Self.id).assignment, .conflict(version: 1), index: 5), by: n1)
    #expect(story.fired == "one decision")
  }

  @Test func `one decision fires for a second decision and for a second end`() {
    var story = Story()
    story.accept()
    var other = story
    story.decide(.rejected, accepts: 0)
    #expect(story.fired == "one decision")
    other.note(.closed(Self.id, .applied(version: 1)))
    other.note(.closed(Self.id, .timedOut))
    #expect(other.fired == "one decision")
  }

  @Test
  func `electorate fires for an outsider, a vote counted twice and members that were not frozen`() {
    var outsider = Story()
    outsider.count([n1])
    #expect(outsider.fired == "electorate")
    var twice = Story()
    twice.count([n2, n3])
    twice.decide(.failed, accepts: 3)
    #expect(twice.fired == "electorate")
    var thawed = Story()
    thawed.count([n2, n3, n4])
    thawed.decide(.accepted, accepts: 3, of: 4)
    #expect(thawed.fired == "electorate")
  }

  @Test func `standing vote fires for a member whose vote changes`() {
    var story = Story()
    story.count([n2])
    story.count([n2], .reject)
    #expect(story.fired == "standing vote")
  }

  @Test func `standing vote fires for a disk that gets another vote, unless it is a new disk`() {
    let accept = Vote(.accept, confidence: 1000, .told)
    let reject = Vote(.reject, confidence: 1000, .told)
    var story = Story()
    story.write(.epoch(1), by: n2)
    story.write(.voted(Self.id, accept), by: n2)
    story.write(.epoch(2), by: n2)
    story.write(.voted(Self.id, accept), by: n2)
    #expect(story.fired == nil)
    var other = story
    other.write(.epoch(1), by: n2)
    other.write(.voted(Self.id, reject), by: n2)
    #expect(other.fired == nil)
    story.write(.voted(Self.id, reject), by: n2)
    #expect(story.fired == "standing vote")
  }

  @Test func `standing vote fires for a vote that no disk has, but for a torn one`() {
    let vote = Vote(.accept, confidence: 1000, .told)
    for isTorn in [true, false] {
      var story = Story()
      if isTorn { story.checks.storageChanged(Deliberation.Storage(), of: n2, at: 0) }
      story.checks.delivered(.vote(Self.id, vote), from: n2, to: n1, sentAt: 0, at: 0)
      #expect(story.fired == (isTorn ? nil : "standing vote"))
    }
  }

  @Test func `one decision fires for a decision that is not durable`() {
    var story = Story()
    story.count([n2, n3, n4])
    story.note(.decided(Self.id, .accepted, DeliberationOrderTests.tally(3, 0, of: 5)))
    #expect(story.fired == "one decision")
  }
}

import Protocols
import Simulator
import Testing

/// What a hierarchy tells visitors, and the codes of its client's alarms.
struct HierarchyFieldsTests {
  private static let unit = Hierarchy.Unit(level: 1, number: 2)
  private static let query = Hierarchy.Query(.vote, 0, term: 3, origin: AgentID(4))

  private static var report: Hierarchy.Report {
    var report = Hierarchy.Report(query, of: unit)
    report.counts = Hierarchy.Counts(accepts: 2, rejects: 1)
    report.record = Hierarchy.Record(term: 2, outcome: .failed)
    report.refusal = 5
    report.unsettled = [7]
    return report
  }

  @Test func `proposals, groups and units are counted from 1`() {
    #expect(Self.unit.description == "group 1.3")
    #expect(Hierarchy.Unit(level: 0, number: 2).description == "n3")
    #expect(
      Hierarchy.Note.voted(0, .accept).description == "voted, proposal 1, choice accept")
    #expect(
      HierarchyClientNote.askedAgain(1, AgentID(4)).description
        == "asked again, proposal 2, agent n5")
  }

  @Test func `each kind of message has its own number and size`() {
    let messages: [(Hierarchy.Message, Int)] = [
      (.heartbeat(Hierarchy.Heartbeat(to: Self.unit, term: 1, learned: 0)), 52),
      (.heard(Self.unit, 1, learned: 0), 44), (.query(Self.query, Self.unit), 56),
      (.report(Self.report), 91), (.refused(Self.unit, 2), 40), (.leads(Self.unit, AgentID(1)), 36),
      (.elsewhere(Self.unit, nil), 36), (.took(Self.unit), 32), (.ask(from: 0), 28),
      (.decisions(from: 0, [.accepted, .failed]), 30),
    ]
    #expect(Set(messages.map { KindVisitor(of: $0.0).index }).count == messages.count)
    for (message, size) in messages { #expect(message.byteCount == size) }
    #expect(messages.map { $0.0.proposal } == [nil, nil, 0, 0, nil, nil, nil, nil, nil, nil])
  }

  @Test func `values that differ feed different words`() {
    func digest(_ report: Hierarchy.Report) -> Digest {
      var digest = Digest()
      Hierarchy.Message.report(report).feed(&digest)
      return digest
    }
    var others = Array(repeating: Self.report, count: 6)
    others[0].counts.accepts = 1
    others[1].record = nil
    others[2].refusal = 0
    others[3].unsettled = []
    others[4].isQuorate = true
    others[5].isComplete = true
    for other in others { #expect(digest(other) != digest(Self.report)) }
  }

  @Test func `each timer has a slot of its own`() {
    let slots = (1...Hierarchy.Tree.mostLevels).flatMap { level in
      Hierarchy.Timer.Purpose.allCases.map { Hierarchy.Timer($0, level).slot }
    }
    #expect(slots.sorted() == Array(0..<Hierarchy.Timer.slotCount))
  }

  @Test func `an alarm is told by its code`() {
    for alarm in [HierarchyLoad.Alarm.proposal, .attempt(0), .attempt(9)] {
      #expect(HierarchyLoad.Alarm(code: alarm.code) == alarm)
    }
  }

  @Test func `each note that a scenario may wait for is a milestone of its own`() {
    let notes: [Hierarchy.Note] = [
      .stood(Self.unit, 1), .elected(Self.unit, 1), .steppedDown(Self.unit, 1, .unheard),
      .opened(0, 1), .voted(0, .accept), .tallied(0, Self.unit, Hierarchy.Counts()),
      .recorded(0, Hierarchy.Record(term: 1, outcome: .failed)), .decided(0, .failed, nil),
      .learned(0, .failed),
    ]
    #expect(notes.map { $0.milestone?.index } == Array(0..<9))
    #expect(Hierarchy.Note.milestoneNames.count == notes.count)
    #expect(Set(notes.map { KindVisitor(of: $0).index }).count == notes.count)
  }

  @Test func `the disk counts the decisions from the first on`() {
    var storage = Hierarchy.Storage()
    storage.apply(.learned(1, .failed))
    #expect(storage.learnedCount == 0)
    storage.apply(.learned(0, .accepted))
    #expect(storage.learnedCount == 2)
  }
}

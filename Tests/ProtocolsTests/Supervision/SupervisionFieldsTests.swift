import Protocols
import Simulator
import Testing

/// What supervised processes tell visitors, and the codes of their clients' alarms.
struct SupervisionFieldsTests {
  private let core = Supervision.Incarnation(1, life: 2, epoch: 3, name: "Core")
  private let top = Supervision.Incarnation(0, life: 2, epoch: 1, name: "Application")

  @Test func `a note names the process, its life and its epoch`() {
    #expect(
      Supervision.Note.exited(core, .error).description
        == "exited, name Core, life 2, epoch 3, reason error")
    #expect(core.text == "Core 2.3")
  }

  @Test func `each kind of note and message has its own number`() {
    let notes: [Supervision.Note] = [
      .starting(core, .boot), .started(core, count: 0), .startFailed(core), .stopping(core),
      .exited(core, .normal), .restarting(core, by: top, at: 0), .gaveUp(top, on: core, at: 0),
      .counted(core, count: 1), .dropped(core), .complete, .incomplete, .ended(.shutdown),
    ]
    #expect(notes.map { KindVisitor(of: $0).index } == Array(0..<12))
    let id = RequestID(client: 0, attempt: 0)
    let messages: [Supervision.Message] = [.ask(id, from: core, to: top), .answer(id, to: core)]
    #expect(messages.map { KindVisitor(of: $0).index } == [0, 1])
    let milestones = notes.compactMap { $0.milestone?.index }
    #expect(Set(milestones).count == milestones.count)
    #expect(milestones.sorted() == Array(Supervision.Note.milestoneNames.indices))
  }

  @Test func `an agent shows its processes by name`() {
    var puppet = SupervisionPuppet(Specification.top(.oneForOne, Specification("only")))
    puppet.start()
    let text = Fields(of: puppet.machine).text
    #expect(text.contains("only") && text.contains("supervisor top"))
  }

  @Test func `an alarm is told by its code`() {
    let alarms: [SupervisionLoad.Alarm] = [
      .patience(0), .patience(9), .arrival, .listed(0), .listed(7),
    ]
    #expect(alarms.map { SupervisionLoad.Alarm(code: $0.code) } == alarms)
  }
}

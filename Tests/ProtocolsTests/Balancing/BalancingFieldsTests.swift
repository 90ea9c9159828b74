import Protocols
import Simulator
import Testing

/// What balancing tells visitors.
struct BalancingFieldsTests {
  @Test func `each kind of message has its own number, name and size`() {
    let id = taskID(1)
    let entry = Balancing.Entry(Balancing.Record(task(1), epoch: 1), low: 1)
    let messages: [Balancing.Message] = [
      .register(life: 1, Balancing.Report(), held: [id]), .lead(1), .welcome(1),
      .report(life: 1, number: 1, Balancing.Report()), .assign(task(1), fence(1)),
      .accepted(id, fence(1)), .rejected(id, fence(1), .full), .finished(id, fence(1)),
      .forget(id, fence(1)), .steal, .yield(id, fence(1)), .yielded(id, fence(1), true), .drain,
      .call(id, work: 1), .bid(id, delay: 1), .collect(1),
      .collected(1, [Balancing.Record(task(1), epoch: 1)], lows: [Balancing.LowMark(1, epoch: 1)]),
      .record(1, number: 1, entry), .recorded(1, number: 1), .heartbeat(1), .outdated(1), .heard(1),
    ]
    #expect(messages.count == Balancing.Message.kindNames.count)
    for (place, message) in messages.enumerated() {
      #expect(KindVisitor(of: message).index == place)
      #expect(Fields(of: message).kind == Balancing.Message.kindNames[place])
      #expect(message.byteCount >= 32)
    }
  }

  @Test func `takeovers, tasks done, reassignments, ejections and drains are milestones`() {
    let notes: [Balancing.Note] = [
      .leads(1), .settled(taskID(1), .done(by: AgentID(1), fence(1))), .reassigned(taskID(1)),
      .ejected(AgentID(1)), .drains,
    ]
    #expect(notes.map { $0.milestone?.index } == [0, 1, 2, 3, 4])
    #expect(Balancing.Note.milestoneNames.count == 5)
    for note in [.settled(taskID(1), .refused(.late)), .started(taskID(1))] as [Balancing.Note] {
      #expect(note.milestone == nil)
    }
    #expect(
      Balancing.Note.settled(taskID(3), .refused(.overloaded)).description
        == "settled, client 1, number 3, verdict (refused, why all agents overloaded)")
  }

  @Test func `an agent tells what it does`() {
    var balancer = BalancingAgent.balancer()
    #expect(balancer.machine.state == .balancing)
    #expect(balancer.machine.claim(toRole: 0) == 1)
    balancer.place(task(1))
    #expect(Fields(of: balancer.machine).text.contains("assigned"))
    var worker = BalancingAgent(id: 2)
    #expect(worker.machine.state == .ready && worker.machine.claim(toRole: 0) == nil)
    worker.obey(0)
    #expect(worker.machine.state == .draining)
    worker.receive(.assign(task(1), fence(1)), from: 0)
    #expect(Fields(of: worker.machine).text.contains("draining"))
  }

  @Test func `each refusal has the word of its name`() {
    #expect(
      Balancing.Refusal.words == [
        "no suitable agent", "all agents overloaded", "agent not found", "not found",
        "deadline over", "withdrawn",
      ])
  }
}

import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct GossipInvariantsTests {
  private var invariants = GossipInvariants<GossipClientNote>(agentCount: 2)
  private let id = AgentID(0)
  private let settings = Gossip.Settings(antiEntropy: .second, spreadsAgain: true)

  private var violated: String? { invariants.violation?.check }

  private mutating func start(_ rumours: Rumour...) {
    for rumour in rumours {
      invariants.submitted(
        .start(rumour), RequestID(client: 0, attempt: 0), to: id, .lost(.network), at: 0)
    }
  }

  private static func storage(_ rumours: [Rumour]) -> Gossip.Storage {
    var storage = Gossip.Storage()
    for rumour in rumours { storage.apply(Gossip.Storage.Write(rumour)) }
    return storage
  }

  /// Shows an agent that knows these rumours, and spreads those of the second list besides.
  private mutating func show(_ rumours: [Rumour], spreads: [Rumour] = []) {
    var agent = GossipAgent(settings, storage: Self.storage(rumours))
    if !spreads.isEmpty { agent.receive(.push(Gossip.Batch(RumourSet(spreads)))) }
    invariants.stepped(agent.machine, id, at: 5)
  }

  private mutating func keep(_ rumours: Rumour...) {
    invariants.becameDurable(
      Gossip.Storage.Write(rumours[rumours.count - 1]), Self.storage(rumours), of: id, at: 3)
  }

  private mutating func tell(_ message: Gossip.Message) {
    invariants.sent(message, from: id, to: AgentID(1), .arrives(1), at: 4)
  }

  @Test mutating func `a running agent that no longer knows a rumour is seen`() {
    start(r1, r2)
    show([r1, r2])
    show([r2])
    #expect(violated == "never unlearned")
  }

  @Test mutating func `an agent that comes back without what was durable is seen`() {
    start(r1)
    show([r1])
    keep(r1)
    invariants.changed(id, .crashed, at: 6)
    invariants.changed(id, .started(.intact), at: 7)
    show([])
    #expect(violated == "never unlearned")
  }

  @Test mutating func `a disk that loses a rumour when another is written is seen`() {
    keep(r1)
    keep(r2)
    #expect(violated == "never unlearned")
  }

  @Test mutating func `what was not durable may be forgotten in a crash, and learned again`() {
    start(r1, r2)
    show([r1, r2])
    keep(r1)
    invariants.changed(id, .crashed, at: 6)
    show([r1])
    show([r1, r2])
    #expect(violated == nil)
  }

  @Test mutating func `a disk that lost or kept what it should not is a fault of the disk`() {
    start(r1, r2)
    keep(r1)
    show([r1])
    invariants.storageChanged(Self.storage([r2]), of: id, at: 6)
    invariants.changed(id, .crashed, at: 6)
    show([r2])
    tell(.push(batch(r2)))
    #expect(violated == nil)
    tell(.push(batch(r1)))
    #expect(violated == "durable before sent")
  }

  @Test mutating func `a rumour that no client started is seen`() {
    start(r1)
    show([r1])
    #expect(violated == nil)
    show([r1, r70])
    #expect(violated == "never invented")
  }

  @Test mutating func `interest that is lost and comes back in one life is seen`() {
    start(r1)
    show([], spreads: [r1])
    invariants.noted(.lostInterest(r1), by: id, at: 5)
    show([r1])
    #expect(violated == nil)
    show([], spreads: [r1])
    #expect(violated == "interest once")
  }

  @Test mutating func `interest in what a crash took may come back in the next life`() {
    start(r1)
    show([], spreads: [r1])
    invariants.noted(.lostInterest(r1), by: id, at: 5)
    invariants.changed(id, .crashed, at: 6)
    show([], spreads: [r1])
    #expect(violated == nil)
  }

  @Test func `a rumour that is told or acknowledged before it is durable is seen`() {
    let claims: [Gossip.Message] = [
      .push(batch(r1, r2)), .pushPull(batch(r2)), .reply(batch(r2)), .digest(RumourSet([r2])),
      .difference(updates: RumourSet([r2]), wanted: RumourSet()), .updates(RumourSet([r2])),
    ]
    for claim in claims {
      var test = GossipInvariantsTests()
      test.keep(r1)
      test.tell(claim)
      #expect(test.violated == "durable before sent")
    }
    var test = GossipInvariantsTests()
    let request = RequestID(client: 0, attempt: 0)
    test.keep(r1)
    test.invariants.responded(.started(r1), request, by: test.id, at: 1)
    #expect(test.violated == nil)
    test.invariants.responded(.started(r2), request, by: test.id, at: 1)
    #expect(test.violated == "durable before sent")
  }

  @Test mutating func `questions, feedback and what is wanted claim nothing`() {
    tell(.pull)
    tell(feedback(needed: [r1], known: [r2]))
    tell(.difference(updates: RumourSet(), wanted: RumourSet([r1])))
    tell(.call)
    #expect(violated == nil)
  }
}

import Protocols
import Simulator
import Testing

/// Three balancers: promises, records and takeovers.
struct BalancingEpochTests {
  private static let settings: Balancing.Settings = {
    var settings = Balancing.Settings()
    settings.balancers = 3
    return settings
  }()

  private static func record(
    _ number: Int32, epoch: Int32, _ verdict: Balancing.Verdict? = nil
  ) -> Balancing.Record {
    Balancing.Record(task(number), epoch: epoch, verdict)
  }

  private static func entry(_ record: Balancing.Record, low: Int32 = 1) -> Balancing.Entry {
    Balancing.Entry(record, low: low)
  }

  /// The second balancer, which has promised epoch 4 to itself.
  private static func standing() -> BalancingAgent {
    var agent = BalancingAgent(settings, id: 1)
    agent.receive(.heartbeat(3), from: 0)
    agent.now = 1_000
    agent.expire(.office)
    return agent
  }

  @Test func `the first balancer asks for promises at once, the others wait`() {
    let first = BalancingAgent(Self.settings)
    #expect(first.startEffects.first == .persist(.promised(3)))
    #expect(first.startEffects.sent == [.collect(3), .collect(3)])
    #expect(BalancingAgent(Self.settings, id: 1).startEffects.sent.isEmpty)
  }

  @Test func `a promise is durable before it is given, and later ones are not broken`() {
    var agent = BalancingAgent(Self.settings, id: 2)
    #expect(
      agent.receive(.collect(3), from: 0).filter { if case .setTimer = $0 { false } else { true } }
        == [
          .persist(.promised(3)), .send(.collected(3, [], lows: []), to: AgentID(0)),
        ])
    #expect(agent.receive(.collect(3), from: 0).sent == [.collected(3, [], lows: [])])
    agent.receive(.collect(4), from: 1)
    #expect(agent.receive(.collect(3), from: 0).sent == [.outdated(4)])
    let old = Self.entry(Self.record(1, epoch: 3))
    #expect(agent.receive(.record(3, number: 1, old), from: 0).sent == [.outdated(4)])
  }

  @Test func `one that hears from the balancer does not help another`() {
    var agent = BalancingAgent(Self.settings, id: 2)
    agent.receive(.heartbeat(3), from: 0)
    agent.now = 200
    #expect(agent.receive(.collect(4), from: 1).sent.isEmpty)
    agent.now = 400
    #expect(agent.receive(.collect(4), from: 1).sent == [.collected(4, [], lows: [])])
  }

  @Test func `a task counts as admitted once a majority has recorded it`() {
    var agent = BalancingAgent(Self.settings)
    agent.receive(.collected(3, [], lows: []), from: 2)
    for worker in 3...6 { agent.register(worker) }
    let placed = agent.place(task(1))
    #expect(placed.assignments.isEmpty)
    #expect(placed.sent.count { if case .record = $0 { true } else { false } } == 2)
    #expect(agent.receive(.recorded(3, number: 7), from: 1).assignments.isEmpty)
    let admitted = agent.receive(.recorded(3, number: 1), from: 1)
    #expect(admitted.notes.first == .admitted(taskID(1)))
    let (id, fence, worker) = admitted.assignments[0]
    #expect(agent.receive(.finished(id, fence), from: worker).replies.isEmpty)
    // Nobody has answered yet: the record goes out again.
    agent.now = 200
    #expect(agent.expire(.records).sent.count { if case .record = $0 { true } else { false } } == 2)
    let end = agent.receive(.recorded(3, number: 2), from: 2)
    #expect(end.replies == [.settled(id, .done(by: AgentID(worker), fence))])
  }

  @Test func `a mark of an earlier epoch does not forget what a later one took up`() {
    for epoch in [2, 3] as [Balancing.Epoch] {
      var agent = Self.standing()
      let effects = agent.receive(
        .collected(4, [Self.record(1, epoch: 3)], lows: [Balancing.LowMark(9, epoch: epoch)]),
        from: 2)
      let kept = effects.compactMap {
        if case .persist(.recorded(let entry)) = $0 { entry } else { nil }
      }
      #expect(kept.map { $0.record } == (epoch < 3 ? [Self.record(1, epoch: 4)] : []))
      // No disk forgets the task while it is open.
      #expect(kept.allSatisfy { $0.low == 1 })
    }
  }

  @Test func `the latest record of each task is taken over, and recorded anew`() {
    var agent = Self.standing()
    let done = Balancing.Verdict.done(by: AgentID(5), fence(2, epoch: 3))
    // One was under way in the latest epoch that is known of it, although an earlier one had ended it.
    let records = [
      Self.record(2, epoch: 3, done), Self.record(3, epoch: 3), Self.record(1, epoch: 3),
    ]
    let effects = agent.receive(
      .collected(4, records, lows: [Balancing.LowMark(2, epoch: 3)]), from: 2)
    #expect(effects.notes == [.leads(4)])
    let kept = effects.compactMap {
      if case .persist(.recorded(let entry)) = $0 { entry.record } else { nil }
    }
    // Of the first, its client waits no longer.
    #expect(kept == [Self.record(2, epoch: 4, done), Self.record(3, epoch: 4)])
    #expect(agent.machine.openCount == 2)
    // A copy of its request that comes late is not a new task.
    #expect(agent.place(task(1)).isEmpty)
    let closed = agent.receive(.recorded(4, number: 1), from: 0)
    #expect(closed.notes == [.settled(taskID(2), done)])
  }

  @Test func `a task that a worker holds stays there under a new fence`() {
    var agent = Self.standing()
    agent.receive(.collected(4, [Self.record(1, epoch: 3)], lows: []), from: 2)
    #expect(agent.receive(.recorded(4, number: 1), from: 2).assignments.isEmpty)
    let held = agent.register(5, held: [taskID(1), taskID(8)])
    #expect(held.assignments.map { $0.worker } == [5])
    #expect(held.assignments.map { $0.fence } == [fence(1, epoch: 4)])
    #expect(held.sent.contains(.forget(taskID(8), fence(0, epoch: 4))))
  }

  @Test func `what no worker claims is assigned when the lease is over`() {
    var agent = Self.standing()
    agent.receive(.collected(4, [Self.record(1, epoch: 3)], lows: []), from: 2)
    agent.receive(.recorded(4, number: 1), from: 2)
    for worker in 3...6 { agent.register(worker) }
    agent.now = 4_000
    #expect(agent.expire(.tasks).assignments.map { $0.task } == [taskID(1)])
  }

  @Test func `a balancer without a majority steps down, and says who balances when it knows`() {
    var agent = BalancingAgent(Self.settings)
    agent.receive(.collected(3, [], lows: []), from: 2)
    agent.now = 500
    agent.receive(.heard(3), from: 1)
    #expect(agent.expire(.office).sent == [.heartbeat(3), .heartbeat(3)])
    agent.now = 1_200
    #expect(agent.expire(.office).notes == [.steppedDown(3)])
    agent.receive(.heartbeat(4), from: 1)
    #expect(agent.place(task(1)).replies == [.elsewhere(AgentID(1))])
    #expect(agent.receive(.steal, from: 4).sent == [.lead(4)])
  }

  @Test func `the disk forgets what a client waits for no longer, and keeps the later record`() {
    var storage = Balancing.Storage()
    let done = Balancing.Verdict.refused(.late)
    storage.apply(.recorded(Self.entry(Self.record(1, epoch: 3, done))))
    storage.apply(.recorded(Self.entry(Self.record(1, epoch: 3))))
    #expect(storage.record(taskID(1))?.verdict == done)
    storage.apply(.recorded(Self.entry(Self.record(1, epoch: 6))))
    #expect(storage.record(taskID(1))?.verdict == nil)
    storage.apply(.recorded(Self.entry(Self.record(2, epoch: 6), low: 2)))
    #expect(storage.allRecords.map { $0.task.id } == [taskID(2)])
    storage.apply(.recorded(Self.entry(Self.record(1, epoch: 5))))
    #expect(storage.record(taskID(1)) == nil && storage.low(of: 0).number == 2)
    // What a later epoch took up, the mark did not know of.
    storage.apply(.recorded(Self.entry(Self.record(1, epoch: 7))))
    #expect(storage.record(taskID(1)) != nil && storage.low(of: 0).number == 2)
  }
}

import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct BalancingInvariantsTests {
  private var invariants = BalancingInvariants(Balancing.Settings())
  private var disks: [Balancing.Storage] = []
  private let worker = AgentID(4)

  private var violated: String? { invariants.violation?.check }

  private static func settings(
    balancers: Int = 1, _ change: (inout Balancing.Settings) -> Void = { _ in }
  ) -> Balancing.Settings {
    var settings = Balancing.Settings()
    settings.balancers = balancers
    change(&settings)
    return settings
  }

  private mutating func watch(_ settings: Balancing.Settings) {
    invariants = BalancingInvariants(settings)
    disks = Array(repeating: Balancing.Storage(), count: settings.balancers)
  }

  private mutating func keep(
    _ number: Int32, _ verdict: Balancing.Verdict?, epoch: Int32 = 1, low: Int32 = 1,
    at balancers: Int...
  ) {
    let record = Balancing.Record(task(number), epoch: epoch, verdict)
    let write = Balancing.Storage.Write.recorded(Balancing.Entry(record, low: low))
    for balancer in balancers {
      disks[balancer].apply(write)
      invariants.becameDurable(write, disks[balancer], of: AgentID(balancer), at: 5)
    }
  }

  private func done(_ number: Int32, epoch: Int32 = 1) -> Balancing.Verdict {
    .done(by: worker, fence(number, epoch: epoch))
  }

  private mutating func answer(_ number: Int32, _ verdict: Balancing.Verdict) {
    invariants.responded(
      .settled(taskID(number), verdict), RequestID(client: 0, attempt: 1), by: AgentID(0), at: 6)
  }

  private mutating func assign(
    _ number: Int32, _ fence: Balancing.Fence, to worker: Int = 4, isAdopted: Bool = false,
    eligible: Int32 = 4
  ) {
    let placement = Balancing.Placement(
      taskID(number), at: AgentID(worker), fence, isAdopted: isAdopted, eligible: eligible)
    invariants.noted(.assigned(placement), by: AgentID(0), at: 4)
  }

  @Test mutating func `a task that ends in two ways is seen, whoever is told`() {
    watch(Self.settings(balancers: 3))
    keep(1, done(7), at: 0, 1)
    answer(1, done(7))
    answer(1, done(7))
    #expect(violated == nil)
    answer(1, .refused(.late))
    #expect(violated == "durable first" || violated == "one verdict")
    watch(Self.settings(balancers: 3))
    keep(1, done(7), at: 0, 1)
    keep(1, .refused(.late), epoch: 2, at: 1)
    #expect(violated == nil)
    keep(1, .refused(.late), epoch: 2, at: 2)
    #expect(violated == "one verdict")
  }

  @Test mutating func `a record that a minority had may be overruled`() {
    watch(Self.settings(balancers: 3))
    keep(1, done(7), at: 0)
    keep(1, nil, epoch: 2, at: 1, 2)
    keep(1, done(9, epoch: 2), epoch: 2, at: 1, 2)
    answer(1, done(9, epoch: 2))
    #expect(violated == nil)
  }

  @Test mutating func `an answer that a majority has not recorded is seen`() {
    watch(Self.settings(balancers: 3))
    keep(1, done(7), at: 0)
    #expect(violated == nil)
    answer(1, done(7))
    #expect(violated == "durable first")
  }

  @Test mutating func `of what its client waits for no longer nothing need be kept`() {
    watch(Self.settings(balancers: 3))
    keep(1, done(7), at: 0, 1)
    keep(2, nil, low: 2, at: 0, 1)
    answer(1, done(7))
    invariants.responded(
      .settled(taskID(9), .refused(.unknownTask)), RequestID(client: 0, attempt: 3),
      by: AgentID(0), at: 6)
    #expect(violated == nil)
  }

  @Test mutating func `a result under an old fence is seen`() {
    watch(Self.settings())
    assign(1, fence(3))
    // A balancer that does not know that it was succeeded assigns as well.
    assign(1, fence(5, epoch: 2))
    assign(1, fence(4))
    invariants.noted(.settled(taskID(1), done(5, epoch: 2)), by: AgentID(0), at: 7)
    #expect(violated == nil)
    invariants.noted(.settled(taskID(1), done(4)), by: AgentID(0), at: 7)
    #expect(violated == "fenced")
  }

  @Test mutating func `a worker that takes a task of an earlier epoch is seen`() {
    watch(Self.settings())
    for epoch in [1, 1, 3] as [Int32] {
      invariants.sent(
        .accepted(taskID(epoch), fence(1, epoch: epoch)), from: worker, to: AgentID(0),
        .lost(.network), at: 3)
    }
    #expect(violated == nil)
    invariants.sent(
      .accepted(taskID(9), fence(9, epoch: 2)), from: worker, to: AgentID(0), .lost(.network),
      at: 3)
    #expect(violated == "epochs rise")
  }

  @Test mutating func `a task for a worker that reported overload is seen`() {
    let settings = Self.settings { $0.thresholds.active = 3 }
    watch(settings)
    var agent = BalancingAgent.balancer(settings)
    agent.receive(.report(life: 1, number: 1, Balancing.Report(active: 3)), from: 4)
    assign(1, fence(1))
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    agent.receive(.report(life: 1, number: 2, Balancing.Report(active: 4)), from: 4)
    // It has held this one since an earlier epoch.
    assign(2, fence(2), isAdopted: true)
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    #expect(violated == nil)
    assign(3, fence(3))
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    #expect(violated == "spares the overloaded")
  }

  @Test mutating func `a task for a worker that drains is seen`() {
    watch(Self.settings())
    var agent = BalancingAgent.balancer()
    assign(1, fence(1))
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    agent.receive(.drain, from: 4)
    assign(2, fence(2), to: 3)
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    #expect(violated == nil)
    assign(3, fence(3))
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    #expect(violated == "spares the draining")
  }

  @Test mutating func `a worker beyond the mean and the slack is seen`() {
    watch(Self.settings { $0.strategy = .boundedHashing })
    assign(1, fence(1))
    // The mean of two tasks at four workers is a half, and the bound is one.
    assign(2, fence(2), to: 3)
    invariants.noted(.released(taskID(1), from: worker), by: AgentID(0), at: 4)
    assign(3, fence(3))
    assign(4, fence(4), to: 2)
    assign(5, fence(5), to: 1)
    #expect(violated == nil)
    assign(6, fence(6))
    assign(7, fence(7))
    #expect(violated == "bounded loads")
  }

  @Test mutating func `a task that is forgotten is seen`() {
    var settings = Self.settings()
    watch(settings)
    var agent = BalancingAgent.balancer(settings)
    agent.place(task(1))
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    agent.receive(.finished(taskID(1), fence(1)), from: 9)
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    #expect(violated == nil)
    settings.mistake = .dropsTask
    agent = BalancingAgent.balancer(settings)
    let worker = agent.place(task(1)).assignments[0].worker
    agent.register(worker, life: 2)
    invariants.stepped(agent.machine, AgentID(0), at: 5)
    #expect(violated == "conservation")
  }
}

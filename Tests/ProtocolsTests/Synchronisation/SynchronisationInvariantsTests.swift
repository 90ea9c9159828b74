import Protocols
import Simulator
import Testing

/// Each check fires on what it forbids, and lets legal but odd histories pass.
@Suite("Synchronisation invariants") struct SynchronisationInvariantsTests {
  /// Three agents whose every observation is made by hand.
  struct Watched {
    var checks: SynchronisationInvariants<UpdateNote>
    var agents: [TestSynchroniser]

    init(
      _ settings: Synchroniser.Settings = .init(variables: 2, exchange: 0),
      quiet: Nanoseconds = 1
    ) {
      checks = SynchronisationInvariants(agentCount: 3, settings, quiet: quiet)
      agents = [n1, n2, n3].map { TestSynchroniser($0, of: 3, settings) }
      for agent in agents {
        checks.changed(agent.id, .started(.fresh), at: 0)
        checks.stepped(agent.machine, agent.id, at: 0)
      }
    }

    var fired: String? { checks.violation?.check }

    /// Shows the checks what a step did; writes count as durable unless told otherwise.
    mutating func show(_ effects: [SyncEffect], by agent: AgentID, isDurable: Bool = true) {
      for effect in effects {
        switch effect {
        case .note(let note): checks.noted(note, by: agent, at: 0)
        case .persist(let write):
          if isDurable { checks.becameDurable(write, agents[agent.index].disk, of: agent, at: 0) }
        case .send(let message, let target), .sendAhead(let message, let target):
          checks.sent(message, from: agent, to: target, .arrives(0), at: 0)
        case .respond(let reply, let id): checks.responded(reply, id, by: agent, at: 0)
        default: break
        }
      }
      checks.stepped(agents[agent.index].machine, agent, at: 0)
    }

    @discardableResult
    mutating func write(
      _ agent: AgentID, _ amount: Int64, _ variable: Int32 = 0, isDurable: Bool = true
    ) -> Synchroniser.Batch {
      let effects = agents[agent.index].write(variable, amount)
      show(effects, by: agent, isDurable: isDurable)
      return effects.batches[0]
    }

    mutating func deliver(_ batch: Synchroniser.Batch, to agent: AgentID, isDurable: Bool = true) {
      let effects = agents[agent.index].receive(.update(batch), from: batch.origin)
      show(effects, by: agent, isDurable: isDurable)
    }

    mutating func finish() { checks.finish(at: .second) }
  }

  @Test func `causality fires when an effect is applied before its cause`() {
    var watched = Watched()
    let cause = watched.write(n1, 1)
    watched.deliver(cause, to: n2)
    watched.write(n2, 2, 1)
    watched.checks.noted(.applied(n2, first: 1, last: 1, .applied), by: n3, at: 0)
    #expect(watched.fired == "causality")
    #expect(watched.checks.violation?.message == "n3 applies n2.1 before its cause n1.1")
  }

  @Test func `causality fires when an origin's updates are applied twice or with a gap`() {
    for numbers in [[1, 1], [2]] as [[Int64]] {
      var watched = Watched()
      watched.write(n1, 1)
      watched.write(n1, 2)
      for number in numbers {
        watched.checks.noted(.applied(n1, first: number, last: number, .applied), by: n2, at: 0)
      }
      #expect(watched.fired == "causality")
    }
  }

  @Test func `convergence fires when agents differ after quiet`() {
    var watched = Watched()
    let batch = watched.write(n1, 1)
    watched.deliver(batch, to: n2)
    watched.finish()
    #expect(watched.fired == "convergence")
    #expect(watched.checks.violation?.message == "of variable 0 n1 holds 1, n3 0")
  }

  @Test func `convergence is not judged while it is not quiet, nor of agents that are down`() {
    var watched = Watched(quiet: 10)
    let batch = watched.write(n1, 1)
    watched.deliver(batch, to: n2)
    watched.checks.finish(at: 5)
    #expect(!watched.checks.isJudged && watched.fired == nil)
    watched.checks.changed(n3, .crashed, at: 0)
    watched.finish()
    #expect(watched.checks.isJudged && watched.fired == nil)
  }

  @Test(arguments: [ConflictPolicy.counter, .maximum, .union, .average, .minimum])
  func `a lost update fires when no agent has it`(policy: ConflictPolicy) {
    let settings = Synchroniser.Settings(variables: 2, standardPolicy: policy, exchange: 0)
    var watched = Watched(settings)
    let one = watched.write(n1, 4)
    watched.deliver(one, to: n2)
    watched.deliver(one, to: n3)
    // A write of n2 that its machine never had.
    let update = Synchroniser.Update(
      number: 1, variable: 0,
      .init(Dot(n2, 1), Payload(policy == .minimum ? 1 : 8, at: HybridClock(time: 9))),
      knowing: CausalContext())
    var other = Watched(settings)
    other.write(n2, 8)
    watched.checks.noted(.wrote(number: 1, variable: 0, amount: 8), by: n2, at: 0)
    watched.checks.becameDurable(
      .wrote(update, by: n2, closing: nil), Synchroniser.Storage(), of: n2, at: 0)
    watched.finish()
    // n2 wrote it after it had applied n1's: for the mean and the minimum it stands alone.
    #expect(watched.fired == "lost update")
  }

  @Test func `unique dots fires when a durable number is given again`() {
    var watched = Watched()
    watched.write(n1, 1)
    watched.checks.changed(n1, .crashed, at: 0)
    watched.checks.storageChanged(Synchroniser.Storage(), of: n1, at: 0)
    watched.checks.changed(n1, .started(.intact), at: 0)
    watched.agents[0] = TestSynchroniser(n1, of: 3, watched.agents[0].machine.settings)
    watched.write(n1, 2)
    #expect(watched.fired == "unique dots")
  }

  @Test func `unique dots fires when one number has two contents`() {
    var watched = Watched()
    watched.write(n1, 1)
    var impostor = TestSynchroniser(n1, of: 3, watched.agents[0].machine.settings)
    watched.deliver(impostor.write(0, 2).batches[0], to: n2)
    #expect(watched.fired == "unique dots")
  }

  @Test func `a number that was never durable may be given again`() {
    var watched = Watched()
    watched.write(n1, 1, isDurable: false)
    watched.checks.changed(n1, .crashed, at: 0)
    watched.checks.changed(n1, .started(.intact), at: 0)
    watched.agents[0] = TestSynchroniser(n1, of: 3, watched.agents[0].machine.settings)
    let batch = watched.write(n1, 2)
    watched.deliver(batch, to: n2)
    watched.deliver(batch, to: n3)
    watched.finish()
    #expect(watched.fired == nil)
  }

  @Test func `what a crash let through to the disk counts as written`() {
    var watched = Watched(.init(variables: 2, standardPolicy: .counter, exchange: 0))
    let batch = watched.write(n1, 5, isDurable: false)
    watched.checks.storageChanged(watched.agents[0].disk, of: n1, at: 0)
    watched.checks.changed(n1, .crashed, at: 0)
    watched.checks.changed(n1, .started(.torn), at: 0)
    watched.show(watched.agents[0].restart(.torn), by: n1)
    for agent in [n2, n3] { watched.deliver(batch, to: agent) }
    watched.finish()
    #expect(watched.fired == nil)
    #expect(watched.agents.map { $0.machine.value(of: 0) } == [5, 5, 5])
  }

  @Test func `durable acknowledgement fires when the disk does not have what is acknowledged`() {
    var watched = Watched()
    let batch = watched.write(n1, 1)
    watched.deliver(batch, to: n2, isDurable: false)
    #expect(watched.fired == "durable acknowledgement")
  }

  @Test func `durable acknowledgement fires when it is gone at the next start`() {
    var watched = Watched()
    let batch = watched.write(n1, 1)
    watched.deliver(batch, to: n2)
    watched.checks.changed(n2, .crashed, at: 0)
    watched.checks.changed(n2, .started(.intact), at: 0)
    let empty = TestSynchroniser(n2, of: 3, watched.agents[1].machine.settings)
    watched.checks.stepped(empty.machine, n2, at: 0)
    #expect(watched.fired == "durable acknowledgement")
  }

  @Test func `honest completion fires when an agent that is not named has not applied it`() {
    var watched = Watched()
    let batch = watched.write(n1, 1)
    watched.deliver(batch, to: n3)
    watched.checks.noted(.completed(last: 1, missing: AgentSet([n2])), by: n1, at: 0)
    #expect(watched.fired == nil)
    watched.checks.noted(.completed(last: 1, missing: AgentSet()), by: n1, at: 0)
    #expect(watched.fired == "honest completion")
  }

  @Test func `odd but legal: concurrent writes, late copies, overtaken updates, a crash between`() {
    var watched = Watched(.init(variables: 2, standardPolicy: .average, exchange: 0))
    let one = watched.write(n1, 10)
    let two = watched.write(n2, 20)
    let three = watched.write(n1, 30)
    for batch in [three, one, two, one] { watched.deliver(batch, to: n3) }
    watched.checks.changed(n2, .crashed, at: 0)
    watched.checks.changed(n2, .started(.intact), at: 0)
    watched.show(watched.agents[1].restart(), by: n2)
    for batch in [one, three] { watched.deliver(batch, to: n2) }
    watched.deliver(two, to: n1)
    watched.finish()
    #expect(watched.fired == nil)
    #expect(watched.agents.map { $0.machine.value(of: 0) } == [25, 25, 25])
  }
}

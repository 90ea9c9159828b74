import Protocols
import Simulator
import Testing

/// A worker: its queue, its reports, and what it takes of whom.
struct BalancingWorkerTests {
  private var worker = BalancingWorkerTests.worker()

  private static func worker(
    _ change: (inout Balancing.Settings) -> Void = { _ in }
  ) -> BalancingAgent {
    var settings = Balancing.Settings()
    change(&settings)
    var agent = BalancingAgent(settings, id: 2)
    agent.receive(.welcome(1), from: 0)
    return agent
  }

  private mutating func assign(
    _ number: Int32, _ fence: Balancing.Fence, remaining: Nanoseconds = .never
  ) -> [Effect<Balancing>] {
    worker.receive(.assign(task(number, remaining: remaining), fence), from: 0)
  }

  @Test mutating func `it works on one task at a time, and repeats a result until it is forgotten`()
  {
    #expect(
      assign(1, fence(1)) == [
        .send(.accepted(taskID(1), fence(1)), to: AgentID(0)), .note(.started(taskID(1))),
        .setTimer(.work, after: 10 * .millisecond),
      ])
    #expect(assign(2, fence(2)).sent == [.accepted(taskID(2), fence(2))])
    worker.now = 10
    let done = worker.expire(.work)
    #expect(done.sent == [.finished(taskID(1), fence(1))])
    #expect(done.notes == [.started(taskID(2))])
    #expect(worker.expire(.results).sent == [.finished(taskID(1), fence(1))])
    worker.receive(.forget(taskID(1), fence(1)), from: 0)
    #expect(worker.expire(.results).isEmpty)
  }

  @Test mutating func `a copy of an assignment changes nothing, and a later fence is taken over`() {
    _ = assign(1, fence(1))
    #expect(assign(1, fence(1)).sent == [.accepted(taskID(1), fence(1))])
    _ = assign(1, fence(4))
    _ = assign(1, fence(3))
    worker.now = 10
    #expect(worker.expire(.work).sent == [.finished(taskID(1), fence(4))])
    // What is done is not done again.
    #expect(assign(1, fence(6)).sent == [.finished(taskID(1), fence(6))])
  }

  @Test mutating func `an epoch is durable before its task is accepted, and earlier ones are over`()
  {
    let effects = assign(1, fence(1, epoch: 5))
    #expect(effects.first == .persist(.promised(5)))
    #expect(assign(2, fence(9, epoch: 4)).isEmpty)
    #expect(worker.receive(.lead(4), from: 0).isEmpty)
    #expect(worker.receive(.yield(taskID(1), fence(1, epoch: 4)), from: 0).isEmpty)
  }

  @Test mutating func `what is over before it starts is given back`() {
    _ = assign(1, fence(1))
    _ = assign(2, fence(2), remaining: 5 * .millisecond)
    _ = assign(3, fence(3))
    worker.now = 10
    let effects = worker.expire(.work)
    #expect(effects.sent.contains(.rejected(taskID(2), fence(2), .late)))
    #expect(effects.notes == [.started(taskID(3))])
  }

  @Test func `a full or a draining worker takes no new task`() {
    var worker = Self.worker { $0.perWorker = 1 }
    worker.receive(.assign(task(1), fence(1)), from: 0)
    #expect(
      worker.receive(.assign(task(2), fence(2)), from: 0).sent
        == [.rejected(taskID(2), fence(2), .full)])
    let drained = worker.receive(.drain, from: 0)
    #expect(drained.first == .persist(.draining(true)))
    #expect(
      worker.receive(.assign(task(2), fence(3)), from: 0).sent
        == [.rejected(taskID(2), fence(3), .draining)])
    // What it has it keeps.
    #expect(
      worker.receive(.assign(task(1), fence(4)), from: 0).sent == [.accepted(taskID(1), fence(4))])
    worker.obey(1)
    #expect(!worker.machine.isDraining)
  }

  @Test mutating func `a report says what it did and has`() {
    _ = assign(1, fence(1))
    _ = assign(2, fence(2))
    worker.now = 10
    worker.expire(.work)
    worker.now = 15
    worker.receive(.forget(taskID(2), fence(2)), from: 0)
    worker.now = 20
    worker.expire(.work)
    worker.now = 40
    let report = Balancing.Report(cpu: 500, memory: 0, active: 0)
    #expect(worker.expire(.report).sent == [.report(life: 1, number: 1, report)])
    worker.now = 50
    let idle = Balancing.Report()
    #expect(worker.expire(.report).sent == [.report(life: 1, number: 2, idle)])
  }

  @Test mutating func `it registers with what it holds, until it is welcome`() {
    _ = assign(1, fence(1))
    _ = assign(2, fence(2))
    worker.now = 10
    worker.expire(.work)
    let held = [taskID(2), taskID(1)]
    let effects = worker.receive(.lead(3), from: 0)
    #expect(effects.first == .persist(.promised(3)))
    let report = Balancing.Report(cpu: 1000, memory: 64, active: 1)
    #expect(effects.sent == [.register(life: 1, report, held: held)])
    worker.now = 11
    #expect(
      worker.expire(.results).sent.contains {
        if case .register(_, _, held) = $0 { true } else { false }
      })
    worker.receive(.welcome(3), from: 0)
    #expect(worker.expire(.results).sent == [.finished(taskID(1), fence(1))])
  }

  @Test mutating func `it gives back what waits, and not what is under way`() {
    _ = assign(1, fence(1))
    _ = assign(2, fence(2))
    #expect(
      worker.receive(.yield(taskID(1), fence(1)), from: 0).sent
        == [.yielded(taskID(1), fence(1), false)])
    for _ in 1...2 {
      #expect(
        worker.receive(.yield(taskID(2), fence(2)), from: 0).sent
          == [.yielded(taskID(2), fence(2), true)])
    }
    worker.now = 10
    #expect(worker.expire(.work).notes.isEmpty)
  }

  @Test func `a bid is when it would be done, at its speed`() {
    var worker = Self.worker {
      $0.traits = Array(repeating: Balancing.Traits(speed: 500), count: 4)
    }
    worker.receive(.assign(task(1), fence(1)), from: 0)
    worker.receive(.assign(task(2), fence(2)), from: 0)
    worker.now = 5
    let bid = worker.receive(.call(taskID(3), work: 10 * .millisecond), from: 0).sent
    #expect(bid == [.bid(taskID(3), delay: (15 + 20 + 20) * .millisecond)])
  }

  @Test func `a life has a number of its own`() {
    var storage = Balancing.Storage()
    storage.apply(.life(4))
    storage.apply(.promised(7))
    let worker = BalancingAgent(id: 3, storage: storage, recovery: .intact)
    #expect(worker.startEffects.first == .persist(.life(5)))
    #expect(worker.startEffects.sent == [.register(life: 5, Balancing.Report(), held: [])])
  }
}

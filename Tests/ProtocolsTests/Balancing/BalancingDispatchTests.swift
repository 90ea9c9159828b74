import Protocols
import Simulator
import Testing

/// A single balancer: admission, assignment and results.
struct BalancingDispatchTests {
  private var balancer = BalancingAgent.balancer()

  private static func with(_ change: (inout Balancing.Settings) -> Void) -> BalancingAgent {
    var settings = Balancing.Settings()
    change(&settings)
    return .balancer(settings)
  }

  @Test mutating func `a task is recorded before it is assigned, and its end before it is told`() {
    let first = balancer.place(task(1))
    let record = Balancing.Record(task(1), epoch: 1)
    #expect(first.first == .persist(.recorded(Balancing.Entry(record, low: 1))))
    let (id, fence, worker) = first.assignments[0]
    #expect(id == taskID(1))
    let verdict = Balancing.Verdict.done(by: AgentID(worker), fence)
    let second = balancer.receive(.finished(id, fence), from: worker)
    let end = Balancing.Record(task(1), epoch: 1, verdict)
    let kept = second.firstIndex(of: .persist(.recorded(Balancing.Entry(end, low: 1))))
    let told = second.firstIndex(
      of: .respond(.settled(id, verdict), to: RequestID(client: 0, attempt: 1)))
    #expect(kept != nil && told != nil && (kept ?? 0) < (told ?? 0))
    #expect(second.sent == [.forget(id, fence)])
  }

  @Test mutating func `a task that is asked for again is not done again`() {
    let (id, fence, worker) = balancer.place(task(1)).assignments[0]
    #expect(balancer.place(task(1), attempt: 2).isEmpty)
    let end = balancer.receive(.finished(id, fence), from: worker)
    let verdict = Balancing.Verdict.done(by: AgentID(worker), fence)
    #expect(
      end.contains(.respond(.settled(id, verdict), to: RequestID(client: 0, attempt: 2))))
    #expect(balancer.place(task(1), attempt: 3).replies == [.settled(id, verdict)])
    // Its client waits for nothing below 2: then it is forgotten, and a late copy is no new task.
    balancer.place(task(2), low: 2)
    #expect(balancer.place(task(1), attempt: 3).isEmpty)
  }

  @Test mutating func `a result under an earlier fence does not count`() {
    let (id, old, worker) = balancer.place(task(1)).assignments[0]
    let again = balancer.register(worker, life: 2)
    #expect(again.notes.contains(.reassigned(id)))
    let (_, new, other) = again.assignments[0]
    #expect(new > old)
    let late = balancer.receive(.finished(id, old), from: worker)
    #expect(late.notes == [.suppressed(id)] && late.sent == [.forget(id, old)])
    #expect(balancer.receive(.finished(id, new), from: other).replies.count == 1)
  }

  @Test mutating func `the tasks of a worker that does not report are assigned anew`() {
    let (id, _, worker) = balancer.place(task(1)).assignments[0]
    balancer.now = 2_900
    for other in 1...4 where other != worker {
      balancer.receive(.report(life: 1, number: 1, Balancing.Report()), from: other)
    }
    #expect(balancer.expire(.workers).assignments.isEmpty)
    balancer.now = 3_000
    let effects = balancer.expire(.workers)
    #expect(effects.notes.contains(.suspected(AgentID(worker))))
    #expect(effects.assignments.map { $0.task } == [id])
    #expect(effects.assignments[0].worker != worker)
    // What it reports later shows that it must register anew.
    let report = Balancing.Message.report(life: 1, number: 2, Balancing.Report())
    #expect(balancer.receive(report, from: worker).sent == [.lead(1)])
  }

  @Test mutating func `an assignment is repeated until it is accepted`() {
    let (id, fence, worker) = balancer.place(task(1)).assignments[0]
    balancer.now = 200
    #expect(balancer.expire(.tasks).assignments.map { $0.fence } == [fence])
    balancer.receive(.accepted(id, fence), from: worker)
    balancer.now = 400
    #expect(balancer.expire(.tasks).assignments.isEmpty)
  }

  @Test func `a task that stays too long at a worker is taken away`() {
    var balancer = Self.with { $0.limit = .second }
    let (id, old, worker) = balancer.place(task(1)).assignments[0]
    balancer.receive(.accepted(id, old), from: worker)
    balancer.now = 1_000
    let effects = balancer.expire(.tasks)
    #expect(effects.sent.contains(.forget(id, old)))
    #expect(effects.assignments.map { $0.fence } == [fence(2)])
  }

  @Test func `overload and a capability that is missing are refused by their names`() {
    for isWritten in [false, true] {
      var balancer = Self.with {
        $0.perWorker = 1
        $0.pending = 1
        $0.traits = [Balancing.Traits(capabilities: 2)]
        if isWritten { $0.asWritten = [.oneRefusal] }
      }
      balancer.now = 5_000
      for number in 1...5 as ClosedRange<Int32> { balancer.place(task(number)) }
      #expect(
        balancer.place(task(6)).replies
          == [.declined(taskID(6), isWritten ? .unsuitable : .overloaded)])
      #expect(
        balancer.place(task(7, capability: 2)).replies == [.declined(taskID(7), .unsuitable)])
    }
  }

  @Test func `a balancer that has just started does not call a task unsuitable`() {
    var balancer = BalancingAgent()
    #expect(balancer.place(task(1)).replies.isEmpty)
    balancer.register(2)
    #expect(balancer.machine.openCount == 1)
    balancer.now = 3_000
    #expect(balancer.place(task(2, capability: 3)).replies == [.declined(taskID(2), .unsuitable)])
  }

  @Test mutating func `a task whose deadline has passed is refused, at the balancer or the worker`()
  {
    let late = task(1, remaining: 50 * .millisecond)
    let (id, fence, worker) = balancer.place(late).assignments[0]
    let end = balancer.receive(.rejected(id, fence, .late), from: worker)
    #expect(end.replies == [.settled(id, .refused(.late))])
    var busy = Self.with { $0.perWorker = 1 }
    for number in 1...4 as ClosedRange<Int32> { busy.place(task(number)) }
    busy.place(task(5, remaining: 50 * .millisecond))
    busy.now = 60
    #expect(busy.expire(.tasks).replies == [.settled(taskID(5), .refused(.late))])
  }

  @Test mutating func `a task that is taken back is dropped, and an unknown one is not found`() {
    let (id, fence, worker) = balancer.place(task(1)).assignments[0]
    let effects = balancer.ask(.withdraw(id))
    #expect(effects.contains(.send(.forget(id, fence), to: AgentID(worker))))
    #expect(effects.replies == [.settled(id, .refused(.withdrawn))])
    #expect(
      balancer.ask(.withdraw(taskID(8))).replies == [.settled(taskID(8), .refused(.unknownTask))])
  }

  @Test mutating func `a worker is drained once it says so and has nothing`() {
    let (id, fence, worker) = balancer.place(task(1)).assignments[0]
    let number = Int32(worker - 1)
    #expect(balancer.ask(.drain(worker: 7)).replies == [.noWorker(worker: 7, .unknownAgent)])
    #expect(balancer.ask(.drain(worker: number)).sent == [.drain])
    balancer.receive(.drain, from: worker)
    for next in 2...9 as ClosedRange<Int32> {
      #expect(balancer.place(task(next)).assignments[0].worker != worker)
    }
    #expect(
      balancer.receive(.finished(id, fence), from: worker).replies.contains(
        .drained(worker: number)))
  }
}

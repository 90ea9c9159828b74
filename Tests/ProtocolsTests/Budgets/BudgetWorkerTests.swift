import Simulator
import Testing

@testable import Protocols

/// A worker, stepped by hand.
struct BudgetWorkerTests {
  private var machine: Budget
  private var now: Nanoseconds = 0
  private let planner = AgentID(1)

  init() {
    var settings = Budget.Settings()
    settings.workers = 2
    settings.deadline = 10 * .second...10 * .second
    settings.duration = .second ... .second
    machine = Budget(Profile(id: AgentID(3), clusterSize: 5), settings)
  }

  private mutating func step(
    _ body: (inout Budget, inout Turn<Budget>) -> Void
  ) -> [Effect<Budget>] {
    var turn = Turn<Budget>(agent: AgentID(3), now: now)
    body(&machine, &turn)
    return turn.takeEffects()
  }

  private mutating func receive(_ message: Budget.Message) -> [Effect<Budget>] {
    step { [planner] in $0.receive(message, from: planner, &$1) }
  }

  private mutating func expire(_ timer: Budget.Timer) -> [Effect<Budget>] {
    step { $0.expire(timer, &$1) }
  }

  private mutating func start(_ storage: Budget.Storage) -> [Effect<Budget>] {
    step { $0.start(from: storage, .fresh, &$1) }
  }

  @Test mutating func `a granted task is asked for, started by the log, done and reported`() {
    let asked = receive(.grant(task: 0))
    #expect(
      asked == [
        .send(.start(task: 0), to: planner), .setTimer(.retry, after: 300 * .millisecond),
      ])
    let repeated = expire(.retry)
    #expect(repeated == asked)
    let started = receive(.started(task: 0))
    #expect(
      started == [
        .persist(.started(0)), .note(.running(task: 0)), .setTimer(.work, after: .second),
      ])
    now = .second
    let done = expire(.work)
    #expect(
      done == [
        .persist(.done(0)), .note(.done(task: 0, at: .second, isLate: false)),
        .send(.result(task: 0), to: planner),
      ])
    // Told again, it does nothing again.
    let again = receive(.started(task: 0)) + receive(.grant(task: 0))
    #expect(again == [])
  }

  @Test mutating func `a task that is refused is not done, and can be granted again`() {
    _ = receive(.grant(task: 0))
    let refused = receive(.refused(task: 0))
    #expect(refused == [])
    let again = receive(.grant(task: 0))
    #expect(again.first == .send(.start(task: 0), to: planner))
  }

  @Test mutating func `a task that would be late is declined`() {
    now = 9 * .second - 99 * .millisecond
    let effects = receive(.grant(task: 1))
    #expect(effects.first == .send(.decline(task: 1), to: planner))
  }

  @Test
  mutating func `offers are what is not granted or done, and the end is told until it is known`() {
    let settings = machine.settings
    let all = receive(.collect(round: 1))
    #expect(
      all == [.send(.offer(round: 1, [settings.offer(of: 0), settings.offer(of: 1)]), to: planner)])
    _ = receive(.started(task: 0))
    _ = expire(.work)
    let rest = receive(.collect(round: 2))
    #expect(
      rest == [
        .send(.offer(round: 2, [settings.offer(of: 1)]), to: planner),
        .send(.result(task: 0), to: planner),
      ])
    _ = receive(.settled(task: 0))
    #expect(machine.worker.unsettled == [])
  }

  @Test mutating func `a restart goes on with what was started, and not with what was done`() {
    var storage = Budget.Storage()
    storage.apply(.started(0))
    storage.apply(.done(0))
    storage.apply(.started(1))
    let effects = start(storage)
    #expect(effects == [.note(.running(task: 1)), .setTimer(.work, after: .second)])
  }

  @Test func `each kind of message and timer has its own number`() {
    let messages: [Budget.Message] = [
      .raft(.heartbeat(.init(term: 1, commitIndex: 0, stamp: 0))), .collect(round: 1),
      .offer(round: 1, []), .grant(task: 0), .start(task: 0), .decline(task: 0),
      .started(task: 0), .refused(task: 0), .result(task: 0), .settled(task: 0),
    ]
    #expect(Set(messages.map { KindVisitor(of: $0).index }).count == messages.count)
    let timers: [Budget.Timer] = [.raft(.flush), .round, .plan, .lease, .retry, .work]
    #expect(Set(timers.map { $0.slot }).count == timers.count)
    #expect(timers.allSatisfy { $0.slot < Budget.Timer.slotCount })
  }
}

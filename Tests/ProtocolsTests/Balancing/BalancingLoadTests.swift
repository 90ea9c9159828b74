import Protocols
import Simulator
import Testing

/// Clients: attempts, retries and answers.
struct BalancingLoadTests {
  private static func load(
    balancers: Int = 1, _ change: (inout BalancingLoad.Settings) -> Void = { _ in }
  ) -> Probe {
    var settings = BalancingLoad.Settings()
    settings.balancers = balancers
    settings.retries.policy = .immediate
    settings.retries.timeout = 100 * .millisecond
    settings.retries.attempts = 3
    change(&settings)
    return Probe(load: BalancingLoad(settings))
  }

  /// A load that is stepped by hand, of one client.
  private struct Probe {
    var load: BalancingLoad
    var now: Nanoseconds = 0

    private mutating func step(
      _ body: (inout BalancingLoad, inout LoadTurn<BalancingLoad>) -> Void
    ) -> [LoadEffect<BalancingLoad>] {
      var turn = LoadTurn<BalancingLoad>(now: now)
      body(&load, &turn)
      return turn.takeEffects()
    }

    @discardableResult
    mutating func ask(
      _ wish: BalancingLoad.Wish = BalancingLoad.Wish(capability: 0)
    ) -> [LoadEffect<BalancingLoad>] {
      step { _ = $0.ask(wish, by: 0, &$1) }
    }

    mutating func wake(_ alarm: BalancingLoad.Alarm) -> [LoadEffect<BalancingLoad>] {
      step { $0.wake(0, alarm, &$1) }
    }

    mutating func receive(
      _ reply: Balancing.Reply, to attempt: Int32
    ) -> [LoadEffect<BalancingLoad>] {
      let id = RequestID(client: 0, attempt: attempt)
      return step { $0.receive(reply, to: id, from: AgentID(0), &$1) }
    }
  }

  private static let done = Balancing.Verdict.done(by: AgentID(3), fence(1))

  @Test func `an idempotent request names one task, and gives up after its attempts`() {
    var probe = Self.load()
    #expect(probe.ask().tasks == [1])
    probe.now = 100 * .millisecond
    #expect(probe.wake(.timeout(1)).tasks == [1])
    #expect(probe.wake(.timeout(1)).isEmpty)
    #expect(probe.wake(.timeout(2)).tasks == [1])
    #expect(probe.wake(.timeout(3)).notes == [.lost(client: 0, request: 1)])
    #expect(probe.receive(.settled(taskID(1), Self.done), to: 3).isEmpty)
  }

  @Test func `attempts that are not idempotent have a task each, and are taken back if so set`() {
    var probe = Self.load {
      $0.retries.isIdempotent = false
      $0.retries.abandoned = .removed
    }
    probe.ask()
    let second = probe.wake(.timeout(1))
    #expect(second.tasks == [2] && second.withdrawn == [1])
    #expect(probe.receive(.settled(taskID(1), .refused(.withdrawn)), to: 2).isEmpty)
    let answer = probe.receive(.settled(taskID(2), Self.done), to: 3)
    #expect(answer.notes == [.done(client: 0, request: 1, askedAt: 0)])
    #expect(probe.wake(.timeout(3)).isEmpty)
  }

  @Test func `a late answer counts or not, as set`() {
    for late in BalancingLoad.LateAnswers.allCases {
      var probe = Self.load {
        $0.retries.isIdempotent = false
        $0.retries.lateAnswers = late
      }
      probe.ask()
      _ = probe.wake(.timeout(1))
      let notes = probe.receive(.settled(taskID(1), Self.done), to: 1).notes
      #expect(
        notes == [late == .ignored ? .tooLate(client: 0) : .done(client: 0, request: 1, askedAt: 0)]
      )
    }
  }

  @Test func `a refusal is an answer`() {
    var probe = Self.load()
    probe.ask()
    let notes = probe.receive(.declined(taskID(1), .overloaded), to: 1).notes
    #expect(notes == [.refused(client: 0, request: 1, .overloaded)])
    #expect(probe.wake(.timeout(1)).isEmpty)
  }

  @Test func `a budget allows so many retries and no more`() {
    var probe = Self.load {
      $0.retries.policy = .budget
      $0.retries.attempts = 100
      $0.retries.budget = .never
    }
    probe.ask()
    for message in 1...10 as ClosedRange<Int32> {
      #expect(probe.wake(.timeout(message)).tasks == [1])
    }
    #expect(
      probe.wake(.timeout(11)).notes
        == [.outOfBudget(client: 0), .lost(client: 0, request: 1)])
  }

  @Test func `back-off waits between nothing and a bound that doubles`() {
    var probe = Self.load {
      $0.retries.policy = .backoff
      $0.retries.attempts = 50
      $0.retries.base = 100
      $0.retries.most = 1_000
    }
    probe.ask()
    for attempt in 1...30 as ClosedRange<Int32> {
      let waits = probe.wake(.timeout(attempt)).waits
      let bound: Nanoseconds = min(1_000, 100 << Int64(min(attempt - 1, 10)))
      #expect(waits.count == 1 && (0..<bound).contains(waits[0]))
      #expect(probe.wake(.retry(1)).tasks == [1])
    }
  }

  @Test func `a client turns to the balancer that it is told of, or to the next`() {
    var probe = Self.load(balancers: 3)
    #expect(probe.ask().asked == [0])
    #expect(probe.receive(.elsewhere(AgentID(2)), to: 1).asked == [2])
    #expect(probe.receive(.elsewhere(nil), to: 2).asked == [0])
    // Those that name one another are not asked for ever.
    for message in 3...4 as ClosedRange<Int32> {
      #expect(probe.receive(.elsewhere(AgentID(1)), to: message).asked == [1])
    }
    #expect(probe.receive(.elsewhere(AgentID(1)), to: 5).isEmpty)
    #expect(probe.wake(.timeout(5)).asked == [2])
  }

  @Test func `the time left of a deadline goes with each attempt of one task`() {
    var probe = Self.load { $0.deadline = 150 * .millisecond }
    #expect(probe.ask().remaining == [150 * .millisecond])
    probe.now = 100 * .millisecond
    #expect(probe.wake(.timeout(1)).remaining == [50 * .millisecond])
  }

  @Test func `drains are asked by the agent's number`() {
    var probe = Self.load(balancers: 3)
    let effects = probe.ask(BalancingLoad.Wish(drain: 5))
    #expect(effects.drained == [1])
    #expect(probe.receive(.drained(worker: 1), to: 1).notes == [.drained(worker: 1)])
    #expect(
      probe.receive(.noWorker(worker: 1, .unknownAgent), to: 1).notes == [.noWorker(worker: 1)])
  }

  @Test func `alarms come back from their codes`() {
    for alarm in [.arrival, .script(0), .script(9), .timeout(7), .retry(7)]
      as [BalancingLoad.Alarm]
    {
      #expect(BalancingLoad.Alarm(code: alarm.code) == alarm)
    }
  }
}

extension [LoadEffect<BalancingLoad>] {
  private var placed: [(task: Balancing.Task, agent: AgentID)] {
    compactMap {
      guard case .submit(.place(let task, _), _, let agent) = $0 else { return nil }
      return (task, agent)
    }
  }

  fileprivate var tasks: [Int32] { placed.map { $0.task.id.number } }
  fileprivate var asked: [Int] { placed.map { $0.agent.index } }
  fileprivate var remaining: [Nanoseconds] { placed.map { $0.task.remaining } }

  fileprivate var withdrawn: [Int32] {
    compactMap {
      guard case .submit(.withdraw(let task), _, _) = $0 else { return nil }
      return task.number
    }
  }

  fileprivate var drained: [Int32] {
    compactMap {
      guard case .submit(.drain(let worker), _, _) = $0 else { return nil }
      return worker
    }
  }

  fileprivate var notes: [BalancingClientNote] {
    compactMap {
      guard case .note(let note) = $0 else { return nil }
      if case .asked = note { return nil }
      if case .attempted = note { return nil }
      return note
    }
  }

  fileprivate var waits: [Nanoseconds] {
    compactMap {
      guard case .wake(_, .retry, let delay) = $0 else { return nil }
      return delay
    }
  }
}

import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct BalancingMeterTests {
  private var meter = BalancingMeter(
    workers: 2, balancers: 1, BalancingMeter.Window(from: 0, end: 10 * .second))

  private func amount(_ name: String) -> Amount? {
    BarrierFigures(meter).amount(name, in: .whole)
  }

  private static func id(_ number: Int32) -> Balancing.TaskID {
    Balancing.TaskID(client: 0, number: number)
  }

  private static let fence = Balancing.Fence(epoch: 1, number: 1)

  private mutating func note(_ notes: Balancing.Note..., at milliseconds: Int64, by agent: Int = 0)
  {
    for note in notes { meter.noted(note, by: AgentID(agent), at: milliseconds * .millisecond) }
  }

  private mutating func tell(_ notes: BalancingClientNote..., at milliseconds: Int64) {
    for note in notes { meter.clientNoted(note, at: milliseconds * .millisecond) }
  }

  private static func assigned(_ number: Int32, _ worker: Int) -> Balancing.Note {
    .assigned(Balancing.Placement(id(number), at: AgentID(worker), fence, eligible: 2))
  }

  private static func done(_ number: Int32, _ worker: Int) -> Balancing.Note {
    .settled(id(number), .done(by: AgentID(worker), fence))
  }

  @Test mutating func `a history of four tasks has these figures`() {
    note(.leads(1), at: 0)
    for number in 1...4 as ClosedRange<Int32> { note(.admitted(Self.id(number)), at: 100) }
    note(Self.assigned(1, 1), Self.assigned(2, 1), Self.assigned(3, 2), at: 110)
    note(.started(Self.id(1)), at: 120, by: 1)
    note(.started(Self.id(3)), at: 130, by: 2)
    note(.released(Self.id(2), from: AgentID(1)), .reassigned(Self.id(2)), at: 200)
    note(.suspected(AgentID(1)), .stolen(Self.id(2)), .ejected(AgentID(1)), at: 210)
    note(.started(Self.id(1)), at: 220, by: 2)
    note(Self.done(1, 1), Self.done(3, 1), at: 300)
    note(Self.done(2, 2), .suppressed(Self.id(2)), .loggedRebalance, at: 400)
    // A balancer that takes over settles again what had ended, and admits what is under way.
    note(.leads(2), Self.done(2, 2), .admitted(Self.id(4)), at: 500)
    meter.finish(at: 10 * .second)
    #expect(amount("admitted") == .count(4) && amount("settled") == .count(3))
    #expect(amount("unsettled") == .count(1) && amount("executions") == .count(3))
    #expect(amount("reassignments") == .count(1) && amount("suppressed") == .count(1))
    #expect(amount("steals") == .count(1) && amount("logged rebalances") == .count(1))
    #expect(amount("suspicions") == .count(1) && amount("ejections") == .count(1))
    #expect(amount("takeovers") == .count(2))
    #expect(amount("queueing") == BarrierFigures.samples(20, 30))
    #expect(amount("makespan") == BarrierFigures.samples(300))
    // Two and one: 9 over twice 5.
    #expect(amount("fairness") == .ratio(4, 5))
  }

  @Test mutating func `imbalance is the most over the mean, of the one that took over last`() {
    note(.leads(1), at: 0)
    note(Self.assigned(1, 1), Self.assigned(2, 1), Self.assigned(3, 2), at: 10)
    note(.leads(2), at: 20, by: 3)
    note(Self.assigned(4, 1), at: 21)
    note(Self.assigned(5, 2), at: 30, by: 3)
    note(Self.assigned(6, 2), at: 150, by: 3)
    guard case .samples(let samples)? = amount("imbalance") else {
      Issue.record("no imbalance")
      return
    }
    #expect(samples.maximum == 2_000_000 && samples.count == 1)
  }

  @Test mutating func `a history of six requests has these figures`() {
    for request in 1...6 as ClosedRange<Int32> {
      tell(
        .asked(client: 0, request: request), .attempted(client: 0, request: request, attempt: 1),
        at: 100)
    }
    tell(.attempted(client: 0, request: 1, attempt: 2), at: 200)
    tell(.done(client: 0, request: 1, askedAt: 100 * .millisecond), at: 350)
    tell(
      .refused(client: 0, request: 2, .overloaded), .refused(client: 0, request: 3, .unsuitable),
      .refused(client: 0, request: 4, .late), .tooLate(client: 0), .outOfBudget(client: 0), at: 400)
    tell(.drained(worker: 1), .noWorker(worker: 7), at: 500)
    #expect(amount("saturated") == .flag(false))
    tell(.lost(client: 0, request: 5), at: 9_000)
    #expect(amount("requests") == .count(6) && amount("done") == .count(1))
    #expect(amount("success") == .ratio(1, 5) && amount("lost") == .count(1))
    #expect(amount("attempts per request") == .ratio(7, 6))
    #expect(amount("overloaded") == .count(1) && amount("unsuitable") == .count(1))
    #expect(amount("late") == .count(1) && amount("too late") == .count(1))
    #expect(amount("out of budget") == .count(1) && amount("drained") == .count(1))
    #expect(amount("unknown workers") == .count(1))
    #expect(amount("latency") == BarrierFigures.samples(250))
    #expect(amount("saturated") == .flag(true))
  }

  @Test mutating func `what was asked before the time of measuring is left out`() {
    meter = BalancingMeter(
      workers: 2, balancers: 1, BalancingMeter.Window(from: .second, end: 10 * .second))
    tell(.asked(client: 0, request: 1), at: 900)
    tell(.done(client: 0, request: 1, askedAt: 900 * .millisecond), at: 1_100)
    tell(.asked(client: 0, request: 2), at: 1_000)
    tell(.done(client: 0, request: 2, askedAt: .second), at: 1_300)
    note(.admitted(Self.id(1)), at: 999)
    note(.started(Self.id(1)), at: 1_001)
    #expect(amount("latency") == BarrierFigures.samples(300))
    #expect(amount("queueing") == .nothing && amount("done") == .count(2))
  }
}

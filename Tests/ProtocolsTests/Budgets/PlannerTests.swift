import Simulator
import Testing

@testable import Protocols

/// Plans against a solver that tries everything.
struct PlannerTests {
  private static func offers(_ stream: inout RandomStream) -> [TaskOffer] {
    (0..<Int32(stream.within(0...8))).map { task in
      TaskOffer(
        task: task, owner: Int32(stream.within(0...2)), cost: stream.within(0...9),
        value: stream.within(0...9), duration: stream.within(1...4),
        deadline: stream.within(2...9))
    }
  }

  /// Whether some order of one owner's tasks ends each in time.
  private static func hasOrder(_ tasks: [TaskOffer], from now: Nanoseconds) -> Bool {
    if tasks.isEmpty { return true }
    return tasks.indices.contains { place in
      let end = now + tasks[place].duration
      var rest = tasks
      rest.remove(at: place)
      return end <= tasks[place].deadline && hasOrder(rest, from: end)
    }
  }

  private static func exhaustive(_ offers: [TaskOffer], _ budget: Int64) -> Int64 {
    (0..<(1 << offers.count)).map { set in
      let chosen = offers.indices.filter { set >> $0 & 1 == 1 }.map { offers[$0] }
      let cost = chosen.reduce(0) { $0 + $1.cost }
      let isInTime = (0...2).allSatisfy { owner in
        hasOrder(chosen.filter { $0.owner == owner }, from: 0)
      }
      return cost <= budget && isInTime ? chosen.reduce(0) { $0 + $1.value } : 0
    }.max() ?? 0
  }

  @Test func `the best plan is worth as much as the best of all sets in all orders`() {
    for seed in 0..<(Effort.isFull ? 10_000 : 400) as Range<UInt64> {
      var stream = RandomStream(seed: seed, .test)
      let (offers, budget) = (Self.offers(&stream), stream.within(0...30))
      let due = Self.exhaustive(offers, budget)
      let plan = Planner(.best).plan(offers, budget: budget, at: 0)
      #expect(plan.reduce(0) { $0 + $1.value } == due, "seed \(seed)")
      #expect(Planner.optimum(offers, budget: budget, at: 0) == due, "seed \(seed)")
      for rule in [Planner.Rule.best, .ratio] {
        let plan = Planner(rule).plan(offers, budget: budget, at: 0)
        #expect(plan.reduce(0) { $0 + $1.cost } <= budget, "seed \(seed)")
        #expect(Planner.isFeasible(plan, at: 0), "seed \(seed)")
        #expect(plan.reduce(0) { $0 + $1.value } <= due, "seed \(seed)")
      }
    }
  }

  private static func offer(_ task: Int32, cost: Int64, value: Int64) -> TaskOffer {
    TaskOffer(task: task, owner: task, cost: cost, value: value, duration: 1, deadline: 100)
  }

  @Test func `by ratio a cheap task behind one that does not fit is taken, by priority it is not`()
  {
    let offers = [
      Self.offer(0, cost: 6, value: 90), Self.offer(1, cost: 6, value: 80),
      Self.offer(2, cost: 3, value: 40),
    ]
    #expect(Planner(.ratio).plan(offers, budget: 10, at: 0).map { $0.task } == [0, 2])
    #expect(Planner(.priority).plan(offers, budget: 10, at: 0).map { $0.task } == [0])
    #expect(Planner(.best).plan(offers, budget: 10, at: 0).map { $0.task } == [0, 2])
  }

  @Test func `what costs nothing is in the best plan, however little is left`() {
    let offers = [
      Self.offer(0, cost: 4, value: 10), Self.offer(1, cost: 3, value: 7),
      Self.offer(2, cost: 3, value: 7), Self.offer(3, cost: 9, value: 19),
      Self.offer(4, cost: 0, value: 2),
    ]
    #expect(Planner(.best).plan(offers, budget: 6, at: 0).map { $0.task } == [1, 2, 4])
  }

  @Test func `more tasks than the best is sought of are planned by ratio, below a bound`() {
    var stream = RandomStream(seed: 1, .test)
    let offers = (0..<40 as Range<Int32>).map {
      Self.offer($0, cost: stream.within(1...9), value: stream.within(1...9))
    }
    let plan = Planner(.best).plan(offers, budget: 60, at: 0)
    #expect(plan == Planner(.ratio).plan(offers, budget: 60, at: 0))
    let (value, bound) = (
      plan.reduce(0) { $0 + $1.value }, Planner.optimum(offers, budget: 60, at: 0)
    )
    #expect(value <= bound && value + 9 > bound)
  }
}

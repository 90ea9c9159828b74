import Protocols
import Simulator
import Testing

/// Hensgen, Finkel and Manber 1988; Mellor-Crummey and Scott 1991.
struct BarrierCountTests {
  private struct Cost: Equatable {
    var messages: Int
    var hops: Int
    var acknowledgements: Int
    var others: Int
  }

  /// One barrier at which all arrive at the same instant, counted from a run.
  private func cost(
    _ form: Barrier.Form, _ count: Int, acknowledges: Bool = false, coordinator: Int = 0
  ) -> Cost {
    let settings = Barrier.Settings(
      form: form, coordinator: AgentID(coordinator), isStanding: true, retry: 60 * .second,
      query: 60 * .second, acknowledges: acknowledges)
    var world = barrierWorld(
      count, settings, load: .init(agents: count, creationDelay: nil, patience: 60 * .second))
    world.run(until: 20 * .second)
    #expect(world.violated == nil)
    let outcomes = world.tally.outcomes(of: Barrier.Instance(0))
    #expect(outcomes == Array(repeating: outcomes[0], count: count))
    #expect(outcomes[0].ending == .released)
    let arrivals = world.tally.times { if case .arrived = $0 { true } else { false } }
    let leavings = world.tally.times { if case .passed = $0 { true } else { false } }
    let sent = world.tally.sent
    func sum(_ names: String...) -> Int { names.reduce(0) { $0 + (sent[$1] ?? 0) } }
    let messages = sum("arrive", "release", "signal")
    let acknowledgements = sum("arrive ack", "release ack")
    return Cost(
      messages: messages, hops: Int((leavings.max()! - arrivals.max()!) / .millisecond),
      acknowledgements: acknowledgements,
      others: sent.values.reduce(0, +) - messages - acknowledgements)
  }

  private func log2RoundedUp(_ count: Int) -> Int {
    var power = 0
    while 1 << power < count { power += 1 }
    return power
  }

  @Test func `a central barrier takes 2(n-1) messages and 2 hops`() {
    for count in 2...128 {
      #expect(
        cost(.central, count)
          == Cost(messages: 2 * (count - 1), hops: 2, acknowledgements: 0, others: 0))
    }
  }

  @Test func `a tree barrier takes 2(n-1) messages and 2 ceil(log2 n) hops`() {
    for count in 2...128 {
      #expect(
        cost(.tree, count)
          == Cost(
            messages: 2 * (count - 1), hops: 2 * log2RoundedUp(count), acknowledgements: 0,
            others: 0))
    }
  }

  @Test func `a dissemination barrier takes n ceil(log2 n) messages and ceil(log2 n) hops`() {
    for count in 2...128 {
      let rounds = log2RoundedUp(count)
      #expect(
        cost(.dissemination, count)
          == Cost(messages: count * rounds, hops: rounds, acknowledgements: 0, others: 0))
    }
  }

  @Test func `acknowledgements come on top, one for each arrival and each release`() {
    for count in [2, 5, 8, 16, 100] {
      for form in [Barrier.Form.central, .tree] {
        let cost = cost(form, count, acknowledges: true, coordinator: count / 2)
        #expect(cost.messages == 2 * (count - 1))
        #expect(cost.acknowledgements == 2 * (count - 1))
        #expect(cost.others == 0)
      }
    }
  }

  @Test func `the published figures for 5, 8, 16 and 100 participants come out`() {
    #expect([5, 8, 16, 100].map { cost(.central, $0).messages } == [8, 14, 30, 198])
    #expect([5, 8, 16, 100].map { cost(.dissemination, $0).messages } == [15, 24, 64, 700])
    #expect([5, 8, 16, 100].map { cost(.dissemination, $0).hops } == [3, 3, 4, 7])
  }

  @Test func `a lone participant is released at once in every form`() {
    for form in [Barrier.Form.central, .tree, .dissemination] {
      #expect(cost(form, 1) == Cost(messages: 0, hops: 0, acknowledgements: 0, others: 0))
    }
  }
}

import Simulator
import Testing

@testable import Checks

@Suite struct `Convergence and causal order` {
  private func agent(_ index: Int) -> AgentID { AgentID(index) }

  @Test func `the first replica that differs is named`() {
    let replicas = [
      (agent: agent(1), value: [4]), (agent(2), [4]), (agent(5), [3]), (agent(6), [2]),
    ]
    #expect(
      Convergence.firstDifference(of: replicas)
        == Convergence.Difference(first: agent(1), second: agent(5)))
  }

  @Test func `equal replicas, one replica and none have converged`() {
    #expect(Convergence.firstDifference(of: [(agent(0), "a"), (agent(1), "a")]) == nil)
    #expect(Convergence.firstDifference(of: [(agent(0), 1)]) == nil)
    #expect(Convergence.firstDifference(of: [(agent: AgentID, value: Int)]()) == nil)
  }

  @Test func `concurrent events may be delivered in different orders`() {
    var order = CausalOrder(agents: 3)
    for (replica, origins) in [(0, [0, 1]), (1, [1, 0]), (2, [1, 0])] {
      for origin in origins {
        let clock: [Int64] = origin == 0 ? [1, 0, 0] : [0, 1, 0]
        #expect(order.deliver(at: agent(replica), from: agent(origin), clock: clock) == nil)
      }
    }
    #expect(order.violation == nil && order.deliveredCount(at: agent(2), from: agent(1)) == 1)
  }

  @Test func `an answer before its question is a violation`() {
    var order = CausalOrder(agents: 3)
    order.deliver(at: agent(0), from: agent(0), clock: [1, 0, 0])
    order.deliver(at: agent(1), from: agent(0), clock: [1, 0, 0])
    order.deliver(at: agent(1), from: agent(1), clock: [1, 1, 0])
    let found = order.deliver(at: agent(2), from: agent(1), clock: [1, 1, 0])
    #expect(
      found
        == CausalOrder.Violation(
          replica: agent(2), origin: agent(1), number: 1,
          fault: .missing(origin: agent(0), needed: 1, delivered: 0)))
    #expect(order.violation == found)
    #expect(order.deliver(at: agent(2), from: agent(0), clock: [1, 0, 0]) == nil)
    #expect(order.violation == found)
  }

  @Test func `a repeated, a skipped and a malformed event are violations`() {
    var order = CausalOrder(agents: 2)
    order.deliver(at: agent(1), from: agent(0), clock: [1, 0])
    #expect(order.deliver(at: agent(1), from: agent(0), clock: [1, 0])?.fault == .repeated)
    #expect(
      order.deliver(at: agent(1), from: agent(0), clock: [3, 0])?.fault
        == .missing(origin: agent(0), needed: 2, delivered: 1))
    #expect(order.deliver(at: agent(1), from: agent(0), clock: [4])?.fault == .malformed)
    #expect(order.deliver(at: agent(7), from: agent(0), clock: [4, 0])?.fault == .malformed)
  }
}

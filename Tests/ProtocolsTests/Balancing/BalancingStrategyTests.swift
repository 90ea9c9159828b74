import Simulator
import Testing

@testable import Protocols

/// How workers are chosen.
struct BalancingStrategyTests {
  private static func balancer(
    _ strategy: Balancing.Strategy, _ change: (inout Balancing.Settings) -> Void = { _ in }
  ) -> BalancingAgent {
    var settings = Balancing.Settings()
    settings.strategy = strategy
    change(&settings)
    return .balancer(settings)
  }

  private static func workers(_ balancer: inout BalancingAgent, _ count: Int32) -> [Int] {
    (1...count).compactMap { balancer.place(task($0, key: $0)).assignments.first?.worker }
  }

  @Test func `round robin takes the next, and by weight as often as that says`() {
    var plain = Self.balancer(.roundRobin)
    #expect(Self.workers(&plain, 6) == [1, 2, 3, 4, 1, 2])
    var weighted = Self.balancer(.weighted) {
      $0.traits = [Balancing.Traits(weight: 3)] + Array(repeating: Balancing.Traits(), count: 3)
    }
    let chosen = Self.workers(&weighted, 12)
    #expect((1...4).map { worker in chosen.count { $0 == worker } } == [6, 2, 2, 2])
  }

  @Test func `round robin by counter skips when the list changes`() {
    var written = Self.balancer(.roundRobin) {
      $0.asWritten = [.counterRoundRobin]
      $0.perWorker = 1
    }
    #expect(written.place(task(1)).assignments[0].worker == 1)
    // The second of 2, 3 and 4.
    #expect(written.place(task(2)).assignments[0].worker == 3)
  }

  @Test func `least connections and the score take who has least`() {
    for strategy in [Balancing.Strategy.leastConnections, .resourceScore, .performance] {
      var balancer = Self.balancer(strategy)
      #expect(Self.workers(&balancer, 4).sorted() == [1, 2, 3, 4])
      balancer.receive(.finished(taskID(3), fence(3)), from: 3)
      #expect(balancer.place(task(5)).assignments[0].worker == 3)
    }
    var first = Self.balancer(.firstCapable)
    #expect(Self.workers(&first, 3) == [1, 1, 1])
  }

  @Test func `without counts in flight a report decides, however old`() {
    var balancer = Self.balancer(.resourceScore) { $0.countsInFlight = false }
    for worker in [1, 3, 4] {
      balancer.receive(.report(life: 1, number: 1, Balancing.Report(active: 1)), from: worker)
    }
    #expect(Self.workers(&balancer, 5) == [2, 2, 2, 2, 2])
    balancer.receive(.report(life: 1, number: 2, Balancing.Report(active: 0)), from: 4)
    // An older report that was overtaken says nothing.
    balancer.receive(.report(life: 1, number: 1, Balancing.Report(active: 9)), from: 4)
    #expect(balancer.place(task(6)).assignments[0].worker == 4)
  }

  @Test func `reports are averaged by the share that is kept`() {
    var balancer = Self.balancer(.choices) { $0.smoothing = Ratio(1, outOf: 2) }
    balancer.receive(.report(life: 1, number: 1, Balancing.Report(cpu: 800, active: 8)), from: 2)
    let known = balancer.machine.knownReport(of: AgentID(2))
    #expect(known == Balancing.Report(cpu: 400, active: 4))
  }

  @Test func `bounded hashing keeps a key at its worker while the bound allows`() {
    var balancer = Self.balancer(.boundedHashing) { $0.slack = .always }
    let first = balancer.place(task(1, key: 5)).assignments[0].worker
    // Twice the mean of two tasks at four workers is one.
    #expect(balancer.place(task(2, key: 5)).assignments[0].worker != first)
    balancer.receive(.finished(taskID(1), fence(1)), from: first)
    #expect(balancer.place(task(3, key: 5)).assignments[0].worker == first)
    #expect(Balancing.loadBound(tasks: 9, workers: 4, Ratio(25, outOf: 100)) == 3)
  }

  @Test func `an overloaded worker gets tasks again when it is well below`() {
    var balancer = Self.balancer(.firstCapable) {
      $0.thresholds.cpu = 500
      $0.hysteresis = Ratio(20, outOf: 100)
    }
    let steps: [(cpu: Int32, worker: Int)] = [(500, 1), (501, 2), (401, 2), (400, 1)]
    for (place, step) in steps.enumerated() {
      let number = Int32(place) + 1
      balancer.receive(
        .report(life: 1, number: number, Balancing.Report(cpu: step.cpu)), from: 1)
      #expect(balancer.place(task(number)).assignments[0].worker == step.worker, "\(step.cpu)")
    }
  }

  @Test func `an auction goes to the first to be done, and a bid counts once`() {
    var balancer = Self.balancer(.auction) { $0.choices = 20 }
    let calls = balancer.place(task(1)).sent
    #expect(calls.count > 1 && calls.allSatisfy { $0 == .call(taskID(1), work: 10_000_000) })
    var awarded: [Int] = []
    for worker in [1, 1, 2, 3, 4] {
      let bid = Balancing.Message.bid(taskID(1), delay: Nanoseconds(90 - worker))
      awarded += balancer.receive(bid, from: worker).assignments.map { $0.worker }
    }
    #expect(awarded == [4])
  }

  @Test func `an auction without bids is held again`() {
    var balancer = Self.balancer(.auction)
    balancer.place(task(1))
    balancer.now = 50
    #expect(balancer.expire(.tasks).sent.contains(.call(taskID(1), work: 10_000_000)))
  }

  @Test func `an idle worker gets the last task of the busiest, unless that has begun it`() {
    var balancer = Self.balancer(.stealing) { $0.perWorker = 3 }
    for worker in 2...4 { balancer.receive(.drain, from: worker) }
    for number in 1...3 as ClosedRange<Int32> { balancer.place(task(number)) }
    balancer.register(2)
    let asked = balancer.receive(.steal, from: 2)
    #expect(asked == [.send(.yield(taskID(3), fence(3)), to: AgentID(1))] + asked.dropFirst())
    #expect(balancer.receive(.yielded(taskID(3), fence(3), false), from: 1).assignments.isEmpty)
    balancer.receive(.steal, from: 2)
    let given = balancer.receive(.yielded(taskID(3), fence(3), true), from: 1)
    #expect(given.notes.contains(.stolen(taskID(3))))
    #expect(given.assignments.map { $0.worker } == [2])
  }

  @Test func `as written a rebalance is only logged`() {
    var balancer = Self.balancer(.stealing) {
      $0.asWritten = [.logsRebalance]
      $0.perWorker = 3
    }
    for worker in 2...4 { balancer.receive(.drain, from: worker) }
    for number in 1...3 as ClosedRange<Int32> { balancer.place(task(number)) }
    balancer.register(2)
    #expect(balancer.receive(.steal, from: 2).notes == [.loggedRebalance])
  }

  @Test func `a worker that is slow beside the others is ejected, tried and let in again`() {
    var balancer = Self.balancer(.roundRobin) {
      $0.ejectAt = 3
      $0.ejectFor = .second
    }
    var number: Int32 = 0
    func round(_ spans: [Int64]) -> [Balancing.Note] {
      var notes: [Balancing.Note] = []
      for (index, span) in spans.enumerated() {
        number += 1
        let placed = balancer.place(task(number, work: 10))
        guard let assignment = placed.assignments.first else { continue }
        #expect(spans.count < 4 || assignment.worker == index + 1)
        balancer.now += span
        notes +=
          balancer.receive(.finished(taskID(number), assignment.fence), from: assignment.worker)
          .notes
      }
      return notes.filter {
        if case .ejected = $0 { true } else if case .readmitted = $0 { true } else { false }
      }
    }
    #expect(round([10, 10, 10, 100]).isEmpty)
    #expect(round([10, 10, 10, 100]).isEmpty)
    #expect(round([10, 10, 10, 100]) == [.ejected(AgentID(4))])
    #expect(round([10, 10, 10]).isEmpty)
    balancer.now += 1_000
    balancer.expire(.workers)
    #expect(round([10]) == [.readmitted(AgentID(4))])
  }
}

import Foundation
import Simulator
import Testing

/// Queues of the textbook. The world counts in integers; theory may take floating point.
@Suite struct QueueingTests {
  @Test(arguments: [
    Delay.exponential(mean: 8_000), .uniform(low: 0, high: 19_000), .constant(9_000),
    .pareto(minimum: 3_000, alphaThousandths: 1_500),
  ])
  func `waits follow Lindley's recursion to the nanosecond`(_ time: Delay) {
    let visits = Visits.of(3_000, every: .exponential(mean: 10_000), .init(time: time)).observer
    // The draws are known: one word of the agent's service stream for each customer.
    var stream = RandomStream(seed: 1, .service, 1)
    let services = (0..<3_000).map { _ in time.sample(stream.next()) }
    var waits: [Nanoseconds] = [0]
    for number in 1..<3_000 {
      let gap = visits.arrivals[number] - visits.arrivals[number - 1]
      waits.append(max(0, waits[number - 1] + services[number - 1] - gap))
    }
    #expect(zip(visits.starts, visits.arrivals).map { $0 - $1 } == waits)
    #expect(zip(visits.ends, visits.starts).map { $0 - $1 } == services)
    #expect(waits.contains { $0 > 0 })
  }

  /// The chance that all of several workers are busy, of an unbounded M/M/c (Erlang C).
  private func chanceToWait(_ workers: Int, load: Double) -> Double {
    var term = 1.0
    var sum = 0.0
    for count in 0..<workers {
      sum += term
      term *= load / Double(count + 1)
    }
    let full = term / (1 - load / Double(workers))
    return full / (sum + full)
  }

  // Within 5 % of theory at fixed seeds; the standard error of 60,000 customers is below 3 %.
  @Test(arguments: [1, 2, 5])
  func `exponential services make an M over M over c`(_ workers: Int) {
    let service = 10_000.0
    let load = 0.6 * Double(workers)
    let visits = Visits.of(
      60_000, every: .exponential(mean: Nanoseconds(service / load)),
      .init(time: .exponential(mean: Nanoseconds(service)), workers: workers)
    ).observer
    let wait = chanceToWait(workers, load: load) * service / (Double(workers) - load)
    #expect(abs(visits.meanWait / wait - 1) < 0.05, "\(visits.meanWait) against \(wait)")
  }

  @Test func `constant services make an M over D over 1, which waits half as long`() {
    let visits = Visits.of(
      60_000, every: .exponential(mean: 10_000), .init(time: .constant(6_000))
    ).observer
    let wait = 0.6 / (2 * (1 - 0.6)) * 6_000
    #expect(abs(visits.meanWait / wait - 1) < 0.05, "\(visits.meanWait) against \(wait)")
  }

  @Test func `workers without an inbox lose as many as Erlang's formula says`() {
    let world = Visits.of(
      60_000, every: .exponential(mean: 5_000),
      .init(time: .exponential(mean: 10_000), workers: 3, inboxLimit: 0))
    // Erlang B at a load of 2 on 3 workers: 4/19.
    let lost = Double(world.observer.refused) / Double(60_000 + world.observer.refused)
    #expect(abs(lost / (4.0 / 19) - 1) < 0.05, "\(lost)")
    #expect(world.observer.meanWait == 0)
  }

  @Test func `service draws leave the machines' draws alone`() {
    let one = Visits.of(500, every: .exponential(mean: 10_000), .init(time: .constant(1)))
    let other = Visits.of(
      500, every: .exponential(mean: 10_000), .init(time: .exponential(mean: 5_000)))
    #expect(one.observer.arrivals == other.observer.arrivals)
    #expect(one.digest != other.digest)
  }

  @Test func `a copy of a busy world runs on as the original does, and by itself`() {
    let interval = Delay.exponential(mean: 10_000)
    let service = ServiceConditions(time: .exponential(mean: 19_000), workers: 2, inboxLimit: 9)
    var world = Visits.of(400, every: interval, service)
    #expect(world.inspect(AgentID(1)).service?.works.isEmpty == false)
    var fork = world
    fork.run(until: .never, while: { $0.observer.starts.count < 900 })
    let whole = Visits.of(900, every: interval, service)
    #expect(fork.digest == whole.digest && fork.eventCount == whole.eventCount)
    #expect(world.observer.starts.count == 400)
    world.crash(AgentID(1))
    #expect(fork.inspect(AgentID(1)).life == "running")
    world.run(until: whole.now)
    #expect(world.digest != whole.digest && fork.digest == whole.digest)
  }
}

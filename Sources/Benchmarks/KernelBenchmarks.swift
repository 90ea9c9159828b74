import Protocols
import Simulator

/// What the kernel costs without a protocol.
enum KernelBenchmarks {
  static let all = queue + [engine, messages] + growth + [crowd, mm1]

  private static let queueGoals: [(pending: UInt32, ratio: Double)] = [
    (50, 1.4), (1_000, 2.2), (100_000, 2.2),
  ]

  private static let queue: [Benchmark] = queueGoals.flatMap { pending, ratio in
    [
      hold(pending, "uniform", "delay 1..2^20 ns", ratio, UniformDelays()),
      hold(pending, "exponential", "exponential delay", ratio, ExponentialDelays()),
      hold(pending, "bimodal", "delay 1 us or 1 s", ratio, BimodalDelays()),
      hold(pending, "equal", "equal delays", ratio, EqualDelays()),
    ]
  }

  private static func hold(
    _ pending: UInt32, _ kind: String, _ about: String, _ ratio: Double,
    _ delays: some HoldDelays
  ) -> Benchmark {
    Benchmark(
      name: "queue-\(pending)-\(kind)",
      about: "event queue, \(Figures.grouped(Int64(pending))) pending, \(about)", unit: "events",
      reference: .yardstick(pending: pending), goal: .ratio(ratio), events: 2_000_000,
      warmup: 500_000
    ) { HoldModel.measure(pending, delays, $0) }
  }

  private static let engine = Benchmark(
    name: "engine", about: "engine, trivial machine, 1,000 timers pending", unit: "events",
    reference: .yardstick(pending: 1_000), goal: .ratio(0.85), events: 2_000_000, warmup: 500_000
  ) { size in
    var world = World(
      Conditions(agentCount: 1_000, link: LinkClass()), Ticker.Settings(),
      load: NoLoad<Ticker>(), observer: NoObserver<Ticker, Nothing>(), seed: 1)
    world.run(until: .never, maximumEvents: size.warmup)
    let watch = Stopwatch()
    world.run(until: .never, maximumEvents: size.events)
    return Sample(
      count: Double(size.events), nanoseconds: watch.nanoseconds, digest: world.digest.value)
  }

  private static let messages = Benchmark(
    name: "messages", about: "messages, 5 agents, 50 in flight", unit: "messages",
    reference: .yardstick(pending: 50), goal: .ratio(0.5), events: 2_000_000, warmup: 500_000
  ) { relay(agents: 5, ballsPerAgent: 10, $0) }

  private static let growth: [Benchmark] = [10, 100, 1_000, 10_000, 100_000, 1_000_000].map {
    (pending: Int32) in
    Benchmark(
      name: "growth-\(pending)",
      about: "engine, \(Figures.grouped(Int64(pending))) messages in flight", unit: "messages",
      reference: .yardstick(pending: UInt32(pending)), goal: .none, events: 2_000_000,
      warmup: max(500_000, Int64(pending) * 2)
    ) { relay(agents: 5, ballsPerAgent: pending / 5, $0) }
  }

  private static func relay(agents: Int, ballsPerAgent: Int32, _ size: Benchmark.Size) -> Sample {
    var field = Relay.field(agents: agents, ballsPerAgent: ballsPerAgent, seed: 1)
    Relay.run(&field, events: size.warmup)
    let watch = Stopwatch()
    Relay.run(&field, events: size.events)
    return Sample(
      count: Double(size.events), nanoseconds: watch.nanoseconds, digest: field.digest.value)
  }

  private static let mm1 = Benchmark(
    name: "mm1", about: "M/M/1 at a load of 0.9: service time and inbox of one agent",
    unit: "customers", reference: .yardstick(pending: 50), goal: .none, events: 10_000_000,
    warmup: 10_000
  ) { Customers.measure($0) }

  private static let crowd = Benchmark(
    name: "crowd", about: "100,000 agents exchange ten million messages", unit: "messages",
    reference: .yardstick(pending: 100_000), goal: .none, events: 10_000_000, warmup: 0
  ) { size in
    Memory.trim()
    let resident = Memory.residentBytes
    let heap = Memory.heapBytes
    let agents = 100_000
    var field = Relay.field(agents: agents, ballsPerAgent: 1, seed: 1)
    let watch = Stopwatch()
    Relay.run(&field, events: size.events)
    var sample = Sample(
      count: Double(size.events), nanoseconds: watch.nanoseconds, digest: field.digest.value)
    sample.add("resident bytes an agent", resident, Memory.residentBytes, per: agents)
    sample.add("heap bytes an agent", heap, Memory.heapBytes, per: agents)
    return sample
  }
}

extension Sample {
  /// Adds what a figure of memory grew by, where the system tells it.
  fileprivate mutating func add(_ name: String, _ before: Int64?, _ after: Int64?, per count: Int) {
    guard let before, let after else { return }
    details.append(Detail(name: name, value: Double(after - before) / Double(count)))
  }
}

import Protocols
import Simulator

/// Raft in virtual time: five agents under load (workload A of the goals) and at rest.
enum RaftBenchmarks {
  static let all = load + checked + [idle]

  private typealias Counter = MessageCounter<Raft, Nothing>

  private struct Workload {
    var name: String
    var about: String
    var outstanding: Int32
    var loss = Ratio.never
    var commits: Int64 = 100_000
    var goal: Benchmark.Goal
  }

  private static let workloads = [
    Workload(name: "raft-1", about: "1 outstanding", outstanding: 1, goal: .rate(270_000)),
    Workload(name: "raft-16", about: "16 outstanding", outstanding: 16, goal: .rate(540_000)),
    Workload(name: "raft-128", about: "128 outstanding", outstanding: 128, goal: .rate(580_000)),
    Workload(
      name: "raft-lossy", about: "16 outstanding, 5% loss", outstanding: 16,
      loss: Ratio(5, outOf: 100), commits: 50_000, goal: .rate(580_000)),
  ]

  private static let load = workloads.map { workload in
    Benchmark(
      name: workload.name, about: "Raft, 5 agents, \(workload.about)", unit: "commits",
      reference: .yardstick(pending: 50), goal: workload.goal, events: workload.commits,
      warmup: 1_000
    ) { measure(workload, Counter(), $0) { $0 } }
  }

  /// The same with every invariant checked after every event; the checks may take a quarter off.
  private static let checked = workloads.map { workload in
    Benchmark(
      name: workload.name.replacing("raft-", with: "raft-checked-"),
      about: "the same, checked: \(workload.about)",
      unit: "commits", reference: .benchmark(workload.name), goal: .ratio(0.75),
      events: workload.commits, warmup: 1_000
    ) {
      measure(workload, Pair(Counter(), RaftInvariants<Nothing>(agentCount: 5)), $0) { $0.first }
    }
  }

  /// Commits writes in a closed loop, with the digest on.
  private static func measure<O: Observer>(
    _ workload: Workload, _ observer: O, _ size: Benchmark.Size, _ counter: (O) -> Counter
  ) -> Sample where O.Subject == Raft, O.LoadNote == Nothing {
    var world = World(
      conditions(workload.loss), settings,
      load: RaftFeeder(slots: workload.outstanding, agentCount: 5), observer: observer, seed: 1)
    let isWarm = commit(size.warmup, in: &world)
    let before = (world.load.committed, counter(world.observer).messages, world.eventCount)
    let watch = Stopwatch()
    let isDone = commit(world.load.committed + size.events, in: &world)
    let nanoseconds = watch.nanoseconds
    let commits = Double(world.load.committed - before.0)
    let messages = Double(counter(world.observer).messages - before.1)
    return Sample(
      count: commits, nanoseconds: nanoseconds, digest: world.digest.value,
      isCapped: !(isWarm && isDone),
      details: [
        Sample.Detail(name: "messages a commit", value: messages / commits),
        Sample.Detail(
          name: "events a commit", value: Double(world.eventCount - before.2) / commits),
        Sample.Detail(name: "messages a CPU second", value: messages * 1e9 / Double(nanoseconds)),
      ])
  }

  /// Runs until that many writes are committed in all.
  /// - Returns: false if a thousand events for each were not enough, or a check fired.
  private static func commit<O: Observer>(
    _ target: Int64, in world: inout World<Raft, RaftFeeder, O>
  ) -> Bool {
    let cap = world.eventCount + (target - world.load.committed + 100) * 1_000
    while world.load.committed < target {
      if world.eventCount >= cap || world.observer.hasViolation { return false }
      world.run(until: .never, maximumEvents: 256)
    }
    return true
  }

  private static let settings = Raft.Settings(
    electionTimeout: 100 * .millisecond...200 * .millisecond, heartbeat: 10 * .millisecond)

  private static func conditions(_ loss: Ratio) -> Conditions {
    Conditions(
      agentCount: 5,
      link: LinkClass(
        delay: .uniform(low: 500 * .microsecond, high: 10 * .millisecond),
        loss: .independent(loss)),
      clientLink: LinkClass())
  }

  private static let idle = Benchmark(
    name: "idle", about: "Raft, 5 agents, no load", unit: "virtual seconds",
    reference: .yardstick(pending: 50), goal: .rate(20_000), events: 20_000, warmup: 100
  ) { size in
    let link = LinkClass(delay: .uniform(low: 1 * .millisecond, high: 5 * .millisecond))
    var world = World(
      Conditions(agentCount: 5, link: link), Raft.Settings(), load: NoLoad<Raft>(),
      observer: NoObserver<Raft, Nothing>(), seed: 1)
    world.run(until: size.warmup * .second)
    let events = world.eventCount
    let watch = Stopwatch()
    let stop = world.run(
      until: (size.warmup + size.events) * .second, maximumEvents: size.events * 2_000)
    return Sample(
      count: Double(size.events), nanoseconds: watch.nanoseconds, digest: world.digest.value,
      isCapped: stop != .time,
      details: [
        Sample.Detail(
          name: "events a virtual second",
          value: Double(world.eventCount - events) / Double(size.events))
      ])
  }
}

import Protocols
import Simulator

/// The agent that does everything, beside its parts one by one.
///
/// Each part runs alone in a world of its own, on the same links, for the same virtual time and under the
/// same load as in the whole. What all parts take together is what the whole may take at most twice.
enum AgentBenchmarks {
  static let all = [whole, parts] + singles

  private static let agentCount = 5

  private static let whole = benchmark(
    "agents-whole", "a coordinating agent, 5 agents", reference: .benchmark("agents-parts"),
    goal: .ratio(0.5)
  ) { size in
    measure(
      CoordinatingAgent.self,
      CoordinatingAgent.Settings(deliberation: deliberation, barrier: barrier),
      AgentLoad(
        AgentLoad.Settings(
          store: storeLoad, deliberation: proposalLoad, election: orderLoad,
          synchronisation: updateLoad, barrier: barrierLoad)), size)
  }

  private static let parts = benchmark("agents-parts", "its parts alone, one after the other") {
    size in
    let samples = singles.map { $0.measure(size) }
    var events = 0.0
    for sample in samples { events += sample.details[0].value }
    return Sample(
      count: Double(size.events), nanoseconds: samples.reduce(0) { $0 + $1.nanoseconds },
      digest: samples.reduce(0) { $0 ^ $1.digest }, isCapped: samples.contains { $0.isCapped },
      details: [Sample.Detail(name: Self.eventsName, value: events)])
  }

  private static let singles = [
    benchmark("agents-deliberation", "votes, log and store") {
      measure(
        Deliberation.self, deliberation,
        LogClients(store: KeyValueLoad(storeLoad), proposals: DeliberationLoad(proposalLoad)), $0)
    },
    benchmark("agents-election", "election") {
      measure(Election.self, Election.Settings(), ElectionLoad(orderLoad), $0)
    },
    benchmark("agents-synchronisation", "synchronised variables") {
      measure(Synchroniser.self, Synchroniser.Settings(), UpdateLoad(updateLoad), $0)
    },
    benchmark("agents-barrier", "barriers") {
      measure(Barrier.self, barrier, BarrierLoad(barrierLoad), $0)
    },
  ]

  private static func benchmark(
    _ name: String, _ about: String, reference: Benchmark.Reference = .yardstick(pending: 50),
    goal: Benchmark.Goal = .none, _ measure: @escaping @Sendable (Benchmark.Size) -> Sample
  ) -> Benchmark {
    Benchmark(
      name: name, about: about, unit: "virtual milliseconds", reference: reference, goal: goal,
      events: 200_000, warmup: 2_000, measure: measure)
  }

  private static let eventsName = "events a virtual second"

  private static func measure<M: Machine, L: Load>(
    _ machine: M.Type, _ settings: M.Settings, _ load: L, _ size: Benchmark.Size
  ) -> Sample where L.Subject == M {
    let link = LinkClass(
      delay: .uniform(low: 1 * .millisecond, high: 5 * .millisecond))
    var world = World(
      Conditions(agentCount: agentCount, link: link), settings, load: load,
      observer: NoObserver<M, L.Note>(), seed: 1)
    world.run(until: size.warmup * .millisecond)
    let before = world.eventCount
    let watch = Stopwatch()
    let stop = world.run(
      until: (size.warmup + size.events) * .millisecond, maximumEvents: size.events * 100)
    let nanoseconds = watch.nanoseconds
    let seconds = Double(size.events) / 1000
    return Sample(
      count: Double(size.events), nanoseconds: nanoseconds, digest: world.digest.value,
      isCapped: stop != .time,
      details: [
        Sample.Detail(
          name: eventsName, value: Double(world.eventCount - before) / seconds)
      ])
  }
}

/// What the agents and their clients do, alike in the whole and in its parts.
extension AgentBenchmarks {
  private static let deliberation = Deliberation.Settings(
    electorate: (0..<agentCount).map { AgentID($0) }, opinion: .threshold(900))

  private static let barrier = Barrier.Settings(isStanding: true)

  private static let storeLoad = KeyValueLoad.Settings(
    clients: 4, agents: agentCount,
    pace: .open(every: .exponential(mean: 20 * .millisecond), slots: 64), reads: Ratio(1, outOf: 2))

  private static let proposalLoad = DeliberationLoad.Settings(
    clients: 4, agents: agentCount, pace: .open(every: .exponential(mean: 200 * .millisecond)),
    variables: 16)

  private static let orderLoad = ElectionLoad.Settings(
    clients: 4, interval: 40 * .millisecond,
    directory: Election.Directory(agentCount: agentCount))

  private static let updateLoad = UpdateLoad.Settings(
    clients: 4, agents: agentCount, every: .exponential(mean: 40 * .millisecond))

  private static let barrierLoad = BarrierLoad.Settings(
    agents: agentCount, rounds: .max,
    work: .uniform(low: 10 * .millisecond, high: 50 * .millisecond),
    creationDelay: nil)
}

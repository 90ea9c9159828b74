import Experiments
import Scenarios
import Simulator

/// What tools ask of a session: to go back, to fork, to show a moment, and to record one agent.
///
/// All on Raft with its checks, five agents and clients, as `lockstep show` and `lockstep trace` run it.
enum SessionBenchmarks {
  static let all = [back, fork, show, trace]

  /// Each step back is answered within 50 ms of CPU time.
  private static let back = Benchmark(
    name: "session-back", about: "1,000 events back in a run of 100,000", unit: "steps back",
    reference: .yardstick(pending: 50), goal: .rate(20), events: 50, warmup: 100_000
  ) { size in
    let session = open(.off, keepsHistory: true)
    session.run(maximumEvents: max(size.warmup, 2_000))
    var digest = session.digest.value
    let watch = Stopwatch()
    for _ in 0..<size.events {
      session.go(toEvent: session.eventCount - 1_000)
      digest ^= session.digest.value
      session.run(maximumEvents: 1_000)
    }
    return Sample(count: Double(size.events), nanoseconds: watch.nanoseconds, digest: digest)
  }

  /// A fork, which takes memory of its own with its first event, costs less than a millisecond.
  private static let fork = Benchmark(
    name: "session-fork", about: "forks of five agents, each with its first event", unit: "forks",
    reference: .yardstick(pending: 50), goal: .rate(1_000), events: 2_000, warmup: 100_000
  ) { size in
    let session = open(.off)
    session.run(maximumEvents: size.warmup)
    var digest = session.digest.value
    let watch = Stopwatch()
    for _ in 0..<size.events {
      let fork = session.fork()
      fork.run(maximumEvents: 1)
      digest ^= fork.digest.value
    }
    return Sample(count: Double(size.events), nanoseconds: watch.nanoseconds, digest: digest)
  }

  /// A million events in under three seconds.
  private static let show = Benchmark(
    name: "session-show", about: "a run up to the moment that is shown", unit: "events",
    reference: .yardstick(pending: 50), goal: .rate(1_000_000 / 3), events: 1_000_000, warmup: 0
  ) { size in
    let session = open(.following)
    let watch = Stopwatch()
    session.run(maximumEvents: size.events)
    var fields = 0
    for agent in 0..<session.agentCount {
      fields += session.inspect(AgentID(agent)).machine.items.count
    }
    fields += session.messagesInFlight().count
    return Sample(
      count: Double(size.events), nanoseconds: watch.nanoseconds,
      digest: session.digest.value ^ UInt64(fields))
  }

  /// A million events in under three seconds.
  private static let trace = Benchmark(
    name: "session-trace", about: "the records of one agent, as text", unit: "events",
    reference: .yardstick(pending: 50), goal: .rate(1_000_000 / 3), events: 1_000_000, warmup: 0
  ) { size in
    let session = open(.recording)
    session.recordedAgents = AgentSet([AgentID(1)])
    var bytes = 0
    let watch = Stopwatch()
    session.run(maximumEvents: size.events) { session in
      if !session.records.isEmpty { bytes += session.lastEvent.text.utf8.count }
      return true
    }
    return Sample(
      count: Double(size.events), nanoseconds: watch.nanoseconds,
      digest: session.digest.value ^ UInt64(bytes))
  }

  private static func open(_ recording: RecordLog.Mode, keepsHistory: Bool = false) -> Session {
    let text = """
      { protocol: "raft", agents: 5, duration: "10h", network: { delay: "1ms..5ms" },
        load: { clients: 3, rate: "200/s" } }
      """
    do throws(ScenarioError) {
      let scenario = try Registry.standard.read(Array(text.utf8), file: "session")
      return Registry.standard.open(
        scenario, seed: 1, recording: recording, keepsHistory: keepsHistory)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

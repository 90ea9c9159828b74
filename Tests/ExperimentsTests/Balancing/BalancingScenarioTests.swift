import Experiments
import Protocols
import Scenarios
import Simulator
import Testing

/// What files say of balancing: refused where it says nothing, and shown in the strip.
struct BalancingScenarioTests {
  private static func read(_ keys: String, agents: String = "4") throws -> Scenario {
    let text = """
      { about: "x", protocol: "balancing", agents: \(agents), duration: "10s",
        network: { delay: "1ms" }, \(keys) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  private static func complaints(_ keys: String, agents: String = "4") -> [String] {
    let error = #expect(throws: ScenarioError.self) { try read(keys, agents: agents) }
    return error?.diagnostics.map { $0.description } ?? []
  }

  @Test(arguments: [
    ("balancing: { lease: \"1s\" }", "a worker would lose its tasks"),
    ("balancing: { heartbeat: \"50ms\" }", "with one balancer this says nothing"),
    ("balancing: { balancers: 3, heartbeat: \"1s\" }", "before the next heartbeat comes"),
    ("balancing: { strategy: \"random\", choices: 3 }", "with strategy 'random'"),
    ("balancing: { slack: \"10%\" }", "with strategy 'choices'"),
    ("balancing: { ejectFor: \"1s\" }", "without ejectAt this says nothing"),
    ("balancing: { hysteresis: \"10%\" }", "without a threshold this says nothing"),
    ("balancing: { asWritten: [\"newcomers first\"] }", "says nothing of strategy 'choices'"),
    ("balancing: { strategy: \"bounded hashing\", inFlight: false }", "are those in flight"),
    ("load: { retry: \"none\", attempts: 3 }", "with retry 'none' this says nothing"),
    ("load: { retry: \"immediate\", base: \"1s\" }", "with retry 'immediate'"),
    ("load: { budget: \"1%\" }", "with retry 'backoff'"),
    ("load: { measureFrom: \"10s\" }", "the run is over by then"),
    ("load: { mode: \"scripted\" }", "nothing is listed"),
    ("load: { requests: [{ at: \"1s\", client: 9, drain: 3 }] }", "no client 9"),
    ("load: { requests: [{ at: \"1s\", capability: 1, drain: 3 }] }", "a request is one thing"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let texts = Self.complaints(section)
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  @Test func `without a worker there is no balancing`() {
    let texts = Self.complaints("balancing: { balancers: 4 }")
    #expect(texts.contains { $0.contains("there would be no worker") }, "\(texts)")
  }

  @Test func `workers are what their entries say`() throws {
    let scenario = try Self.read(
      "load: {}",
      agents:
        "[{ count: 1 }, { count: 1, speed: 0.5, weight: 3, capabilities: [1, 4] }, { count: 1 }]"
    )
    let settings = BalancingExperiment(try #require(scenario.runs.first).bind(seed: 1)).settings
    #expect(
      settings.traits == [
        Balancing.Traits(speed: 500, weight: 3, capabilities: 1 << 1 | 1 << 4), Balancing.Traits(),
      ])
  }

  @Test func `the strip shows who balances and who drains`() throws {
    let outcome = Registry.standard.run(
      try Self.read(
        """
        load: { rate: "20/s", stop: "8s" },
        faults: [{ at: "2s", order: { of: 3, to: "drain" } },
          { at: "4s", order: { of: 3, to: "take tasks" } }]
        """), seed: 1)
    #expect(outcome.timeline.states == [.ready, .takingOver, .balancing, .draining])
    let balancer = outcome.timeline.changes.filter { $0.agent == AgentID(0) }.map { $0.status }
    #expect(balancer.last == .running(.balancing))
    let worker = outcome.timeline.changes.filter { $0.agent == AgentID(2) }.map { $0.status }
    #expect(worker.suffix(2) == [.running(.draining), .running(.ready)])
  }

  @Test func `in a closed loop each client waits for its answer`() throws {
    let outcome = Registry.standard.run(
      try Self.read(
        "load: { mode: \"closed\", clients: 2, think: \"90ms\", work: \"6ms\", stop: \"9s\" }"),
      seed: 1)
    let requests = outcome.measures.first { $0.measure.name == "requests" }
    guard case .count(let count)? = requests?.amount(in: .whole, outcome.ledger) else {
      Issue.record("no requests")
      return
    }
    // A round takes 90 ms, 6 ms and four ways of a millisecond.
    #expect((176...182).contains(count), "\(count)")
  }

  @Test func `without a load nothing is asked for`() throws {
    let outcome = Registry.standard.run(try Self.read("balancing: { choices: 3 }"), seed: 1)
    let requests = outcome.measures.first { $0.measure.name == "requests" }
    #expect(requests?.amount(in: .whole, outcome.ledger) == .count(0))
  }
}

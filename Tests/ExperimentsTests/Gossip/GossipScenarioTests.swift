import Experiments
import Scenarios
import Simulator
import Testing

/// What files say of gossip: refused where it says nothing, and shown in the strip.
struct GossipScenarioTests {
  private static func read(_ keys: String) throws -> Scenario {
    let text = """
      { about: "x", protocol: "gossip", agents: 6, duration: "20s", network: { delay: "1ms" },
        \(keys) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  @Test(arguments: [
    ("exchange: \"none\"", "no rumour would ever be spread; give antiEntropy a period"),
    ("hunt: 2", "without a connection limit this says nothing"),
    ("minimise: true", "without push-pull, a counter and feedback this says nothing"),
    ("loss: \"coin\", reset: false", "without a counter and feedback this says nothing"),
    ("cycles: \"random\", judge: \"receipt\"", "without aligned cycles, and feedback or pulling"),
    ("spreadAgain: true", "without anti-entropy beside contacts this says nothing"),
    ("antiEntropyExchange: \"pull\"", "without anti-entropy this says nothing"),
    ("exchange: \"none\", antiEntropy: \"1s\", k: 3", "with exchange 'none' this says nothing"),
    ("antiEntropy: \"1s\", antiEntropyExchange: \"none\"", "push-pull"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) throws {
    let error = #expect(throws: ScenarioError.self) {
      try Self.read("gossip: { \(section) }, load: {}")
    }
    let texts = error?.diagnostics.map { $0.description } ?? []
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  @Test func `the strip shows who is susceptible, infective and removed`() throws {
    let outcome = Registry.standard.run(
      try Self.read(
        "gossip: { k: 1 }, load: { at: 2 }, faults: [{ at: \"15s\", crash: 2, restart: \"1s\" }]"),
      seed: 1)
    #expect(outcome.timeline.states == [.susceptible, .infective, .removed])
    let changes = outcome.timeline.changes.filter { $0.agent == AgentID(1) }.map { $0.status }
    // It comes back with what it knew.
    #expect(
      changes == [
        .running(.running), .running(.infective), .running(.removed), .down, .running(.running),
        .running(.removed),
      ])
  }

  @Test func `without a load nothing is told and nobody is informed`() throws {
    let outcome = Registry.standard.run(try Self.read("gossip: { k: 1 }"), seed: 1)
    let informed = outcome.measures.first { $0.measure.name == "informed" }
    #expect(informed?.amount(in: .whole, outcome.ledger) == .flag(false))
  }
}

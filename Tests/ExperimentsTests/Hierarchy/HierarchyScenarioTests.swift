import Experiments
import Scenarios
import Simulator
import Testing

/// What files say of a hierarchy: refused where it says nothing, and shown in the strip.
struct HierarchyScenarioTests {
  private static func read(_ keys: String) throws -> Scenario {
    let text = """
      { about: "x", protocol: "hierarchy", agents: 9, duration: "10s", network: { delay: "1ms" },
        \(keys) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  @Test(arguments: [
    ("levels: 1, branching: 3", "with one group of all agents this says nothing"),
    ("levels: 1, tally: \"one vote\"", "with one group of all agents this says nothing"),
    ("levels: 3, branching: 3", "a group of level 2 has all 9 agents"),
    ("opinion: \"scripted\"", "no vote is listed"),
    ("opinion: \"scripted\", votes: [\"accept\"], accepts: 0.5", "this says nothing"),
    ("accepts: 0.8, abstains: 0.3", "accepts and abstentions are more than all votes"),
    ("heartbeat: \"300ms\"", "a coordinator would be suspected before its next heartbeat"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) throws {
    let error = #expect(throws: ScenarioError.self) {
      try Self.read("hierarchy: { \(section) }, load: {}")
    }
    let texts = error?.diagnostics.map { $0.description } ?? []
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  @Test func `the strip shows who is member, coordinator and root`() throws {
    let outcome = Registry.standard.run(
      try Self.read(
        """
        hierarchy: { branching: 3 }, load: {},
        faults: [{ at: "5s", crash: "root", restart: "2s" }]
        """), seed: 1)
    #expect(outcome.timeline.states == [.member, .coordinator, .branch, .root])
    let changes = outcome.timeline.changes.filter { $0.agent == AgentID(0) }.map { $0.status }
    #expect(
      changes.prefix(5) == [
        .running(.running), .running(.coordinator), .running(.root), .down, .running(.running),
      ])
  }

  @Test func `without a load nothing is decided and nobody is informed`() throws {
    let outcome = Registry.standard.run(
      try Self.read("hierarchy: { branching: 3 }"), seed: 1)
    let informed = outcome.measures.first { $0.measure.name == "informed" }
    #expect(informed?.amount(in: .whole, outcome.ledger) == .flag(false))
  }
}

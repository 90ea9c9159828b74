import Experiments
import Scenarios
import Simulator
import Testing

/// What files say of membership: refused where it says nothing, and shown in the strip.
struct SwimScenarioTests {
  private static func read(_ keys: String) throws -> Scenario {
    let text = """
      { about: "x", protocol: "membership", agents: 6, duration: "60s", network: { delay: "1ms" },
        \(keys) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  @Test(arguments: [
    ("timeout: \"1s\"", "a period ends before others could be asked"),
    ("suspicion: false, alpha: 3", "without suspicion this says nothing"),
    ("suspicion: false, buddy: true", "without suspicion this says nothing"),
    ("beta: 3", "without local health aware suspicion this says nothing"),
    ("confirmations: 2", "without local health aware suspicion this says nothing"),
    ("localHealthSuspicion: true, beta: 0.5", "the longest suspicion is shorter than the shortest"),
    ("healthLimit: 3", "without local health aware probes this says nothing"),
    ("dissemination: \"multicast\", lambda: 2", "with dissemination 'multicast' this says nothing"),
    ("dissemination: \"multicast\", news: 2", "with dissemination 'multicast' this says nothing"),
    ("order: \"alphabetical\"", "round robin"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) throws {
    let error = #expect(throws: ScenarioError.self) {
      try Self.read("membership: { \(section) }")
    }
    let texts = error?.diagnostics.map { $0.description } ?? []
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  @Test func `the strip shows who suspects, and who has left`() throws {
    let outcome = Registry.standard.run(
      try Self.read(
        """
        load: {}, faults: [
          { at: "3.5s", crash: 2 }, { at: "30s", ask: { agent: 4, ask: "leave" } },
          { at: "40s", ask: { agent: 4, ask: "join" } },
        ]
        """), seed: 1)
    #expect(outcome.timeline.states == [.member, .suspicious, .absent])
    let changes = outcome.timeline.changes.filter { $0.agent == AgentID(3) }.map { $0.status }
    #expect(
      changes == [
        .running(.running), .running(.suspicious), .running(.member), .running(.absent),
        .running(.member),
      ])
  }

  @Test func `a planted mistake is found by its check`() throws {
    let keys = "faults: [{ at: \"3.5s\", partition: [[1, 2], [\"rest\"]], for: \"3s\" }]"
    for (mutant, check) in [
      ("declares dead at once", "suspected first"), ("deaf to refutations", "refutation counts"),
      ("refutes for others", "never invented"),
    ] {
      let outcome = Registry.standard.run(
        try Self.read("mutant: \"\(mutant)\", \(keys)"), seed: 1)
      #expect(outcome.violation?.check == check)
    }
  }

  @Test func `a table of all agents at every agent is refused where memory is short`() throws {
    let large = """
      { about: "x", protocol: "membership", agents: 100000, duration: "1s", network: { delay: "1ms" } }
      """
    let scenario = try Registry.standard.read(Array(large.utf8), file: "test.json5")
    #expect(Registry.standard.leastBytes(of: scenario) > 80_000_000_000)
  }
}

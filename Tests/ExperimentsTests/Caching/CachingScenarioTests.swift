import Experiments
import Scenarios
import Simulator
import Testing

/// What files say of caching: refused where it says nothing, and shown in the strip.
struct CachingScenarioTests {
  private static func read(_ keys: String, agents: Int = 3) throws -> Scenario {
    let text = """
      { about: "x", protocol: "caching", agents: \(agents), duration: "10s",
        network: { delay: "10ms" }, \(keys) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  private static func complaints(_ keys: String, agents: Int = 3) -> [String] {
    let error = #expect(throws: ScenarioError.self) { try read(keys, agents: agents) }
    return error?.diagnostics.map { $0.description } ?? []
  }

  @Test(arguments: [
    ("caching: { mode: \"none\", term: \"1s\" }", "with mode 'none' this says nothing"),
    ("caching: { term: \"1s\", allowance: \"1s\" }", "no copy would ever be used"),
    ("load: { mode: \"scripted\" }", "nothing is listed"),
    (
      "load: { mode: \"scripted\", reads: \"1%\", requests: [{ at: \"1s\", read: 0 }] }",
      "with mode 'scripted' this says nothing"
    ),
    ("load: { clients: 2, requests: [{ at: \"1s\", client: 3, read: 0 }] }", "no client 3"),
    ("load: { requests: [{ at: \"1s\", read: 0, write: 1 }] }", "a request is one thing"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let texts = Self.complaints(section)
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  @Test func `a server that is alone is a mistake`() {
    let texts = Self.complaints("caching: { term: \"1s\" }", agents: 1)
    #expect(texts.contains { $0.contains("the server would be alone") }, "\(texts)")
  }

  @Test func `the strip shows who is blocked, and when writes wait`() throws {
    let outcome = Registry.standard.run(
      try Self.read(
        """
        caching: { requests: "call", term: "5s" },
        load: { mode: "scripted", clients: 2, requests: [
          { at: "1s", client: 1, read: 0 }, { at: "2s", client: 2, write: 0 } ] }
        """), seed: 1)
    #expect(outcome.timeline.states == [.serving, .blocked, .writesWait])
    let server = outcome.timeline.changes.filter { $0.agent == AgentID(0) }.map { $0.status }
    #expect(
      server == [.running(.running), .running(.writesWait), .running(.serving)])
    let reader = outcome.timeline.changes.filter { $0.agent == AgentID(1) }.map { $0.status }
    #expect(reader == [.running(.running), .running(.blocked), .running(.serving)])
  }

  @Test func `without a load nothing is read`() throws {
    let outcome = Registry.standard.run(try Self.read("caching: { term: \"5s\" }"), seed: 1)
    let reads = outcome.measures.first { $0.measure.name == "reads" }
    #expect(reads?.amount(in: .whole, outcome.ledger) == .count(0))
  }
}

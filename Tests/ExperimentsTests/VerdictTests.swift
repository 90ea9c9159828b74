import Experiments
import Scenarios
import Simulator
import Testing

/// A run that did not hold tells one thing, and what it did not come to is no failure.
struct VerdictTests {
  private static func outcome(_ text: String) throws(ScenarioError) -> Outcome {
    let registry = Registry.standard
    let scenario = try registry.read(Array(text.utf8), file: "test.json5")
    return registry.run(scenario, seed: 1)
  }

  /// Outsiders vote before the members, and the brief counts them.
  private static func outsiders(_ rest: String) throws(ScenarioError) -> Outcome {
    try outcome(
      """
      {
        protocol: "deliberation", duration: "40s", network: { delay: "2ms" },
        agents: [{ count: 5 }, { count: 2, participates: false }],
        deliberation: { mode: "as written", opinion: "scripted", votes: ["reject"] },
        load: {
          mode: "scripted",
          requests: [
            { at: "1s", agent: 1, propose: 0, value: 7 }, { at: "1.1s", agent: 6, vote: "accept" },
          ],
        },
        faults: [
          { at: "0.5s", links: { from: [2, 3, 4, 5], extraDelay: "500ms" }, for: "0.8s", name: "slow" },
        ],
        \(rest)
      }
      """)
  }

  private static let expect = """
    expect: {
      electorate: true, proposals: ">= 1", decisions: ">= 50", "timed out": "== 0",
      proposal: "== 0", agreed: true, "decisions after": "== 0",
    }
    """

  @Test func `what a violation keeps a run from coming to is neither held nor failed`() throws {
    let outcome = try Self.outsiders(Self.expect)
    let violation = try #require(outcome.violation)
    #expect(violation.check == "electorate" && outcome.end < 2 * .second)
    let results = outcome.findings.map { $0.result }
    #expect(results[0] == .failed && outcome.findings[0].seen == "violated")
    #expect(results[1] == .held)
    #expect(results[2] == .notReached)
    #expect(results[3] == .held)
    // One was opened: no more of the run could undo that.
    #expect(results[4] == .failed)
    #expect(results[6] == .notReached)
    #expect(outcome.verdict == .failed)
    #expect(outcome.failures == ["violation: \(violation.text)", outcome.findings[4].text + ": 1"])
    #expect(outcome.notReached.contains { $0.hasPrefix("decisions: \">= 50\"") })
  }

  @Test func `an expected violation leaves what it kept from coming to open`() throws {
    let outcome = try Self.outsiders("violates: [\"electorate\"], expect: { decisions: \">= 50\" }")
    #expect(outcome.passed && outcome.findings.map { $0.result } == [.notReached])
  }

  private static func lost(_ fault: String) throws(ScenarioError) -> Outcome {
    try outcome(
      """
      {
        protocol: "raft", agents: 3, duration: "10s", network: { delay: "2ms" },
        load: { clients: 1, rate: "50/s" },
        faults: [{ at: "5s", \(fault), name: "down" }],
        expect: {
          "commits during down": "== 0", "leader elected": { within: "2s", of: "down" }, leaders: ">= 9",
        },
      }
      """)
  }

  @Test func `the first failure for want of progress says who last led and until when`() throws {
    let outcome = try Self.lost("crash: \"majority with leader\"")
    #expect(outcome.failures.count == 2)
    let change = try #require(outcome.timeline.changes.last { $0.status == .running(.leader) })
    let last = "\(change.agent.description), which led term \(change.number), went down"
    #expect(
      outcome.failures[0].hasSuffix(": never; nobody has led since 5.000 s, when \(last)"))
    #expect(!outcome.failures[1].contains("nobody"))
  }

  @Test func `a leader that steps down is said to stop leading its term`() throws {
    let outcome = try Self.lost("partition: [[1], [2], [3]], for: \"5s\"")
    let failure = try #require(outcome.failures.first { $0.contains("nobody has led since 5.") })
    let stopped = try #require(outcome.timeline.changes.last { $0.status == .running(.leader) })
    #expect(
      failure.hasSuffix("when \(stopped.agent.description) stopped leading term \(stopped.number)"))
  }

  @Test func `where an agent leads, no failure speaks of a vacancy`() throws {
    let outcome = try Self.lost("pause: \"any follower\", for: \"1s\"")
    #expect(!outcome.failures.isEmpty)
    #expect(outcome.failures.allSatisfy { !$0.contains("nobody") })
  }
}

import Experiments
import Scenarios
import Simulator
import Testing

/// Members that are gone are voted out, by agreement and never below the fewest, and come back.
struct ElectorateChangeTests {
  /// Two of five die, and one of those left rejects everything.
  private func run(_ settings: String, restart: String, seed: UInt64 = 1) throws -> Outcome {
    try DeliberationExperimentTests.run(
      """
      disk: { flush: "1ms" },
      deliberation: { opinion: "scripted", votes: ["accept", "accept", "reject", "accept", "accept"],
        deadline: "2s", longestRetry: "300ms"\(settings) },
      load: { clients: 1, rate: "10/s", variables: 4, stop: "8s", agent: 1 },
      faults: [{ at: "2s", crash: [4, 5]\(restart), name: "gone" }]
      """, seed: seed)
  }

  private func accepted(_ outcome: Outcome) -> Int64 {
    DeliberationExperimentTests.count("accepted", outcome)
  }

  @Test func `those that are left decide once the others are voted out`() throws {
    let fixed = try run("", restart: "")
    let changed = try run(", excludeAfter: \"300ms\"", restart: "")
    #expect(fixed.violation == nil && changed.violation == nil)
    #expect(DeliberationExperimentTests.flag("agreed", changed) == true)
    #expect(accepted(changed) > accepted(fixed) + 20)
  }

  @Test func `nobody is voted out where all must be left`() throws {
    let fixed = try run("", restart: "")
    let outcome = try run(", excludeAfter: \"300ms\", fewest: 5", restart: "")
    #expect(outcome.violation == nil && accepted(outcome) == accepted(fixed))
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `members that come back vote again`(seed: UInt64) throws {
    let outcome = try run(", excludeAfter: \"300ms\"", restart: ", restart: \"3s\"", seed: seed)
    #expect(outcome.violation == nil)
    #expect(DeliberationExperimentTests.flag("agreed", outcome) == true)
    #expect(DeliberationExperimentTests.flag("finished", outcome) == true)
  }

  @Test(arguments: [
    ("fewest: 3", "without excludeAfter this says nothing"),
    ("excludeAfter: \"2s\", deadline: \"2s\"", "before any member is voted out"),
    ("excludeAfter: \"1s\", fewest: 6", "there are 5 agents"),
    ("mode: \"as written\", excludeAfter: \"1s\"", "as written this says nothing"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let error = #expect(throws: ScenarioError.self) {
      try DeliberationExperimentTests.scenario(
        """
        { about: "x", protocol: "deliberation", agents: 5, duration: "10s",
          deliberation: { \(section) }, load: {} }
        """)
    }
    let texts = error?.diagnostics.map { $0.description } ?? []
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }
}

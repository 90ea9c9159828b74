import Checks
import Experiments
import Scenarios
import Simulator
import Testing

/// Scenarios of rendezvous: what is refused, and what is planted.
struct RendezvousExperimentTests {
  private func scenario(
    _ section: String, more: String = "", agents: Int = 4
  ) throws(ScenarioError) -> Scenario {
    let text = """
      {
        about: "rendezvous", protocol: "rendezvous", agents: \(agents), duration: "60s",
        network: { delay: "1ms..10ms" },
        rendezvous: { \(section) },
        \(more)
      }
      """
    return try Registry.standard.read(Array(text.utf8), file: "rendezvous.json5")
  }

  @Test(arguments: [
    ("fewest: 5", "there are no 5 agents that work"),
    ("fewest: 4, hostWorks: false", "there are no 4 agents that work"),
    ("fewest: 3, largest: 2", "no group has at least 3 and at most 2 members"),
    ("heartbeat: '2s'", "taken for dead between two signs of life"),
    ("method: 'matchmaking', host: 2", "with method 'matchmaking' this says nothing"),
    ("method: 'store', quorum: 'majority'", "with method 'store' this says nothing"),
    ("method: 'lighthouse', merges: true", "with method 'lighthouse' this says nothing"),
    ("method: 'lighthouse', rounds: 5", "with method 'lighthouse' this says nothing"),
  ])
  func `what makes no sense is refused`(section: String, message: String) throws {
    do throws(ScenarioError) {
      _ = try scenario(section)
      Issue.record("\(section) was taken")
    } catch {
      #expect(error.diagnostics.contains { $0.message.contains(message) }, "\(error.diagnostics)")
    }
  }

  @Test(arguments: ["store", "lighthouse", "matchmaking"])
  func `the mutant is seen`(method: String) throws {
    let chaos = """
      mutant: "counts the dead", violates: ["dead incarnation"],
      faults: [
        { at: "0s", links: { extraDelay: "0s..3s", duplicate: "50%" } },
      ],
      chaos: { crash: { every: "1s", for: "100ms" } },
      """
    let seen = try (1...10 as ClosedRange<UInt64>).contains {
      let outcome = Registry.standard.run(
        try scenario("method: '\(method)'", more: chaos), seed: $0)
      return outcome.violation?.check == "dead incarnation"
    }
    #expect(seen)
  }

  @Test func `a host that works in no group is in none`() throws {
    let outcome = Registry.standard.run(
      try scenario("method: 'lighthouse', hostWorks: false"), seed: 1)
    let sizes = outcome.measures.first { $0.measure.name == "group size" }
    guard case .samples(let histogram)? = sizes?.amount(in: .whole, outcome.ledger) else {
      Issue.record("no round was done")
      return
    }
    #expect(histogram.maximum == 3)
  }
}

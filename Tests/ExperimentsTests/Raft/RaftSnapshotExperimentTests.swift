import Experiments
import Protocols
import Scenarios
import Simulator
import Testing

/// Scenarios of Raft with snapshots, and with sessions that expire.
struct RaftSnapshotExperimentTests {
  private static func scenario(_ raft: String, _ more: String = "") throws -> Scenario {
    let text = """
      {
        about: "x", protocol: "raft", agents: 3, duration: "6s", network: { delay: "1ms..4ms" },
        disk: { flush: "0.5ms..2ms" }, raft: { \(raft) },
        load: { clients: 3, rate: "150/s", reads: "40%", compareAndSet: "20%", keys: 4 }, \(more)
      }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  private static func count(_ name: String, _ outcome: Outcome) -> Int64? {
    RaftExperimentTests.count(name, outcome)
  }

  @Test func `snapshots are measured and checked where they are taken, and only there`() throws {
    let crash = "faults: [{ at: \"1s\", crash: \"any follower\", restart: \"3s\" }]"
    let taken = Registry.standard.run(
      try Self.scenario("snapshotEvery: 20, snapshotTrailing: 5, snapshotChunk: 4", crash), seed: 1)
    #expect(taken.violation == nil)
    #expect(taken.verdicts.contains { $0.name == "snapshot" && $0.result == .held })
    #expect(Self.count("snapshots taken", taken) ?? 0 > 20)
    #expect(Self.count("snapshots installed", taken) ?? 0 >= 1)
    #expect(Self.count("snapshot bytes", taken) ?? 0 > 500)
    let without = Registry.standard.run(try Self.scenario("", crash), seed: 1)
    #expect(!without.verdicts.contains { $0.name == "snapshot" })
    #expect(!without.measures.contains { $0.measure.name.hasPrefix("snapshot") })
  }

  @Test func `an operator's order to compact takes a snapshot`() throws {
    let order = "faults: [{ at: \"2s\", order: { of: \"leader\", to: \"compact\" } }]"
    let outcome = Registry.standard.run(try Self.scenario("", order), seed: 1)
    #expect(outcome.violation == nil && Self.count("snapshots taken", outcome) == 1)
  }

  @Test func `where sessions expire clients open others, and nothing takes effect twice`() throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let outcome = Registry.standard.run(
        try Self.scenario(
          "sessionLimit: 4, snapshotEvery: 10", "clientNetwork: { delay: \"1ms\", loss: \"5%\" }"),
        seed: seed)
      #expect(outcome.violation == nil && outcome.verdicts.allSatisfy { $0.result == .held })
      #expect(Self.count("operations", outcome) ?? 0 > 500)
    }
  }

  @Test(arguments: [
    ("snapshotTrailing: 5", "without snapshotEvery this says nothing"),
    ("snapshotChunk: 5", "without snapshotEvery this says nothing"),
    ("sessions: false, sessionLimit: 5", "without sessions this says nothing"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let error = #expect(throws: ScenarioError.self) { try Self.scenario(section) }
    let texts = error?.diagnostics.map { $0.description } ?? []
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }
}

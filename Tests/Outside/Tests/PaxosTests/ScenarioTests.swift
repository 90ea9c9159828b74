import Experiments
import Paxos
import Reports
import Scenarios
import Testing

/// The scenario runner on a protocol that the package has never heard of.
@Suite
struct ScenarioTests {
  let registry: Registry = {
    var registry = Registry()
    registry.add(PaxosExperiment.self)
    return registry
  }()

  func scenario(mutant: Bool = false) throws -> Scenario {
    let text = """
      {
        about: "Paxos in trouble",
        protocol: "paxos",
        agents: 3,
        duration: "2s",
        network: { delay: "1ms..10ms", loss: "5%" },
        disk: { flush: "0.1ms..2ms" },
        paxos: { retry: "20ms..80ms" },
        \(mutant ? "mutant: \"forget on restart\"," : "")
        faults: [
          { at: "20ms", isolate: "any", for: "100ms", mayHaveNoEffect: true, name: "first" },
          { at: "110ms", crash: "any", restart: "20ms", name: "crash" },
          { at: "140ms", isolate: "any", for: "120ms", mayHaveNoEffect: true, name: "second" },
        ],
        expect: { "learned": { within: "1s", of: "start" } },
      }
      """
    return try registry.read(Array(text.utf8), file: "paxos.json5")
  }

  @Test func `a sweep of two hundred seeds passes, each run with its checks and expectations`()
    throws
  {
    let scenario = try scenario()
    for seed in 1...200 as ClosedRange<UInt64> {
      let outcome = registry.run(scenario, seed: seed)
      #expect(outcome.failures.isEmpty, "seed \(seed): \(outcome.failures)")
      #expect(outcome.verdicts.map(\.name) == ["agreement", "validity"])
    }
  }

  @Test func `a sweep finds the planted mistake, and its seed replays it`() throws {
    let scenario = try scenario(mutant: true)
    let rows = (1...200 as ClosedRange<UInt64>).map { seed in
      SweepRow(registry.run(scenario, seed: seed), variant: 0, place: Int64(seed) - 1)
    }
    let caught = rows.filter { $0.violation?.contains("agreement") == true }
    #expect(!caught.isEmpty)
    for row in caught.prefix(3) {
      let again = registry.run(scenario, seed: row.seed)
      #expect(again.fingerprint == row.fingerprint && again.violation?.check == "agreement")
    }
  }

  @Test func `two traces of one seed are equal and end in the run's fingerprint`() throws {
    let scenario = try scenario()
    let trace = registry.trace(scenario, seed: 5)
    #expect(trace == registry.trace(scenario, seed: 5))
    #expect(trace.events.last?.digest == registry.run(scenario, seed: 5).fingerprint)
    #expect(trace != registry.trace(scenario, seed: 5, disturbedDraw: 3))
  }

  @Test func `its page shows the states that it declares`() throws {
    let page = RunPage(registry.run(try scenario(), seed: 5)).text
    #expect(page.contains("▁ undecided   █ learned, its ballot in front"))
    #expect(page.contains(#/n[123] learned the value in ballot [0-9]+/#))
  }

  @Test func `a mistake in a scenario of it is named with its place`() {
    let text = "{ protocol: \"paxos\", agents: 3, duration: \"1s\", paxos: { retries: \"1ms\" } }"
    #expect(throws: ScenarioError.self) {
      try registry.read(Array(text.utf8), file: "paxos.json5")
    }
  }
}

import Checks
import Experiments
import Protocols
import Scenarios
import Simulator
import Testing

/// Scenarios of elections, read, run and measured.
struct ElectionExperimentTests {
  static let registry: Registry = {
    var registry = Registry()
    registry.add(ElectionExperiment.self)
    return registry
  }()

  static func scenario(_ text: String) throws(ScenarioError) -> Scenario {
    try registry.read(Array(text.utf8), file: "test.json5")
  }

  /// A leader that crashes at 5 s, on links without jitter.
  static func crash(_ mode: String) -> String {
    """
    {
      about: "Crash", protocol: "election", agents: 5, duration: "10s",
      network: { delay: "2ms" }, election: { mode: "\(mode)" },
      load: { clients: 2, rate: "40/s" },
      faults: [{ at: "5s", crash: "leader", restart: "2s", name: "crash" }],
    }
    """
  }

  static func amount(_ name: String, _ outcome: Outcome) -> Amount {
    let result = outcome.measures.first { $0.measure.name == name }
    return result?.amount(in: .whole, outcome.ledger) ?? .nothing
  }

  static func count(_ name: String, _ outcome: Outcome) -> Int64 {
    if case .count(let count) = amount(name, outcome) { count } else { -1 }
  }

  static func longest(_ name: String, _ outcome: Outcome) -> Int64 {
    guard case .samples(let samples) = amount(name, outcome) else { return -1 }
    return samples.quantile(10_000) ?? -1
  }

  @Test func `a failover is measured in its parts`() throws {
    let outcome = Self.registry.run(try Self.scenario(Self.crash("safe")), seed: 1)
    #expect(outcome.failures == [])
    let detection = Self.longest("detection", outcome)
    // 250 ms after the last heartbeat that arrived, which was sent at most 50 ms before the crash.
    #expect(detection > 200 * .millisecond && detection <= 252 * .millisecond)
    // An answer timeout, then there and back for the announcement.
    #expect(Self.longest("election time", outcome) == 34 * .millisecond)
    #expect(Self.longest("leaderless", outcome) == detection + 34 * .millisecond)
    #expect(Self.longest("leaders at once", outcome) == 1)
    #expect(Self.count("leader changes", outcome) == 1)
    #expect(Self.count("orders", outcome) > 350)
    #expect(Self.count("orders given up", outcome) == 0)
  }

  @Test func `bully changes the leader twice, and as written no agent ever leads`() throws {
    let bully = Self.registry.run(try Self.scenario(Self.crash("bully")), seed: 1)
    #expect(Self.count("leader changes", bully) == 2)
    let written = Self.registry.run(try Self.scenario(Self.crash("as written")), seed: 1)
    #expect(Self.count("leader changes", written) == 0 && Self.count("orders", written) == 0)
    #expect(Self.longest("leaderless", written) == 10 * .second)
  }

  @Test func `the same seed gives the same outcome`() throws {
    let scenario = try Self.scenario(Self.crash("safe"))
    let one = Self.registry.run(scenario, seed: 7)
    #expect(one.fingerprint == Self.registry.run(scenario, seed: 7).fingerprint)
  }

  @Test(arguments: [
    ("election: { lease: \"50ms\" }", "a lease would be over before the next heartbeat"),
    ("election: { suspicion: \"40ms\" }", "suspected before its next heartbeat"),
    ("election: { mode: \"bully\", scopes: \"both\" }", "with mode 'bully' this says nothing"),
    ("election: { phi: 9 }", "with detector 'fixed' this says nothing"),
    ("election: { detector: \"phi normal\", phi: 19 }", "cannot be told from certainty"),
    ("load: { requests: [{ at: \"1s\", agent: 4, ask: \"elect\" }] }", "there is no agent 4"),
    (
      "load: { requests: [{ at: \"1s\", agent: 1, ask: \"elect\", group: 2 }] }",
      "there is no group 2"
    ),
    ("load: { requests: [{ at: \"30s\", agent: 1, ask: \"elect\" }] }", "the run is over by then"),
  ])
  func `a mistake between several values is found in its place`(_ keys: String, _ message: String) {
    let text = "{ about: \"x\", protocol: \"election\", agents: 3, duration: \"20s\",\n\(keys) }"
    do throws(ScenarioError) {
      _ = try Self.scenario(text)
      Issue.record("read without complaint")
    } catch {
      #expect(error.diagnostics.count == 1)
      #expect(error.diagnostics.first?.message.contains(message) == true)
      #expect(error.diagnostics.first?.line == 2)
    }
  }
}

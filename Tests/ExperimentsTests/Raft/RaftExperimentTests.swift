import Checks
import Experiments
import Protocols
import Scenarios
import Simulator
import Testing

/// Scenarios of Raft with its clients, read, run and measured.
struct RaftExperimentTests {
  static let registry: Registry = {
    var registry = Registry()
    registry.add(RaftExperiment.self)
    return registry
  }()

  static func scenario(_ text: String) throws(ScenarioError) -> Scenario {
    try registry.read(Array(text.utf8), file: "test.json5")
  }

  /// A partition, a crash of the leader, loss, duplication and slow disks.
  static let rough = """
    {
      about: "Rough weather", protocol: "raft", agents: 5, duration: "12s",
      network: { delay: "1ms..8ms", loss: "2%" },
      load: {
        clients: 4, rate: "150/s", compareAndSet: "30%", keys: 6, timeout: "300ms",
        patience: "2s", stop: "11s",
      },
      faults: [
        { at: "2s", partition: [["leader", "any follower"], ["rest"]], for: "2s", name: "split" },
        { at: "6s", crash: "leader", restart: "1s", name: "crash" },
        { at: "8s", pause: "leader", for: "800ms", name: "pause" },
      ],
    }
    """

  /// The same without faults.
  static let calm = """
    {
      about: "Calm", protocol: "raft", agents: 5, duration: "10s",
      network: { delay: "2ms" },
      load: { clients: 4, rate: "200/s", arrival: "fixed", start: "1s", stop: "9s" },
    }
    """

  static func amount(_ name: String, _ outcome: Outcome) -> Amount {
    let result = outcome.measures.first { $0.measure.name == name }
    return result?.amount(in: .whole, outcome.ledger) ?? .nothing
  }

  static func count(_ name: String, _ outcome: Outcome) -> Int64 {
    if case .count(let count) = amount(name, outcome) { count } else { -1 }
  }

  @Test func `rough weather violates nothing and stays linearizable`() throws {
    let scenario = try Self.scenario(Self.rough)
    for seed in 1...16 as ClosedRange<UInt64> {
      let outcome = Self.registry.run(scenario, seed: seed)
      #expect(outcome.violation?.text == nil, "seed \(seed)")
      #expect(outcome.verdicts.map(\.result).allSatisfy { $0 == .held }, "seed \(seed)")
      #expect(Self.count("operations", outcome) > 700, "seed \(seed)")
      #expect(outcome.failures == [])
    }
  }

  @Test func `the measures of a calm run are what its network makes them`() throws {
    let outcome = Self.registry.run(try Self.scenario(Self.calm), seed: 1)
    #expect(outcome.failures == [])
    #expect(Self.count("operations", outcome) == 1600)
    for name in ["failed operations", "unknown operations"] {
      #expect(Self.count(name, outcome) == 0)
    }
    #expect(Self.count("leaders", outcome) == 1)
    #expect(Self.count("terms", outcome) == Self.count("elections", outcome))
    guard case .samples(let commit) = Self.amount("commit latency", outcome),
      case .samples(let read) = Self.amount("read latency", outcome),
      case .samples(let leader) = Self.amount("leader commit latency", outcome),
      case .samples(let gaps) = Self.amount("unavailable", outcome),
      case .samples(let leaderless) = Self.amount("leaderless", outcome),
      case .samples(let elections) = Self.amount("election time", outcome),
      case .ratio(let messages, let commits) = Self.amount("messages per commit", outcome)
    else {
      Issue.record("a measure has no samples")
      return
    }
    #expect(commit.count + read.count == 1600)
    #expect(Self.count("commits", outcome) == commit.count + 1)
    #expect(leader.count == commit.count + 1)
    // There and back between client and leader and between leader and follower.
    #expect(commit.quantile(5_000) == 8 * .millisecond)
    #expect(leader.quantile(5_000) == 4 * .millisecond)
    // The last answer comes when the load is over.
    #expect(gaps.count == 1600)
    #expect(leaderless.count == 1 && elections.count == 1)
    // A poll and an election, each there and back.
    #expect(elections.quantile(5_000) == 8 * .millisecond)
    #expect(messages > 8 * commits && messages < 30 * commits)
  }

  @Test func `faults show in the measures of their time`() throws {
    let scenario = try Self.scenario(Self.rough)
    let outcome = Self.registry.run(scenario, seed: 3)
    #expect(Self.count("leaders", outcome) >= 3)
    #expect(Self.count("retries", outcome) > 0 && Self.count("redirects", outcome) > 0)
    guard case .samples(let detection) = Self.amount("detection", outcome),
      case .samples(let gaps) = Self.amount("unavailable", outcome)
    else {
      Issue.record("a measure has no samples")
      return
    }
    #expect(detection.count >= 1)
    #expect((gaps.quantile(10_000) ?? 0) > 150 * .millisecond)
    let phased = outcome.measures.first { $0.measure.name == "operations" }
    guard case .count(let during)? = phased?.amount(in: .during([0]), outcome.ledger) else {
      Issue.record("no operations during the split")
      return
    }
    #expect(during > 0 && during < Self.count("operations", outcome))
  }

  @Test func `the same seed gives the same outcome, another seed another`() throws {
    let scenario = try Self.scenario(Self.rough)
    let one = Self.registry.run(scenario, seed: 7)
    #expect(one.fingerprint == Self.registry.run(scenario, seed: 7).fingerprint)
    #expect(one.fingerprint != Self.registry.run(scenario, seed: 8).fingerprint)
  }

  @Test func `without a section load nothing is asked for`() throws {
    let text = "{ about: \"Idle\", protocol: \"raft\", agents: 3, duration: \"2s\" }"
    let outcome = Self.registry.run(try Self.scenario(text), seed: 1)
    #expect(outcome.failures == [])
    #expect(Self.count("operations", outcome) == 0 && Self.count("leaders", outcome) == 1)
    #expect(Self.amount("unavailable", outcome) == .nothing)
    #expect(outcome.verdicts.last == CheckVerdict("linearizable", .notChecked))
  }

  @Test func `listed requests are asked for`() throws {
    let text = """
      {
        about: "Listed", protocol: "raft", agents: 3, duration: "3s",
        load: {
          mode: "scripted", clients: 2,
          requests: [
            { at: "1s", client: 1, write: 5, value: 7 },
            { at: "2s", client: 2, compareAndSet: 5, expected: 7, value: 8 },
            { at: "2500ms", read: 5 },
          ],
        },
      }
      """
    let outcome = Self.registry.run(try Self.scenario(text), seed: 1)
    #expect(outcome.failures == [])
    #expect(Self.count("operations", outcome) == 3)
    #expect(Self.count("commits", outcome) == 3)
  }

  @Test(arguments: [
    ("raft: { heartbeat: \"200ms\" }", "before the next heartbeat comes"),
    ("raft: { candidateTimeout: \"1ms\" }, network: { delay: \"5ms\" }", "long enough for a vote"),
    ("load: { mode: \"closed\", rate: \"5/s\" }", "with mode 'closed' this says nothing"),
    ("load: { outstanding: 5 }", "with mode 'open' this says nothing"),
    ("load: { start: \"30s\" }", "clients would start when all is over"),
    ("load: { patience: \"10ms\" }", "give up before it asks again"),
    ("load: { mode: \"scripted\" }", "nothing is listed"),
    ("load: { requests: [{ at: \"1s\" }] }", "a request is one operation"),
    ("load: { requests: [{ at: \"1s\", write: 1 }] }", "nothing to write"),
    ("load: { requests: [{ at: \"1s\", client: 9, read: 1 }] }", "there is no client 9"),
    ("load: { requests: [{ at: \"30s\", read: 1 }] }", "the run is over by then"),
    (
      """
      load: { requests: [
        { at: "1s", write: 1, value: 4 }, { at: "2s", write: 2, value: 4 }] }
      """, "the value 4 is written twice"
    ),
  ])
  func `a mistake between several values is found in its place`(_ keys: String, _ message: String) {
    let text = "{ about: \"x\", protocol: \"raft\", agents: 3, duration: \"20s\",\n\(keys) }"
    do throws(ScenarioError) {
      _ = try Self.scenario(text)
      Issue.record("read without complaint")
    } catch {
      #expect(error.diagnostics.count == 1)
      #expect(error.diagnostics.first?.message.contains(message) == true)
      #expect((error.diagnostics.first?.line ?? 0) >= 2)
    }
  }
}

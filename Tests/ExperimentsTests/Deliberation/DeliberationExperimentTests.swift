import Checks
import Experiments
import Scenarios
import Simulator
import Testing

/// Scenarios of deliberations, read, run and measured.
struct DeliberationExperimentTests {
  static let registry: Registry = {
    var registry = Registry()
    registry.add(DeliberationExperiment.self)
    return registry
  }()

  static func scenario(_ text: String) throws(ScenarioError) -> Scenario {
    try registry.read(Array(text.utf8), file: "test.json5")
  }

  static func run(_ keys: String, seed: UInt64 = 1) throws -> Outcome {
    let text = """
      { about: "x", protocol: "deliberation", agents: 5, duration: "10s",
        network: { delay: "2ms" }, \(keys) }
      """
    return registry.run(try scenario(text), seed: seed)
  }

  static func amount(_ name: String, _ outcome: Outcome) -> Amount {
    let result = outcome.measures.first { $0.measure.name == name }
    return result?.amount(in: .whole, outcome.ledger) ?? .nothing
  }

  static func count(_ name: String, _ outcome: Outcome) -> Int64 {
    if case .count(let count) = amount(name, outcome) { count } else { -1 }
  }

  static func flag(_ name: String, _ outcome: Outcome) -> Bool? {
    if case .flag(let flag) = amount(name, outcome) { flag } else { nil }
  }

  static func samples(_ name: String, _ outcome: Outcome) -> (least: Int64, most: Int64)? {
    guard case .samples(let samples) = amount(name, outcome) else { return nil }
    return (samples.minimum ?? -1, samples.maximum ?? -1)
  }

  static let one = """
    load: { mode: "scripted", requests: [{ at: "1s", agent: 2, propose: 5, value: 7 }] }
    """

  @Test func `the latencies of a proposal on links without jitter are what its messages take`()
    throws
  {
    let outcome = try Self.run(
      "deliberation: { opinion: \"threshold\", raft: { firstCandidate: 1 } }, \(Self.one)")
    #expect(outcome.failures == [])
    // The vote is there and back. The commit goes to n1, which needs a majority, and tells no one
    // before its next heartbeat.
    #expect(Self.samples("decision latency", outcome)! == (4 * .millisecond, 4 * .millisecond))
    let leader = Self.samples("leader commit latency", outcome)
    #expect(leader?.least == 4 * .millisecond && leader?.most == 4 * .millisecond)
    let all = Self.samples("apply latency", outcome)?.most ?? 0
    #expect(all > 10 * .millisecond && all <= 62 * .millisecond)
    #expect(Self.count("accepted", outcome) == 1 && Self.count("undecided", outcome) == 0)
    #expect(Self.flag("finished", outcome) == true && Self.flag("agreed", outcome) == true)
    // Proposal, ballot and receipt with four others, and one commit.
    #expect(Self.amount("deliberation messages per decision", outcome) == .ratio(13, 1))
  }

  @Test func `votes as listed end a proposal each way`() throws {
    for (votes, name) in [
      ("accept", "accepted"), ("reject", "rejected"), ("abstain", "failed"),
    ] {
      let outcome = try Self.run(
        "deliberation: { opinion: \"scripted\", votes: [\"\(votes)\"] }, \(Self.one)")
      #expect(Self.count(name, outcome) == 1 && Self.count("decisions", outcome) == 1)
      #expect(Self.flag("finished", outcome) == true)
    }
  }

  @Test func `a client that matches hard exits over the first proposal that fails`() throws {
    let closed = "load: { clients: 1, mode: \"closed\", think: \"100ms\", stop: \"9s\""
    let settings = "deliberation: { opinion: \"random\", accepts: \"60%\" }"
    let soft = try Self.run("\(settings), \(closed) }")
    let hard = try Self.run("\(settings), \(closed), hardMatch: true }")
    #expect(Self.count("exited clients", hard) == 1)
    #expect(Self.count("proposals", hard) == Self.count("accepted", hard) + 1)
    #expect(Self.count("exited clients", soft) == 0)
    #expect(Self.count("proposals", soft) > Self.count("proposals", hard))
  }

  @Test func `the timeout of a round as written ends nothing, unless it is taken in`() throws {
    let fault = "faults: [{ at: \"0.5s\", crash: [3, 4, 5] }]"
    func undecided(_ more: String) throws -> Int64 {
      let settings = "deliberation: { mode: \"as written\", deadline: \"2s\"\(more) }"
      return Self.count("undecided", try Self.run("\(settings), \(Self.one), \(fault)"))
    }
    #expect(try undecided("") == 1)
    #expect(try undecided(", timeoutHandler: true") == 0)
  }

  @Test func `the same seed gives the same outcome`() throws {
    let keys = "deliberation: { opinion: \"random\" }, load: {}"
    let one = try Self.run(keys, seed: 7)
    #expect(one.fingerprint == (try Self.run(keys, seed: 7)).fingerprint)
    #expect(one.fingerprint != (try Self.run(keys, seed: 8)).fingerprint)
  }

  @Test(arguments: [
    ("deliberation: { limit: 5 }", "with opinion 'evaluators' this says nothing"),
    ("deliberation: { opinion: \"scripted\" }", "no vote is listed"),
    (
      "deliberation: { opinion: \"random\", accepts: \"80%\", abstains: \"30%\" }",
      "more than all votes"
    ),
    ("deliberation: { deadline: \"50ms\" }", "before any member is asked again"),
    ("deliberation: { longestRetry: \"50ms\" }", "the longest wait is shorter"),
    ("deliberation: { raft: { heartbeat: \"200ms\" } }", "before the next heartbeat comes"),
    ("deliberation: { raft: { firstCandidate: 6 } }", "there is no agent 6"),
    ("load: { think: \"5ms\" }", "with mode 'open' this says nothing"),
    ("load: { mode: \"closed\", rate: \"5/s\" }", "with mode 'closed' this says nothing"),
    ("load: { mode: \"scripted\" }", "nothing is listed"),
    ("load: { least: 5, most: 4 }", "the least value is above the largest"),
    ("load: { agent: 9 }", "there is no agent 9"),
    ("load: { start: \"5s\", stop: \"4s\" }", "when all is over"),
    ("load: { requests: [{ at: \"1s\" }] }", "a request is one thing"),
    (
      "load: { requests: [{ at: \"1s\", vote: \"accept\", version: 2 }] }",
      "here this says nothing"
    ),
    ("load: { rule: \"Borda\" }", "nothing is chosen among"),
    ("load: { requests: [{ at: \"1s\", choose: 1 }] }", "nothing to choose among"),
    (
      "deliberation: { mode: \"as written\" }, load: { candidates: 2 }",
      "there are no choices among candidates"
    ),
    ("load: { requests: [{ at: \"11s\", propose: 1 }] }", "the run is over by then"),
    ("load: { requests: [{ at: \"1s\", agent: 6, propose: 1 }] }", "there is no agent 6"),
  ])
  func `a mistake between several values is found`(_ keys: String, _ message: String) {
    do {
      _ = try Self.run(keys)
      Issue.record("read without complaint")
    } catch {
      let found = (error as? ScenarioError)?.diagnostics ?? []
      #expect(found.count == 1 && found.first?.message.contains(message) == true)
    }
  }
}

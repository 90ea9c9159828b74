import Experiments
import Scenarios
import Simulator
import Testing

/// What files say of teams, planted mistakes, and what is measured.
struct TeamScenarioTests {
  private func read(
    _ section: String, _ more: String = "", agents: Int = 5
  ) throws(ScenarioError) -> Scenario {
    let text = """
      { about: "x", protocol: "team", agents: \(agents), duration: "15s",
        network: { delay: "1ms..5ms" }, disk: { flush: "0.5ms..2ms" },
        team: { data: { samples: 60, validation: 40, features: 2, spread: 2 }, \(section) },
        load: {}, \(more) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  private func run(_ section: String, _ more: String = "", seed: UInt64 = 1) throws -> Outcome {
    Registry.standard.run(try read(section, more), seed: seed)
  }

  private func amount(_ name: String, _ outcome: Outcome) -> Amount {
    TeamKillTests.amount(name, outcome)
  }

  @Test(arguments: [
    ("useCase: \"search\", quorum: 3", "with useCase 'search' this says nothing"),
    ("quorum: 6", "there are 5 tasks in a round"),
    ("lease: \"50ms\"", "a lease would be over before the next heartbeat"),
    ("suspicion: \"40ms\"", "a coordinator would be suspected before its next heartbeat"),
    ("training: { method: \"gradients\", epochs: 3 }", "this says nothing"),
    ("training: { momentum: 0.5 }", "this says nothing"),
    ("search: { strategy: \"halving\", rounds: 3 }", "this says nothing"),
    ("useCase: \"search\", training: { rounds: 1001 }", "1001"),
  ])
  func `a setting that would say nothing, or make no sense, is a mistake`(
    section: String, message: String
  ) throws {
    let error = #expect(throws: ScenarioError.self) { try read(section) }
    let texts = error?.diagnostics.map { $0.description } ?? []
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  @Test(arguments: [
    ("takes one report for two", "as computed", ""),
    ("reports undone work", "done work", ""),
    ("forgets tasks", "no task lost", ""),
    ("accepts unseen snapshots", "kept by majority", ""),
    (
      "counts expired leases", "fenced",
      "faults: [{ after: \"leased 3\", delay: \"50ms\", pause: 3, for: \"1100ms\" }],"
    ),
  ])
  func `each planted mistake is seen`(mistake: String, check: String, more: String) throws {
    try expect(check, of: mistake, "trials: 12", more)
  }

  private static let death = "faults: [{ after: \"leased 3\", delay: \"50ms\", crash: 3 }],"

  @Test(arguments: [
    (
      "updates done tasks", "counted once",
      "faults: [{ after: \"leased 3\", delay: \"50ms\", pause: 3, for: \"1900ms\" }],"
    ),
    (
      "counts repeated reports", "counted once",
      "faults: [{ at: \"0s\", links: { from: 3, duplicate: \"100%\" }, for: \"5s\" }],"
    ),
    ("counts the dead", "no task lost", death),
    ("ends leases again", "counted once", death),
    (
      "numbers leases without terms", "fenced",
      """
      faults: [
        { after: "leased 3", delay: "50ms", isolate: 3, for: "1200ms", inFlight: "held" },
        { after: "leased 3", delay: "60ms", crash: "team coordinator", restart: "20ms" },
      ],
      """
    ),
  ])
  func `each planted mistake with leases is seen while all workers are busy`(
    mistake: String, check: String, faults: String
  ) throws {
    try expect(check, of: mistake, "trials: 30, rounds: 1", faults)
  }

  private func expect(
    _ check: String, of mistake: String, _ trials: String, _ more: String
  ) throws {
    var seen: [String] = []
    for seed in 1...6 as ClosedRange<UInt64> {
      let text = """
        { about: "x", protocol: "team", agents: 5, duration: "10s",
          network: { delay: "1ms..5ms" }, disk: { flush: "0.5ms..2ms" }, team: { useCase: "search", pace: "4ms",
            search: { strategy: "random", \(trials) },
            data: { samples: 40, validation: 20, features: 2, spread: 2 } },
          load: {}, \(more) mutant: "\(mistake)", violates: "\(check)" }
        """
      let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
      seen += Registry.standard.run(scenario, seed: seed).violation.map { [$0.check] } ?? []
    }
    #expect(seen.contains(check), "\(seen)")
    #expect(seen.allSatisfy { $0 == check }, "\(seen)")
  }

  @Test(arguments: [("", true), ("mutant: \"reports once\",", false)])
  func `a report that was lost is made again, but by a worker that reports once`(
    mutant: String, isFinished: Bool
  ) throws {
    let cut = """
      \(mutant) faults: [
        { after: "round started 1", delay: "10ms", isolate: 3, for: "1s", inFlight: "lost" }],
      """
    let outcome = try run("training: { rounds: 2, epochs: 5 }, pace: \"1ms\"", cut)
    #expect(outcome.violation == nil)
    #expect(amount("finished", outcome) == .flag(isFinished))
  }

  @Test func `a run says what it achieved, beside one machine`() throws {
    let outcome = try run(
      "useCase: \"training\", training: { rounds: 6, epochs: 10, target: \"50%\" }")
    #expect(outcome.failures == [] && outcome.violation == nil)
    #expect(amount("rounds decided", outcome) == .count(6))
    #expect(amount("tasks done", outcome) == .count(30))
    #expect(amount("finished", outcome) == .flag(true))
    guard case .ratio(let loss, _) = amount("loss", outcome),
      case .ratio(let twin, _) = amount("twin loss", outcome),
      case .ratio(let excess, _) = amount("excess loss", outcome),
      case .count(let rounds) = amount("rounds to target", outcome)
    else {
      Issue.record("a measure is missing")
      return
    }
    #expect(excess == max(0, loss - twin) && loss > 0 && twin > 0)
    #expect((1...6).contains(rounds))
  }

  @Test func `a worker that is killed in its task is done without, or waited for`() throws {
    let fault = "faults: [{ after: \"leased 8\", delay: \"10ms\", crash: 3, restart: \"3s\" }]"
    let job = "useCase: \"training\", training: { rounds: 5, epochs: 5 }, pace: \"1ms\""
    let waiting = try run(job, fault)
    #expect(waiting.violation == nil && amount("partial rounds", waiting) == .count(0))
    #expect(amount("as without faults", waiting) == .flag(true))
    let going = try run(job + ", quorum: 4", fault)
    #expect(going.violation == nil && amount("finished", going) == .flag(true))
    guard case .count(let partial) = amount("partial rounds", going) else { return }
    #expect(partial >= 1)
    #expect(amount("as without faults", going) == .flag(false))
  }

  @Test func `data are each seed's own unless a seed is set`() throws {
    let job = "training: { rounds: 2 }"
    func loss(_ section: String, _ seed: UInt64) throws -> Amount {
      amount("loss", try run(section, seed: seed))
    }
    #expect(try loss(job, 1) != loss(job, 2))
    // The latter of two of a name counts.
    let keyed = job + ", data: { samples: 60, seed: 9 }"
    #expect(throws: ScenarioError.self) { try read(keyed) }
  }

  @Test func `without a load nobody hears of the result`() throws {
    let text = """
      { about: "x", protocol: "team", agents: 3, duration: "10s", team: { training: { rounds: 2 } } }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    let outcome = Registry.standard.run(scenario, seed: 1)
    #expect(amount("finished", outcome) == .flag(false))
    #expect(amount("rounds decided", outcome) == .count(2))
  }
}

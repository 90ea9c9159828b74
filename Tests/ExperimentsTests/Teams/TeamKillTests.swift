import Experiments
import Scenarios
import Simulator
import Testing

/// The coordinator dies at every boundary of every phase of every round, and the result is what it would
/// have been, to the bit.
struct TeamKillTests {
  static let cases = [
    "useCase: \"training\", training: { rounds: 3, epochs: 2 }",
    "useCase: \"search\", search: { strategy: \"halving\", trials: 8, epochs: 1 }",
    "useCase: \"reinforcement\", reinforcement: { rounds: 3, width: 3, height: 3, steps: 20 }",
  ]

  /// What a coordinator states at the end of each phase, in the order of a round.
  static let boundaries = [
    "met", "round started", "gathered", "put to vote", "settled", "announced",
  ]
  /// Rounds of each case.
  static let rounds = 3

  static func outcome(
    _ number: Int, _ faults: String, seed: UInt64, more: String = ""
  ) throws -> Outcome {
    let text = """
      { about: "x", protocol: "team", agents: 5, duration: "12s",
        network: { delay: "1ms..5ms", loss: "1%" }, disk: { flush: "0.5ms..2ms" },
        team: { \(cases[number]), pace: "500us",
          data: { samples: 60, validation: 30, features: 2, spread: 2, seed: 3 } },
        load: {}, faults: [\(faults)], \(more) }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    return Registry.standard.run(scenario, seed: seed)
  }

  static func amount(_ name: String, _ outcome: Outcome) -> Amount {
    let result = outcome.measures.first { $0.measure.name == name }
    return result?.amount(in: .whole, outcome.ledger) ?? .nothing
  }

  private func check(_ outcome: Outcome, _ what: String) {
    #expect(outcome.violation == nil, "\(what)")
    #expect(Self.amount("finished", outcome) == .flag(true), "\(what)")
    #expect(Self.amount("as without faults", outcome) == .flag(true), "\(what)")
    #expect(outcome.failures == [], "\(what)")
  }

  private func kill(_ number: Int, _ boundary: String, _ delay: String, _ rest: String) throws {
    for round in 1...Self.rounds {
      let faults = """
        { after: "\(boundary) \(round)", delay: "\(delay)", crash: "team coordinator"\(rest) }
        """
      let seed = UInt64(10 * round + number)
      let outcome = try Self.outcome(number, faults, seed: seed)
      check(outcome, "\(boundary) of round \(round) of case \(number), \(delay)")
      guard case .count(let takeovers) = Self.amount("takeovers", outcome) else { continue }
      #expect(takeovers >= 2)
    }
  }

  @Test(arguments: cases.indices, boundaries)
  func `a coordinator that dies at the end of a phase costs time and nothing else`(
    number: Int, boundary: String
  ) throws {
    try kill(number, boundary, "0ns", ", restart: \"1s\"")
    // A message is on its way, and a write is under way or just done.
    try kill(number, boundary, "3ms", ", restart: \"100ms\"")
  }

  @Test(arguments: boundaries)
  func `a search does without a coordinator that never comes back`(boundary: String) throws {
    try kill(1, boundary, "1ms", "")
  }

  @Test(arguments: cases.indices, ["leased", "worked", "counted"])
  func `a coordinator that dies between two tasks costs time and nothing else`(
    number: Int, milestone: String
  ) throws {
    for count in [1, 4, 5, 8] {
      let outcome = try Self.outcome(
        number,
        "{ after: \"\(milestone) \(count)\", crash: \"team coordinator\", restart: \"500ms\" }",
        seed: UInt64(count))
      check(outcome, "\(milestone) \(count) of case \(number)")
    }
  }

  @Test(arguments: cases.indices)
  func `two coordinators that die one after the other, and random faults besides`(
    number: Int
  ) throws {
    let chaos = """
      calm: "8s", chaos: { until: "4s", crash: { every: "2s", for: "0.2s..1s" },
        links: { every: "2s", for: "0.3s..1s", loss: "40%", duplicate: "20%" },
        torn: { every: "3s", for: "0.2s..1s" }, isolate: { every: "4s", for: "0.2s..1s" } },
      """
    for (place, boundary) in Self.boundaries.enumerated() {
      let faults = """
        { after: "\(boundary) 1", crash: "team coordinator", restart: "2s" },
        { after: "\(boundary) 2", crash: "team coordinator", restart: "1s", mayHaveNoEffect: true },
        """
      let outcome = try Self.outcome(number, faults, seed: UInt64(place + 1), more: chaos)
      #expect(outcome.violation == nil, "\(boundary)")
      #expect(Self.amount("finished", outcome) == .flag(true), "\(boundary)")
      #expect(Self.amount("as without faults", outcome) == .flag(true), "\(boundary)")
    }
  }

  @Test func `a boundary that does not come is not passed over in silence`() throws {
    let outcome = try Self.outcome(
      0, "{ after: \"gathered 40\", crash: \"team coordinator\", restart: \"1s\" }", seed: 1)
    #expect(!outcome.failures.isEmpty)
  }
}

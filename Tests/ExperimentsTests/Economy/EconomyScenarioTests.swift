import Experiments
import Scenarios
import Simulator
import Testing

/// What files say of an economy: refused where it says nothing, and measured.
struct EconomyScenarioTests {
  private static func read(_ keys: String, agents: Int = 5) throws -> Scenario {
    let text = """
      { about: "x", protocol: "economy", agents: \(agents), duration: "10s",
        network: { delay: "2ms" }, \(keys) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  private static func complaints(_ keys: String) -> [String] {
    let error = #expect(throws: ScenarioError.self) { try read(keys) }
    return error?.diagnostics.map { $0.description } ?? []
  }

  @Test(arguments: [
    (
      "economy: { mode: \"as written\", defects: [\"no lease\"] }",
      "with mode 'as written' this says nothing"
    ),
    ("economy: { start: 50, reserve: 100 }", "would end before its first price"),
    ("economy: { shading: 10 }", "nobody shades its bids"),
    ("economy: { \"repeat\": \"2s\" }", "would not be said again in time"),
    ("economy: { ownerFunds: 10 }", "no owner could pay for a task"),
    ("economy: { deviation: 10 }", "without deviant this says nothing"),
    ("economy: { values: { low: 5, high: 4 } }", "the least is more than the most"),
    ("economy: { deviant: 9 }", "there is no agent 9"),
    ("load: { mode: \"scripted\" }", "nothing is listed"),
    ("load: { clients: 1, requests: [{ at: \"1s\", client: 2, pay: 1 }] }", "no client 2"),
    ("load: { requests: [{ at: \"1s\", pay: 6 }] }", "there is no agent 6"),
    ("load: { requests: [{ at: \"1s\" }] }", "a request is one thing"),
    ("load: { payment: 5 }", "without payments this says nothing"),
    ("load: { patience: \"100ms\" }", "a client would never ask again"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let texts = Self.complaints(section)
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  private static func amount(_ name: String, _ outcome: Outcome) -> Amount? {
    outcome.measures.first { $0.measure.name == name }?.amount(in: .whole, outcome.ledger)
  }

  @Test func `one auction of each kind and a payment are measured`() throws {
    let outcome = Registry.standard.run(
      try Self.read(
        """
        load: { mode: "scripted", clients: 1, requests: [
          { at: "1s", auction: "contract net" }, { at: "1s", auction: "vcg" },
          { at: "1s", auction: "english" }, { at: "1s", pay: 3, coins: 40 } ] }
        """), seed: 1)
    #expect(outcome.violation == nil)
    #expect(Self.amount("auctions", outcome) == .count(3))
    #expect(Self.amount("settled", outcome) == .count(3))
    #expect(Self.amount("payments", outcome) == .count(1))
    #expect(Self.amount("auctioneers", outcome) == .count(1))
    #expect(Self.amount("finished", outcome) == .flag(true))
    #expect(Self.amount("given up", outcome) == .count(0))
  }

  @Test func `without a load nothing is auctioned`() throws {
    let outcome = Registry.standard.run(try Self.read("economy: {}"), seed: 1)
    #expect(Self.amount("auctions", outcome) == .count(0))
  }
}

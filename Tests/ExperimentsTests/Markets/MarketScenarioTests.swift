import Experiments
import Scenarios
import Simulator
import Testing

/// What files say of markets: refused where it says nothing.
struct MarketScenarioTests {
  private static func read(_ keys: String, agents: Int = 8) throws -> Scenario {
    let text = """
      { about: "x", protocol: "market", agents: \(agents), duration: "10s",
        network: { delay: "1ms" }, market: { \(keys) } }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  private static func complaints(_ keys: String, agents: Int = 8) -> [String] {
    let error = #expect(throws: ScenarioError.self) { try read(keys, agents: agents) }
    return error?.diagnostics.map { $0.description } ?? []
  }

  @Test(arguments: [
    ("mode: \"call\", marketOrders: \"10%\"", "with mode 'call' this says nothing"),
    ("interval: \"1s\"", "with mode 'continuous' this says nothing"),
    ("gain: 3", "with mode 'continuous' this says nothing"),
    ("allocation: \"time\"", "with mode 'continuous' this says nothing"),
    ("shade: 3", "with strategy 'zero intelligence' this says nothing"),
    ("rules: \"random walk\"", "with mode 'continuous' this says nothing"),
    ("mode: \"call\", rules: \"midpoint price\"", "with mode 'call' this says nothing"),
    ("rules: \"sentinel prices\"", "without orders at the market this says nothing"),
    ("lowest: 9, highest: 8", "the lowest limit is above the highest"),
    ("raft: { snapshotEvery: 10 }", "a log whose entries another protocol applies"),
    ("raft: { sessionLimit: 10 }", "a log whose entries another protocol applies"),
    ("lot: 11", "no order would have so many units"),
    ("coins: 299", "a trader could not pay for an order"),
    ("retry: \"3s\"", "the longest wait is shorter than the first"),
    ("mode: \"call\", interval: \"2s\"", "orders would be withdrawn before the market is cleared"),
    ("stop: \"11s\"", "the run is over by then"),
    ("replicas: 7", "there would be nobody to trade with"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let texts = Self.complaints(section)
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }

  @Test func `a market of two traders trades`() throws {
    let outcome = Registry.standard.run(
      try Self.read("replicas: 1, units: 1, lot: 1, strategy: \"truthful\"", agents: 3), seed: 3)
    #expect(outcome.violation == nil)
    let orders = outcome.measures.first { $0.measure.name == "orders" }
    #expect(orders?.amount(in: .whole, outcome.ledger) != .count(0))
  }
}

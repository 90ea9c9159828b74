import Experiments
import Scenarios
import Simulator
import Testing

/// What one bidder gains by bidding other than its value, while the others tell the truth: on the same seed.
struct EconomyDeviationTests {
  private static func profit(
    _ mechanism: String, deviation: Int, loss: String, seed: UInt64
  ) throws -> Int64 {
    let text = """
      { about: "x", protocol: "economy", agents: 6, duration: "6s",
        network: { delay: "1ms..5ms", loss: "\(loss)" },
        economy: { replicas: 3, deviant: 5, deviation: \(deviation), bidding: "300ms" },
        load: { clients: 2, rate: "8/s", arrival: "fixed", mechanisms: ["\(mechanism)"],
          start: "0.5s", stop: "4s" } }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    let outcome = Registry.standard.run(scenario, seed: seed)
    #expect(outcome.violation == nil)
    let result = outcome.measures.first { $0.measure.name == "profit deviant" }
    guard case .count(let profit)? = result?.amount(in: .whole, outcome.ledger) else {
      Issue.record("no profit")
      return 0
    }
    return profit
  }

  private static let deviations = [-50, -20, -10, 10, 20, 50]

  @Test(arguments: ["vickrey", "vcg"], ["0", "10%"])
  func `where the payment is set by the others no deviation gains`(
    mechanism: String, loss: String
  ) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      let truth = try Self.profit(mechanism, deviation: 0, loss: loss, seed: seed)
      #expect(truth > 0)
      for deviation in Self.deviations {
        let profit = try Self.profit(mechanism, deviation: deviation, loss: loss, seed: seed)
        #expect(profit <= truth, "\(mechanism), \(deviation) %, seed \(seed)")
      }
    }
  }

  @Test func `under the first price the truth gains nothing, and less than the truth does`() throws
  {
    let truth = try Self.profit("first price", deviation: 0, loss: "0", seed: 1)
    let less = try Self.profit("first price", deviation: -10, loss: "0", seed: 1)
    let more = try Self.profit("first price", deviation: 20, loss: "0", seed: 1)
    #expect(truth == 0 && less > 0 && more < 0)
  }
}

import Checks
import Protocols
import Scenarios
import Simulator

/// What is measured, under the names that scenarios use.
extension EconomyMeter {
  func reportAuctions(into report: inout WatchReport) {
    report.count("auctions", opened, about: "Auctions that were opened.")
    report.count("awarded", awarded, about: "Auctions that were awarded, or sold something.")
    report.count("settled", settled, about: "Auctions that ended with a sale or a task done.")
    report.count("failed", failed, about: "Auctions that ended without.")
    report.count("passed on", passed, about: "Awards that went on to the next bidder.")
    report.count("bids", bids, about: "Bids that the books took.")
    report.count("rounds", rounds, about: "Stages and rounds of auctions that were ended in time.")
    report.count(
      "refused deeds", refused, about: "Entries of the log that changed nothing.")
    report.count(
      "breaker trips", trips, about: "Times that a circuit breaker opened, again after a probe too."
    )
    report.count("halted", halted, about: "Requests that an open circuit breaker put off.")
    report.count("auctioneers", seats, about: "Times that an agent became the auctioneer.")
    report.ratio(
      "messages per auction", messages, for: opened, better: .less,
      about: "Messages between agents, those of the log included, for each auction.")
    report.samples(
      "award latency", awardLatency, about: "Time from an auction's opening to its first award.")
  }

  func reportMoney(into report: inout WatchReport) {
    report.count("revenue", revenue, about: "Coins that buyers paid.")
    report.count("rewards", rewards, about: "Coins that workers were paid, fees included.")
    report.count("fees", fees, about: "Coins that went to the account of fees.")
    report.samples(
      "money held", held, unit: .count, about: "Coins set aside, after each change of the books.")
    report.count("slashed", slashed, about: "Coins that went to the treasury.")
    report.ratio(
      "efficiency", reached, for: optimum, better: .more,
      about: "What allocations are worth, of the most that they could be.")
    for strategy in Economy.Strategy.allCases {
      report.count(
        "profit \(strategy.word)", profits[strategy.ordinal],
        about: "What bidders that are \(strategy.word) gain: values less payments.")
    }
    report.count("profit deviant", deviantProfit, about: "What the deviant gains.")
  }

  func reportClients(into report: inout WatchReport) {
    report.samples(
      "auction latency", endLatency,
      about: "Time from a client's request for an auction to the news of its end.")
    report.count("payments", payments, about: "Payments made.")
    report.samples(
      "payment latency", paymentLatency,
      about: "Time from a client's request for a payment to the answer.")
    report.count(
      "refused requests", refusedRequests, about: "Requests that the books refused for good.")
    report.count("retries", retries, better: .less, about: "Times that a client asked again.")
    report.count(
      "given up", gaveUp, better: .less, about: "Requests of whose end no client heard in time.")
    report.flag(
      "finished", openRequests == 0 && openAuctions == 0,
      about: "Whether every auction and every request has ended.")
  }
}

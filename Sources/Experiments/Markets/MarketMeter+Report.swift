import Checks
import Protocols
import Scenarios

extension MarketMeter {
  public func report(into report: inout WatchReport) {
    reportTrade(into: &report)
    reportLatencies(into: &report)
    report.completions(pulse)
  }

  private func reportTrade(into report: inout WatchReport) {
    report.count("orders", orders, about: "Orders that traders entered.")
    report.count("trades", trades, about: "Trades that were committed.")
    report.count("volume", units, about: "Units that changed hands.")
    report.ratio(
      "efficiency", welfare, for: optimum, better: .more,
      about: "What trade was worth to all, of the most that it can be worth.")
    report.samples("price", price, unit: .count, about: "What a unit cost its buyer, by trades.")
    report.samples(
      "spread", spread, unit: .count, about: "Between the best limits, after each deed.")
    report.count(
      "losing trades", losses, better: .less,
      about: "Trades in which a party paid more than it was worth to it, or got less.")
    report.count("kept", kept, about: "Coins between what buyers paid and what sellers got.")
    report.count("withdrawals", withdrawals, about: "Orders that were withdrawn before they ended.")
    report.count(
      "late withdrawals", late, about: "Withdrawals that came when nothing was left of the order.")
    report.count("refused", refused, better: .less, about: "Requests that the exchange refused.")
    report.count("clearings", clearings, about: "Clearings of a call or by tatonnement.")
    report.samples("price steps", steps, unit: .count, about: "Steps of a tatonnement.")
    report.count(
      "unsettled", unsettled, better: .less, about: "Tatonnements that found no price in time.")
  }

  private func reportLatencies(into report: inout WatchReport) {
    report.samples(
      "order latency", orderLatency,
      about: "Time from a trader's order to the answer of the exchange.")
    report.samples(
      "withdrawal latency", withdrawalLatency,
      about: "Time from a trader's withdrawal to the answer of the exchange.")
    report.samples(
      "fill latency", fillLatency,
      about: "Time from a trader's order until it learns of units that were traded.")
    report.ratio(
      "messages per order", messages, for: orders, better: .less,
      about: "Messages between agents, those of the log included, for each order.")
    report.count(
      "unanswered", open, better: .less,
      about: "Traders whose last request has no answer at the end.")
    report.count(
      "left resting", rest, better: .less, about: "Orders that rest in the book at the end.")
    report.count(
      "retired", satisfied, about: "Traders that want nothing more at the end.")
  }
}

import Scenarios

extension GossipMeter {
  public func report(into report: inout WatchReport) {
    reportReach(into: &report)
    reportTimes(into: &report)
    report.samples(
      "start latency", startLatency,
      about: "Time from a client's first asking to the acknowledgement of its rumour.")
    report.count(
      "acknowledged", acknowledged, better: .more,
      about: "Rumours that an agent has acknowledged to the client.")
    report.count(
      "retries", retries, better: .less, about: "Times that the client asked another agent.")
    report.completions(pulse)
  }

  private func reportReach(into report: inout WatchReport) {
    report.ratio(
      "residue", unreached, for: pairs,
      better: .less,
      about: "Share of the pairs of agent and rumour in which the agent never learned it.")
    report.flag(
      "informed", isInformed,
      about: "Whether the disk of every agent keeps every rumour at the end.")
    report.ratio(
      "traffic", told, for: pairs,
      better: .less,
      about: "Times that a rumour was told in rumour mongering, for each agent and rumour.")
    report.ratio(
      "anti-entropy traffic", reconciled, for: pairs,
      better: .less, about: "Times that anti-entropy brought a rumour, for each agent and rumour.")
    report.ratio(
      "messages per cycle", messages, for: agentCycles,
      better: .less, about: "Messages of all kinds, for each agent and cycle of the run.")
  }

  private func reportTimes(into report: inout WatchReport) {
    report.samples(
      "delay", delay,
      about: "Time from a rumour's start until another agent learned it, for each that did.")
    report.samples(
      "delay cycles", delayCycles, unit: .count,
      better: .less, about: "The same in cycles of the world's clock.")
    report.ratio(
      "mean delay cycles", cycleSum, for: learnings, better: .less,
      about: "The mean of those, not rounded.")
    report.samples(
      "interest cycles", interestCycles, unit: .count,
      better: .less,
      about: "Cycles from a rumour's start until no agent spread it, for each that ceased.")
  }
}

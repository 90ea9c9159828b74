import Protocols
import Scenarios
import Simulator

extension HierarchyMeter {
  public func report(into report: inout WatchReport) {
    reportDecisions(into: &report)
    reportCosts(into: &report)
    report.ratio(
      "uninformed", unlearned, for: pairs,
      better: .less,
      about: "Share of the pairs of agent and decision in which the agent never learned it.")
    report.flag(
      "informed", isInformed,
      about: "Whether the disk of every agent that runs keeps every decision at the end.")
    report.samples(
      "failover time", failoverTime,
      about: "Time from the crash of a group's coordinator until the group has one again.")
    report.count(
      "elections", elections, better: .less, about: "Coordinators elected, of groups of all levels."
    )
    report.count(
      "answered", answered, better: .more, about: "Proposals whose decision the client knows.")
    report.count(
      "retries", retries, better: .less,
      about: "Times that the client was sent on, or asked another agent.")
    report.completions(pulse)
  }

  private func reportDecisions(into report: inout WatchReport) {
    report.samples(
      "decision latency", decisionLatency,
      about: "Time from a client's first asking to the answer with the decision.")
    report.samples(
      "learning delay", learningDelay,
      about: "Time from a decision until an agent learned it, for each that did.")
    report.count("decided", decided, better: .more, about: "Proposals that were decided.")
    for outcome in Tally.Outcome.allCases {
      report.count(
        outcome.word, outcomes[outcome.ordinal],
        about: "Decisions with the outcome \(outcome.word).")
    }
    report.ratio(
      "agreement", agreeing, for: decided,
      better: .more, about: "Share of the decisions that a tally of all agents' votes confirms.")
  }

  private func reportCosts(into report: inout WatchReport) {
    report.ratio(
      "messages per decision", questions, for: decided,
      better: .less, about: "Messages between agents on proposals, for each decision.")
    report.samples(
      "fan-in", fanIn, unit: .count,
      better: .less,
      about: "The most votes and tallies on a proposal that reached one agent until it was decided."
    )
    report.ratio(
      "upkeep", upkeep, for: agentBeats,
      better: .less,
      about: "Messages on coordinators and missed decisions, for each agent and heartbeat.")
  }
}

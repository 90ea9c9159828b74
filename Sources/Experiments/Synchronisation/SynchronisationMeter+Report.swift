import Scenarios

/// What it measured, by name.
extension SynchronisationMeter {
  public func report(into report: inout WatchReport) {
    report.tell(remarks)
    report.samples(
      "update latency", updateLatency,
      about: "Time from a write until every other agent has applied it.")
    report.samples(
      "completion latency", completionLatency,
      about: "Time from a write until its origin reports it complete, or gives it up.")
    report.samples(
      "hold time", holdTime, about: "Time that a batch waited for its causes.")
    reportUpdates(into: &report)
    reportRepair(into: &report)
    reportClients(into: &report)
    reportBrief(into: &report)
  }

  private func reportUpdates(into report: inout WatchReport) {
    report.count("updates", counts.updates, about: "Writes.")
    report.count(
      "completed updates", counts.completed, better: .more,
      about: "Writes that their origins reported complete.")
    report.count(
      "partial updates", counts.partial,
      better: .less, about: "Writes of which their origins reported which agents are missing.")
    report.count(
      "unfinished updates", counts.unfinished,
      better: .less, about: "Writes without any report when the run ended.")
    report.count(
      "unspread updates", counts.unspread,
      better: .less, about: "Writes that some agent had not applied when the run ended.")
  }

  private func reportRepair(into report: inout WatchReport) {
    report.count(
      "held back", counts.held, about: "Batches that had to wait for their causes.")
    report.count(
      "dropped batches", counts.dropped, better: .less,
      about: "Batches dropped because too many waited.")
    report.count(
      "conflicts", counts.conflicts,
      about: "Times that an agent found an update concurrent with another.")
    report.count(
      "duplicates", counts.duplicates,
      about: "Batches that arrived at an agent that had applied them.")
    report.count(
      "coalesced updates", counts.coalesced,
      about: "Writes overtaken in their batch by a later one.")
    report.count(
      "repeats", counts.repeats,
      better: .less, about: "Times that an origin sent a batch to an agent again.")
    report.count(
      "arbitrations", counts.arbitrations,
      about: "Times that the arbiter ordered concurrent versions.")
    report.count(
      "recalls", counts.recalls,
      about: "Times that an agent got its past back after it lost its disk.")
    report.ratio(
      "messages per update", counts.messages, for: counts.updates,
      better: .less, about: "Messages between agents for each write.")
  }

  private func reportClients(into report: inout WatchReport) {
    report.count(
      "refused requests", counts.refused, better: .less, about: "Requests that an agent refused.")
    report.count(
      "unanswered requests", counts.unanswered, better: .less,
      about: "Requests that a client gave up.")
    report.count(
      "missed own writes", counts.missedOwn,
      better: .less, about: "Reads without a write of the client known to be complete.")
    report.count(
      "older reads", counts.older,
      better: .less, about: "Reads that showed less than an earlier read of the client.")
  }

  private func reportBrief(into report: inout WatchReport) {
    report.count(
      "equal clocks", counts.equalClocks,
      about: "As written: comparisons that found clocks equal.")
    report.count(
      "ignored updates", counts.ignored,
      about: "As written: updates that were older, and were ignored.")
    report.count(
      "stopped agents", counts.stopped,
      better: .less, about: "As written: agents whose process died of a comparison.")
    report.count(
      "lost acknowledgements", counts.untracked,
      better: .less, about: "As written: acknowledgements of what was not tracked yet.")
  }
}

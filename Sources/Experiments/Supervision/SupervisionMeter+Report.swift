import Protocols
import Scenarios
import Simulator

extension SupervisionMeter {
  public func report(into report: inout WatchReport) {
    reportRestarts(into: &report)
    reportRecovery(into: &report)
    reportCalls(into: &report)
    report.flag(
      "everything runs", isComplete,
      about: "Whether at the end all processes run that should, on all agents.")
    report.completions(pulse)
  }

  private func reportRestarts(into report: inout WatchReport) {
    report.count("restarts", allRestarts, about: "Restarts that supervisors decided.")
    for strategy in Supervision.Strategy.allCases {
      report.count(
        "restarts \(strategy.word)", restarts[strategy.ordinal],
        about: "Restarts by supervisors that are \(strategy.word).")
    }
    report.samples(
      "restarts per supervisor", perSupervisor, unit: .count,
      about: "Restarts by each supervisor of each agent over the run.")
    report.count(
      "escalations", escalations,
      about: "Supervisors that gave up since they restarted too often in their period.")
    report.count("application ends", ends, about: "Ends of topmost supervisors.")
    report.count(
      "kills", kills,
      about: "Processes that were told to end and killed, at once or after the grace.")
    report.count("failed starts", failedStarts, about: "Starts of processes that failed.")
  }

  private func reportRecovery(into report: inout WatchReport) {
    report.samples(
      "downtime", downtime,
      about: "Time from the end of a process that comes back until it runs again.")
    report.samples(
      "time to recover", recovery,
      about: "Time from when all processes of an agent ran until all run again.")
    report.count(
      "lost updates", lostUpdates, better: .less,
      about: "What workers had counted and a restart forgot.")
    report.count(
      "stale messages", dropped, about: "Messages to ended incarnations, which were dropped.")
  }

  private func reportCalls(into report: inout WatchReport) {
    report.count("calls", calls, about: "Calls of clients to workers.")
    report.count(
      "answered calls", answered, better: .more, about: "Calls that were answered with a count.")
    report.count(
      "refused calls", refused,
      better: .less, about: "Calls to a worker that did not run, or that needed one that did not.")
    report.count(
      "lost calls", lost, better: .less,
      about: "Calls that were not answered within the client's patience.")
    report.samples(
      "call latency", latency, about: "Time from a call to the answer with a count.")
  }
}

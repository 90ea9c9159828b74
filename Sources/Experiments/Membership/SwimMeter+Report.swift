import Scenarios

extension SwimMeter {
  public func report(into report: inout WatchReport) {
    reportDetection(into: &report)
    reportMistakes(into: &report)
    report.ratio(
      "load", messageTime, for: memberTime,
      better: .less, about: "Messages of all kinds, for each member and period.")
    report.samples(
      "health", health, unit: .count, about: "The local health multiplier at each probe.")
    report.samples(
      "request latency", requestLatency,
      about: "Time from a client's first asking an agent to leave or to take part until its answer."
    )
    report.completions(pulse)
  }

  private func reportDetection(into report: inout WatchReport) {
    report.samples(
      "first probe", firstProbe, about: "Time from a crash until a member first pings the agent.")
    report.samples(
      "probe periods", firstProbePeriods, unit: .count,
      better: .less, about: "The same in whole periods: that in which it is pinged counts.")
    report.ratio(
      "mean probe periods", probePeriods, for: probed,
      better: .less, about: "The mean of whole periods from a crash to the first ping, not rounded."
    )
    report.ratio(
      "mean probe time", probeTime, for: probedPeriods,
      better: .less, about: "The mean time from a crash to the first ping, in periods.")
    report.samples(
      "first detection", detection,
      about: "Time from a crash until a probe of the agent has failed.")
    report.ratio(
      "mean detection time", detectionTime, for: detectedPeriods,
      better: .less, about: "The mean of that, in periods.")
    report.samples(
      "first verdict", verdict,
      about: "Time from a crash until a member declares the agent dead.")
    report.samples(
      "dissemination", dissemination,
      about: "Time from the first verdict on a crashed agent until all members hold it to be gone.")
    report.samples(
      "full detection", fullDetection,
      about: "Time from a crash until all members hold the agent to be gone.")
  }

  private func reportMistakes(into report: inout WatchReport) {
    report.count(
      "false positives", falsePositives,
      better: .less,
      about:
        "Times that an agent came to hold a member to be dead that runs and that no fault ever slowed, paused or cut off."
    )
    report.count(
      "healthy false positives", healthyFalsePositives,
      better: .less, about: "Those at agents that no fault ever slowed, paused or cut off.")
    report.ratio(
      "false positive rate", falseTime, for: memberTime,
      better: .less, about: "False positives, for each member and period.")
    report.ratio(
      "healthy false positive rate", healthyFalseTime, for: memberTime,
      better: .less, about: "The same of healthy false positives.")
    report.count(
      "false verdicts", falseVerdicts,
      better: .less, about: "Times that an agent declared such a member dead itself.")
    report.count(
      "false suspicions", falseSuspicions,
      better: .less, about: "Times that an agent came to hold such a member to be suspect.")
    report.count("failed probes", failures, about: "Probes that failed.")
    report.count(
      "refutations", refutations, about: "Times that an agent refuted what others held of it.")
  }
}

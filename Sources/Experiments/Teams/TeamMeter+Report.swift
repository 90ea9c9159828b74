import Protocols
import Scenarios

extension TeamMeter {
  public func report(into report: inout WatchReport) {
    reportRounds(into: &report)
    reportWork(into: &report)
    reportResult(into: &report)
    report.completions(pulse)
  }

  private func reportRounds(into report: inout WatchReport) {
    report.count(
      "rounds decided", rounds, better: .more, about: "Rounds whose snapshot was decided.")
    report.samples(
      "round time", roundTime, about: "Time from one decided round to the next.")
    report.count(
      "partial rounds", partial,
      better: .less,
      about: "Rounds that a coordinator ended at their deadline, without some of the tasks.")
    report.count("takeovers", takeovers, about: "Times that an agent became coordinator.")
    report.samples(
      "vacancy", takeoverTime,
      about: "Time from the loss of a coordinator to the next one, where there was none meanwhile.")
    report.count(
      "barriers left", impatient,
      about: "Rounds that a coordinator started without the end of the barrier before.")
  }

  private func reportWork(into report: inout WatchReport) {
    report.count("leases", leases, about: "Leases given.")
    report.count(
      "leases expired", expired, about: "Leases that ended without a report.")
    report.count("tasks done", worked, better: .more, about: "Tasks that a worker has done.")
    report.count(
      "reports counted", counted, better: .more, about: "Reports that a coordinator took in.")
    report.count(
      "reports refused", refused,
      about: "Reports that came under an old lease, from another snapshot, or too late.")
  }

  private func reportResult(into report: inout WatchReport) {
    report.samples(
      "time to result", timeToResult, about: "When the client heard that the job is over.")
    report.add(
      Measure(
        "loss", .ratio, .count,
        better: .less,
        about: "Loss of the last decided snapshot; of learners, what they earn less than the best."),
      figure(losses.last))
    for (name, share) in [("first", 4), ("second", 2)] {
      report.add(
        Measure(
          "loss after the \(name) quarter", .ratio, .count,
          about: "Loss of the snapshot that was decided when so many of all rounds were."),
        figure(loss(afterOneIn: share)))
    }
    report.add(
      Measure(
        "mean loss", .ratio, .count,
        better: .less,
        about: "Mean of the losses after each round: the lower, the faster was the descent."),
      meanLoss)
    report.add(
      Measure(
        "twin loss", .ratio, .count,
        about: "The same of one machine with as much work: plain training, all trials, one learner."
      ),
      figure(twin))
    report.add(
      Measure(
        "excess loss", .ratio, .count,
        better: .less, about: "How much greater the loss is than that of the twin, if it is."),
      figure(excess))
    report.add(
      Measure(
        "rounds to target", .count, .count,
        better: .less, about: "Training: rounds until the target accuracy was reached, if it was."),
      roundsToTarget.map { count($0) } ?? .nothing)
    report.flag(
      "as without faults", isAsWithoutFaults,
      about: "Whether the last snapshot is to the bit what tasks without faults would have given.")
    report.flag(
      "finished", isFinished,
      about:
        "Whether all rounds were decided, all that run hold the result, and the client knows it.")
  }

  /// The loss after a share of the rounds, at least one; nil if the team did not come so far.
  private func loss(afterOneIn share: Int) -> Fixed? {
    let round = Swift.max(1, plannedRounds / share)
    return round <= losses.count ? losses[round - 1] : nil
  }

  private var twin: Fixed? { losses.isEmpty ? nil : twinLoss }

  private var excess: Fixed? {
    guard let loss = losses.last, let twin else { return nil }
    return loss > twin ? loss - twin : .zero
  }

  private func figure(_ number: Fixed?) -> Series {
    guard let number else { return .nothing }
    return ratio(number.millionths, of: 1_000_000)
  }

  private var meanLoss: Series {
    if losses.isEmpty { return .nothing }
    return ratio(
      losses.reduce(0) { $0 + $1.millionths }, of: 1_000_000 * Int64(losses.count))
  }

  private func ratio(_ numerator: Int64, of denominator: Int64) -> Series {
    .ratio(tally(numerator), tally(denominator))
  }

  private func count(_ number: Int32) -> Series { .tally(tally(Int64(number))) }

  /// In the run's last phase, as it is known at its end.
  private func tally(_ amount: Int64) -> PhasedTally {
    var tally = PhasedTally()
    tally.add(amount, phase: ledger.current)
    return tally
  }
}

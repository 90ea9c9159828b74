import Protocols
import Scenarios
public import Simulator

/// What the watchers of the patterns found, in one list each.
extension AgentWatcher {
  /// What must never be violated, in the order of `verdicts`.
  public static var checkNames: [String] {
    CoordinatingAgent.joined(
      DeliberationWatcher.checkNames + ["linearizable"], ElectionCheck.names,
      SynchronisationCheck.names, BarrierCheck.names)
  }

  public var verdicts: [CheckVerdict] {
    let all =
      deliberation.verdicts + [store.verdict] + election.verdicts + synchronisation.verdicts
      + barrier.verdicts
    return zip(Self.checkNames, all).map { CheckVerdict($0, $1.result) }
  }

  /// The first in the order of the patterns, under the name that its check has here.
  public var violation: Violation? {
    let count = DeliberationWatcher.checkNames.count + 1
    let election = count + ElectionCheck.names.count
    let synchronisation = election + SynchronisationCheck.names.count
    if let violation = deliberation.violation ?? store.violation { return violation }
    return renamed(self.election.violation, ElectionCheck.names, from: count)
      ?? renamed(self.synchronisation.violation, SynchronisationCheck.names, from: election)
      ?? renamed(barrier.violation, BarrierCheck.names, from: synchronisation)
  }

  private func renamed(
    _ violation: Violation?, _ names: [String], from first: Int
  ) -> Violation? {
    guard let violation, let place = names.firstIndex(of: violation.check) else {
      return violation
    }
    return Violation(
      check: Self.checkNames[first + place], message: violation.message, time: violation.time)
  }

  public var series: [Series] {
    store.series + deliberation.series + election.series + synchronisation.series
      + barrier.series + [
        .flag(store.open == 0), .flag(leaders.isSettled), .flag(unfinishedUpdates == 0),
      ]
  }

  private var unfinishedUpdates: Int64 {
    let measures = SynchronisationExperiment.measures
    guard let place = measures.firstIndex(where: { $0.name == "unfinished updates" }),
      case .tally(let tally) = synchronisation.series[place]
    else { preconditionFailure("the measure of unfinished updates is gone") }
    return tally.whole
  }

  /// Raft's, whose leader the reports show.
  public var standings: [Timeline.Change] { deliberation.standings }
}

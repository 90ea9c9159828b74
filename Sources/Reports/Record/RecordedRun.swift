public import Experiments
import Scenarios
import Simulator

/// What the record of a scenario takes of one of its runs.
public struct RecordedRun: Sendable {
  /// With the cells of the windows that are guarded.
  public let row: SweepRow
  /// What became of each expectation.
  let findings: [Finding.Result]
  /// What the checks came to.
  let verdicts: [Check]
  let traffic: [KindTraffic]
  /// The check that was violated, expected or not.
  let violated: String?
  /// Of the first seed, a digest of the whole outcome.
  let outcome: Digest?

  enum Check: UInt8 {
    case held
    case violated
    case undecided
    case notChecked
  }

  /// - Parameter windows: those that are guarded; the whole run is the first.
  public init(_ outcome: Outcome, variant: Int, place: Int64, _ windows: GuardedWindows) {
    row = SweepRow(outcome, variant: variant, place: place, windows: windows.windows)
    findings = outcome.findings.map { $0.result }
    verdicts = outcome.verdicts.map { verdict in
      switch verdict.result {
      case .held: .held
      case .violated: .violated
      case .undecided: .undecided
      case .notChecked: .notChecked
      }
    }
    traffic = outcome.traffic
    violated = outcome.violation?.check
    self.outcome = place == 0 ? OutcomeRecord(outcome).digest : nil
  }
}

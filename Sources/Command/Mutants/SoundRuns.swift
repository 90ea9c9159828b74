import Experiments
import Scenarios

/// Whether runs hold without a mistake, each run once for all mutants.
struct SoundRuns: Sendable {
  private struct Key: Hashable, Sendable {
    let suite: Int
    let stage: Int
    let variant: Int
    let seed: UInt64
  }

  private let known = Locked<[Key: Bool]>([:])

  /// Whether the protocol as it is holds in the run in which a mutant did not; nil if it was asked to stop.
  func holds(
    _ scenario: Scenario, _ trial: MutantTrial, variant: Int, seed: UInt64, _ loop: RunLoop,
    between: () -> Void
  ) throws(Complaint) -> Bool? {
    let key = Key(suite: trial.suite, stage: trial.stage, variant: variant, seed: seed)
    if let holds = known.use({ $0[key] }) { return holds }
    guard let outcome = try loop.outcome(of: scenario, seed: seed, between: between) else {
      return nil
    }
    let holds = MutantTrial.Sign(outcome) == nil && outcome.eventLimit == nil
    known.use { $0[key] = holds }
    return holds
  }
}

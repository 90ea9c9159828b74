import Experiments
import Scenarios
import Simulator

/// One mutant in one scenario, over one range of seeds.
struct MutantTrial: Sendable {
  /// Places in the suites, and in one's mutants and stages.
  let suite: Int
  let mutant: Int
  let stage: Int
  /// Which of the ranges of seeds, from 0.
  let range: Int

  /// What came of it.
  enum Result: Hashable, Sendable {
    case caught(Catch)
    /// Nothing was seen in so many seeds, which is fewer than were to be tried if the events were used up.
    case missed(seeds: Int)

    /// The run that gave it away, if one did.
    var found: Catch? {
      if case .caught(let found) = self { found } else { nil }
    }
  }

  /// The first run in which the mutant did not do what the protocol does.
  struct Catch: Hashable, Sendable {
    /// How many seeds were tried, with this one.
    let seeds: Int
    let seed: UInt64
    /// The variant's label; empty without `vary`.
    let label: String
    let sign: Sign
  }

  /// What gives a run away.
  struct Sign: Hashable, Sendable {
    /// The name of the check, or the expectation that failed.
    let name: String
    let isCheck: Bool

    /// The check that fired, or else the first expectation that failed; nil if all held, or if a limit ended
    /// the run first. That a fault had no effect is no sign: it says nothing of the protocol.
    init?(_ outcome: Outcome) {
      if outcome.eventLimit != nil { return nil }
      if let violation = outcome.violation {
        self.init(name: violation.check, isCheck: true)
      } else if let finding = outcome.findings.first(where: { $0.result == .failed }) {
        self.init(name: finding.text, isCheck: false)
      } else {
        return nil
      }
    }

    private init(name: String, isCheck: Bool) {
      self.name = name
      self.isCheck = isCheck
    }
  }
}

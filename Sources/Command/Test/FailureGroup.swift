import Experiments
import Reports
import Scenarios

/// Runs of a variant that failed for one reason: one expectation, or what reads alike but for numbers.
struct FailureGroup {
  /// Empty without `vary`.
  let label: String
  /// What it is about, the same from build to build.
  let subject: String
  /// Where the expectation stands, if it is one.
  let position: Position?
  /// What the first of its seeds gave.
  let reason: String
  let seeds: [UInt64]
  /// Of the first of its seeds.
  let first: TestReport.Failure

  /// `seed 7`, `3 seeds: 1, 4..5`.
  var seedText: String {
    seeds.count == 1
      ? "seed \(seeds[0])"
      : "\(CountText.counted(Int64(seeds.count), "seed")): \(MovementText.ranges(seeds))"
  }
}

extension TestReport {
  /// The failures by their reasons, in the order of the first run of each.
  var failureGroups: [FailureGroup] {
    var groups: [FailureGroup] = []
    func add(_ subject: String, _ position: Position?, _ reason: String, _ failure: Failure) {
      let place = groups.firstIndex { $0.label == failure.label && $0.subject == subject }
      let seeds = place.map { groups[$0].seeds } ?? []
      let first = place.map { groups[$0] }
      let group = FailureGroup(
        label: failure.label, subject: subject, position: position,
        reason: first?.reason ?? reason, seeds: seeds + [failure.seed],
        first: first?.first ?? failure)
      if let place { groups[place] = group } else { groups.append(group) }
    }
    for failure in failing {
      for reason in failure.reasons + failure.undecided {
        if let finding = failure.unmet.first(where: { "\($0.text): \($0.seen)" == reason }) {
          add(finding.text, finding.position, reason, failure)
        } else {
          // Counts and times in a reason differ from seed to seed.
          add(FailureText.head(reason).filter { !$0.isNumber }, nil, reason, failure)
        }
      }
    }
    return groups
  }
}

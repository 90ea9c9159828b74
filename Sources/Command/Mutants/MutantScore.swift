import Scenarios
import Simulator

/// What a suite is worth: which of a protocol's mutants its scenarios catch.
struct MutantScore: Sendable {
  let suite: MutantSuite
  let budget: MutantBudget
  /// By mutant, stage and range; nil where the trial did not come to its end.
  private let results: [[[MutantTrial.Result?]]]

  /// The scores of suites, of the results of all their trials.
  static func all(
    _ suites: [MutantSuite], _ budget: MutantBudget, _ trials: [MutantTrial],
    _ results: [MutantTrial.Result?]
  ) -> [MutantScore] {
    var tables = suites.map { suite in
      suite.mutants.map { _ in
        suite.stages.map { _ in
          [MutantTrial.Result?](repeating: nil, count: budget.ranges)
        }
      }
    }
    for (trial, result) in zip(trials, results) {
      tables[trial.suite][trial.mutant][trial.stage][trial.range] = result
    }
    return zip(suites, tables).map { MutantScore(suite: $0, budget: budget, results: $1) }
  }

  /// How a mutant fared in a scenario, over all ranges.
  struct Sighting: Sendable {
    let stage: Int
    /// Of the ranges that came to their end.
    let results: [MutantTrial.Result]

    var catches: [MutantTrial.Catch] { results.compactMap { $0.found } }
    var isCaught: Bool { !catches.isEmpty }

    /// Half of the ranges took no more seeds; nil if half of them or more missed the mutant.
    var median: Int? {
      let sorted = catches.map { $0.seeds }.sorted()
      let low = (results.count - 1) / 2
      let high = results.count / 2
      guard !results.isEmpty, high < sorted.count else { return nil }
      return (sorted[low] + sorted[high] + 1) / 2
    }
  }

  /// How a mutant fared, by scenario.
  func sightings(_ mutant: Int) -> [Sighting] {
    suite.stages.indices.map { stage in
      Sighting(stage: stage, results: results[mutant][stage].compactMap { $0 })
    }
  }

  /// The scenario that catches a mutant in most ranges and with the fewest seeds; nil if none does.
  func best(_ mutant: Int) -> Sighting? {
    sightings(mutant).filter { $0.isCaught }.min {
      let (left, right) = ($0.catches.count, $1.catches.count)
      if left != right { return left > right }
      return ($0.median ?? .max, $0.stage) < ($1.median ?? .max, $1.stage)
    }
  }

  /// Places of the mutants of a harm.
  func mutants(_ harm: MistakeFacts.Harm) -> [Int] {
    suite.mutants.indices.filter { suite.mutants[$0].facts.harm == harm }
  }

  func isCaught(_ mutant: Int) -> Bool { best(mutant) != nil }

  /// Whether every trial came to its end.
  var isWhole: Bool { results.allSatisfy { $0.allSatisfy { $0.allSatisfy { $0 != nil } } } }

  /// Mutants that harm safety and that no scenario catches.
  var missed: [Int] { mutants(.safety).filter { !isCaught($0) } }

  /// Places of the mutants that a scenario catches.
  func caught(by stage: Int) -> [Int] {
    suite.mutants.indices.filter { sightings($0)[stage].isCaught }
  }
}

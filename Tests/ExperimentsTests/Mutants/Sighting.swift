import Testing

/// A run in which a mutant is seen.
struct Sighting: Sendable, CustomTestStringConvertible {
  let protocolName: String
  let mutant: String
  /// Below `Scenarios/`, without its ending.
  let scenario: String
  /// The variant's label; empty without `vary`.
  let variant: String
  let seed: UInt64
  /// The check that fires, or the expectation that fails.
  let sign: String

  init(
    _ protocolName: String, _ mutant: String, _ scenario: String, _ variant: String, seed: UInt64,
    _ sign: String
  ) {
    self.protocolName = protocolName
    self.mutant = mutant
    self.scenario = scenario
    self.variant = variant
    self.seed = seed
    self.sign = sign
  }

  var testDescription: String { "\(protocolName): \(mutant)" }

  /// The first sighting of each run: of a scenario, a variant and a seed.
  static var allRuns: [Sighting] {
    var seen: Set<String> = []
    return all.filter { seen.insert("\($0.scenario) \($0.variant) \($0.seed)").inserted }
  }
}

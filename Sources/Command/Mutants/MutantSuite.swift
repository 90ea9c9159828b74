import Experiments
import Scenarios
import Simulator

/// The scenarios of one protocol with the mutants that are planted into them.
struct MutantSuite: Sendable {
  let protocolName: String
  let mutants: [Mutant]
  /// Scenarios of the protocol, in the order of their names.
  var stages: [Stage] = []

  /// A scenario in which mutants are tried.
  struct Stage: Sendable {
    let path: ScenarioPath
    /// Its variants, without those that plant a mistake themselves or expect a violation.
    let runs: [Scenario]
  }

  /// The suites of these scenarios, by protocol, in the order of the registry.
  ///
  /// - Parameter only: the one mutant to try, of whatever protocol, or what mutants must harm; nil for all.
  static func all(
    of sources: [ScenarioSource], only: String?, _ registry: Registry
  ) throws(Complaint) -> [MutantSuite] {
    var suites: [MutantSuite] = []
    for vocabulary in registry.vocabularies {
      let own = sources.filter { $0.scenario.vocabulary.name == vocabulary.name }
      let mutants = vocabulary.mutants.filter { mutant in
        only.map { $0 == mutant.name || $0 == mutant.facts.harm.word } ?? true
      }
      let stages = own.compactMap { Stage($0) }
      if mutants.isEmpty || stages.isEmpty { continue }
      suites.append(
        MutantSuite(protocolName: vocabulary.name, mutants: mutants, stages: stages))
    }
    if suites.isEmpty { throw refusal(sources, only, registry) }
    return suites
  }

  /// Why there is nothing to try.
  private static func refusal(
    _ sources: [ScenarioSource], _ only: String?, _ registry: Registry
  ) -> Complaint {
    let present = registry.vocabularies.filter { vocabulary in
      sources.contains { $0.scenario.vocabulary.name == vocabulary.name }
    }
    let names = present.flatMap { $0.mutantNames }
    let words = names + MistakeFacts.Harm.words
    let protocols = present.map { "'\($0.name)'" }.joined(separator: ", ")
    if let only, !words.contains(only), !names.isEmpty {
      return Complaint(
        "'\(only)' is no mutant of \(protocols); \(Nearest.suggestion(for: only, among: words) ?? "")"
      )
    }
    if names.isEmpty { return Complaint("\(protocols) has no mutants") }
    if let only, !names.contains(only),
      !present.contains(where: { $0.mutants.contains { $0.facts.harm.word == only } })
    {
      return Complaint("no mutant of \(protocols) harms \(only)")
    }
    return Complaint(
      "every scenario named plants a mistake or expects a violation, so no mutant can be tried in it"
    )
  }
}

extension MutantSuite.Stage {
  /// Nil if the scenario has no run that may hold without a mistake.
  init?(_ source: ScenarioSource) {
    let runs = source.scenario.runs.filter { $0.mutant == nil && $0.violates.isEmpty }
    if runs.isEmpty { return nil }
    self.init(path: source.path, runs: runs)
  }
}

import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

/// Each mistake that can be planted and harms safety is seen by a scenario, and nothing without it.
@Suite struct MutantTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func variant(_ sighting: Sighting) throws -> Scenario {
    let file = "Scenarios/\(sighting.scenario).json5"
    let bytes = try [UInt8](Data(contentsOf: root.appending(path: file)))
    let scenario = try Registry.standard.read(bytes, file: file)
    return try #require(scenario.runs.first { $0.label == sighting.variant })
  }

  /// The check that fired, or the expectation that failed.
  private static func sign(_ outcome: Outcome) -> String? {
    outcome.violation?.check ?? outcome.findings.first { $0.result == .failed }?.text
  }

  @Test func `every mutant that harms safety has a sighting, and no other`() {
    for vocabulary in Registry.standard.vocabularies {
      let own = Sighting.all.filter { $0.protocolName == vocabulary.name }
      let harmful = vocabulary.mutants.filter { $0.facts.harm == .safety }
      #expect(own.map { $0.mutant } == harmful.map { $0.name }, "\(vocabulary.name)")
    }
  }

  @Test func `mutants have words of their own, and say in a sentence what they do`() {
    for vocabulary in Registry.standard.vocabularies {
      #expect(Set(vocabulary.mutantNames).count == vocabulary.mutants.count, "\(vocabulary.name)")
      for mutant in vocabulary.mutants {
        let about = mutant.facts.about
        #expect(about.hasSuffix(".") && about.first?.isUppercase == true, "\(mutant.name)")
        #expect(about.count <= 110, "\(mutant.name)")
      }
    }
  }

  @Test(arguments: Sighting.all)
  func `a mutant is seen by the named scenario`(_ sighting: Sighting) throws {
    let scenario = try Self.variant(sighting)
    let mutant = try #require(
      scenario.vocabulary.mutants.first { $0.name == sighting.mutant })
    let mutated = Registry.standard.run(scenario.planting(mutant), seed: sighting.seed)
    #expect(Self.sign(mutated) == sighting.sign)
  }

  @Test(arguments: Sighting.allRuns)
  func `the protocol without a mistake holds there`(_ sighting: Sighting) throws {
    let outcome = Registry.standard.run(try Self.variant(sighting), seed: sighting.seed)
    #expect(Self.sign(outcome) == nil)
  }

  @Test func `a scenario plants no mutant that the protocol does not know`() {
    let text = """
      { about: "x", protocol: "raft", agents: 3, duration: "1s", mutant: "commits entries of old term" }
      """
    let error = #expect(throws: ScenarioError.self) {
      try Registry.standard.read(Array(text.utf8), file: "x")
    }
    let lines = error?.diagnostics.map { $0.description } ?? []
    #expect(lines.contains { $0.contains("did you mean 'commits entries of old terms'?") })
  }
}

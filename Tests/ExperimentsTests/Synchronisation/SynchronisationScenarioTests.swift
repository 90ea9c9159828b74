import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

/// Every scenario of synchronised variables keeps its promises.
@Suite("Scenarios of synchronisation") struct SynchronisationScenarioTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let registry: Registry = {
    var registry = Registry()
    registry.add(SynchronisationExperiment.self)
    return registry
  }()

  /// The files of the protocol, by their path below `Scenarios`.
  static let files: [String] = ["synchronisation", "brief"].flatMap { folder in
    let path = root.appending(path: "Scenarios/\(folder)").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".json5") }.map { "\(folder)/\($0)" }
  }.filter {
    guard let text = try? text($0) else { return false }
    return text.contains("protocol: \"synchronisation\"")
  }

  static func text(_ file: String) throws -> String {
    try String(contentsOf: root.appending(path: "Scenarios/\(file)"), encoding: .utf8)
  }

  static func read(_ file: String) throws -> Scenario {
    let bytes = Array(try text(file).utf8)
    do throws(ScenarioError) {
      return try registry.read(bytes, file: file)
    } catch {
      for diagnostic in error.diagnostics { Issue.record("\(diagnostic.description)") }
      throw error
    }
  }

  @Test(arguments: files)
  func `a scenario holds what it expects`(file: String) throws {
    for scenario in try Self.read(file).runs {
      let outcome = Self.registry.run(scenario, seed: scenario.seed)
      #expect(outcome.failures == [], "\(file) \(scenario.label)")
    }
  }

  @Test func `there are enough of them`() {
    #expect(Self.files.count { $0.hasPrefix("synchronisation/") } >= 10)
    #expect(Self.files.count { $0.hasPrefix("brief/") } >= 10)
  }

  @Test func `adopting and merging a newer clock make the same run`() throws {
    let runs = try Self.read("brief/s28-adopting-is-merging.json5").runs
    let fingerprints = runs.map { Self.registry.run($0, seed: $0.seed).fingerprint }
    #expect(fingerprints.count == 2 && fingerprints[0] == fingerprints[1])
  }
}

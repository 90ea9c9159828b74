import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@Suite struct HostileScenarioTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The trees of all scenario files, by their paths.
  private static func trees() throws -> [JSON5] {
    let folder = root.appending(path: "Scenarios")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".json5") }.sorted().map { name in
      try JSON5.read([UInt8](Data(contentsOf: folder.appending(path: name))), file: name)
    }
  }

  @Test func `mutants of all scenarios are refused with places, or run`() throws {
    let trees = try Self.trees()
    var ran = 0
    var refused = 0
    for number in 0..<300 {
      var mutation = ScenarioMutation(UInt64(number))
      let tree = mutation.mutant(
        of: trees[number % trees.count], donor: trees[number * 7 % trees.count])
      do throws(ScenarioError) {
        let scenario = try Registry.standard.read(Array(tree.description.utf8), file: "mutant")
        // Large ones are read and no more: building one takes longer than all others together.
        if scenario.agents.count > 50 { continue }
        let session = Registry.standard.open(scenario.runs[0], seed: UInt64(number))
        session.run { session in session.eventCount < 20 }
        ran += 1
      } catch {
        refused += 1
        for diagnostic in error.diagnostics {
          #expect(diagnostic.line >= 1 && diagnostic.column >= 1, "mutant \(number)")
          #expect(VisibleText.firstHidden(in: diagnostic.description) == nil, "mutant \(number)")
        }
      }
    }
    // Mutations are neither harmless nor hopeless.
    #expect(ran > 20 && refused > 20, "\(ran) ran, \(refused) were refused")
  }
}

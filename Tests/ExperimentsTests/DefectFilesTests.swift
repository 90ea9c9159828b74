import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

/// The files of `Scenarios/brief`: each shows a defect of the design brief, and its repair.
@Suite("Files of defects") struct DefectFilesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios/brief")

  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".json5") }
  }()

  static func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  static func read(_ text: String, _ file: String) throws -> Scenario {
    do throws(ScenarioError) {
      return try Registry.standard.read(Array(text.utf8), file: file)
    } catch {
      for diagnostic in error.diagnostics { Issue.record("\(diagnostic.description)") }
      throw error
    }
  }

  /// What a file says of the defect and of its repair; the first of these that it holds.
  static let sides = [
    ("mode\": \"as written\"", "mode\": \"safe\""), ("mode\": \"bully\"", "mode\": \"safe\""),
    ("hardMatch\": true", "hardMatch\": false"),
  ]

  /// The file with the defect where its repair is expected, and the repair where the defect is; nil if it
  /// has not both.
  static func swapped(_ text: String) -> String? {
    guard let (bad, safe) = sides.first(where: { text.contains($0.0) && text.contains($0.1) })
    else { return nil }
    return text.replacing(bad, with: "@").replacing(safe, with: bad).replacing("@", with: safe)
  }

  @Test(arguments: files)
  func `a defect is seen as written, and not in the safe mode`(file: String) throws {
    for scenario in try Self.read(try Self.text(file), file).runs {
      let outcome = Registry.standard.run(scenario, seed: scenario.seeds[0])
      #expect(outcome.failures == [], "\(scenario.label)")
    }
  }

  @Test(arguments: files)
  func `what is expected of the one mode never holds in the other`(file: String) throws {
    guard let text = Self.swapped(try Self.text(file)) else {
      // It says itself that it shows no fault.
      #expect(try Self.text(file).contains("is no fault"))
      return
    }
    for scenario in try Self.read(text, file).runs {
      let outcome = Registry.standard.run(scenario, seed: scenario.seeds[0])
      #expect(!outcome.passed, "\(scenario.label)")
    }
  }

  @Test(arguments: files)
  func `a file is named after its defect, and says so`(file: String) throws {
    let id = file.prefix { $0 != "-" }.uppercased()
    let text = try Self.text(file)
    let about = try Self.read(text, file).about
    #expect(about.hasPrefix("\(id): "))
    #expect(text.hasPrefix("// \(id)"))
  }
}

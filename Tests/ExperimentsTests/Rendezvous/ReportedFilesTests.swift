import Experiments
import Foundation
import Scenarios
import Testing

/// The files of `Scenarios/reported` on how agents come together: each shows what was reported, and its repair.
struct ReportedFilesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scenarios/reported")

  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let systems = ["torchelastic", "torchft", "hivemind", "ray"]
    return names.sorted().filter { name in systems.contains { name.hasPrefix("\($0)-") } }
  }()

  /// The file with what was reported where the repair is expected, and the other way round.
  static func swapped(_ text: String) throws -> String {
    let reported = try #require(
      text.firstMatch(of: /about: "as reported", "[a-zA-Z.]+": ([^,]+),/))
    let repaired = try #require(
      text.firstMatch(of: /about: "repaired", "[a-zA-Z.]+": ([^,]+),/))
    var swapped = text
    // The later one first, so that the place of the earlier one holds.
    swapped.replaceSubrange(repaired.1.startIndex..<repaired.1.endIndex, with: reported.1)
    swapped.replaceSubrange(reported.1.startIndex..<reported.1.endIndex, with: repaired.1)
    return swapped
  }

  static func failures(_ text: String, _ file: String) throws -> [[String]] {
    try Registry.standard.read(Array(text.utf8), file: file).runs.map { scenario in
      Registry.standard.run(scenario, seed: scenario.seeds[0]).failures.map { "\($0)" }
    }
  }

  @Test func `each report has its file`() { #expect(Self.files.count == 12) }

  @Test(arguments: files)
  func `the harm is seen as reported and not in the repair, and each only there`(
    file: String
  ) throws {
    let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
    #expect(try Self.failures(text, file) == [[], []])
    for failures in try Self.failures(Self.swapped(text), file) { #expect(failures != []) }
  }
}

import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@Suite struct `Runs are the same everywhere` {
  /// One scenario of each kind of fault.
  static let files: [URL] = {
    let folder = root.appending(path: "Scenarios/faults")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "json5" }.sorted { $0.path < $1.path }
  }()

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func scenario(_ file: URL) throws -> Scenario {
    let bytes = try [UInt8](Data(contentsOf: file))
    return try Registry.standard.read(bytes, file: "Scenarios/faults/\(file.lastPathComponent)")
  }

  /// The fingerprint of the first seed in the recorded result, which a release build wrote.
  private func recorded(_ file: URL) throws -> String {
    try Self.recorded("faults/\(file.deletingPathExtension().lastPathComponent)")
  }

  /// The same of any scenario without variants: the second word behind `seed`.
  private static func recorded(_ name: String) throws -> String {
    let text = try String(
      contentsOf: root.appending(path: "Results/\(name).seeds"), encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("seed ") })
    return String(line.split(separator: " ")[2])
  }

  @Test func `there is a scenario of each kind of fault`() throws {
    var kinds: Set<FaultKind> = []
    for file in Self.files {
      for fault in try scenario(file).bind(seed: 1).conditions.faults {
        kinds.insert(fault.action.kind)
      }
    }
    #expect(FaultKind.allCases.filter { !kinds.contains($0) } == [])
  }

  @Test(arguments: files)
  func `a run in this build and process has the recorded fingerprint`(_ file: URL) throws {
    let scenario = try scenario(file)
    let outcome = Registry.standard.run(scenario, seed: scenario.seed)
    #expect(outcome.fingerprint.text == (try recorded(file)))
    #expect(outcome.failures == [])
  }

  @Test(arguments: files)
  func `a fork runs on as the original does, and neither disturbs the other`(_ file: URL) throws {
    let scenario = try scenario(file)
    let original = Registry.standard.open(scenario, seed: scenario.seed)
    original.run(until: 2_100 * .millisecond)
    let fork = original.fork()
    fork.run(until: 3 * .second)
    original.run()
    fork.run()
    #expect(original.digest.text == (try recorded(file)))
    #expect(fork.digest == original.digest)
    #expect(fork.eventCount == original.eventCount)
  }

  /// Traces keep the words of every event, so some files stand for all.
  private static let traced = files.enumerated().filter { $0.offset % 5 == 0 }.map { $0.element }

  @Test(arguments: traced)
  func `a disturbed draw is found as the first event that differs`(_ file: URL) throws {
    let scenario = try scenario(file)
    let one = Registry.standard.trace(scenario, seed: scenario.seed)
    let same = Registry.standard.trace(scenario, seed: scenario.seed)
    #expect(Trace.firstDifference(one, same) == nil)
    let other = Registry.standard.trace(scenario, seed: scenario.seed, disturbedDraw: 500)
    let difference = try #require(Trace.firstDifference(one, other))
    let place = Int(difference.number)
    #expect(place > 100, "five hundred draws take more than a hundred events")
    let before = zip(one.events, other.events).prefix { $0.0.number < difference.number }
    #expect(before.allSatisfy { $0.0.digest == $0.1.digest })
    #expect(difference.one?.text != difference.other?.text)
  }

  @Test func `the run in the README is the recorded one`() throws {
    let readme = try String(
      contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let fingerprint = try Self.recorded("raft/leader-in-minority")
    #expect(readme.contains("fingerprint \(fingerprint) "))
  }
}

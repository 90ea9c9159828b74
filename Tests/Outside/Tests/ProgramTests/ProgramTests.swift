import Foundation
import Testing

/// The whole command over this package's protocols, as a program of its own.
@Suite struct ProgramTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private struct Result {
    let status: Int32
    let output: String
    let complaints: String
  }

  /// Runs the built program, which lies beside the tests.
  private func outside(_ words: String..., in folder: URL = Self.folder) throws -> Result {
    try outside(words, in: folder)
  }

  private func outside(_ words: [String], in folder: URL = Self.folder) throws -> Result {
    let program = Process()
    program.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("outside")
    program.arguments = words
    program.currentDirectoryURL = folder
    program.standardInput = FileHandle.nullDevice
    let (output, complaints) = (Pipe(), Pipe())
    program.standardOutput = output
    program.standardError = complaints
    try program.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let rest = String(
      decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    program.waitUntilExit()
    return Result(status: program.terminationStatus, output: text, complaints: rest)
  }

  private func fingerprint(_ page: String) throws -> Substring {
    let line = try #require(page.split(separator: "\n").first { $0.hasPrefix("fingerprint ") })
    return line.split(separator: " ")[1]
  }

  @Test func `its scenarios hold and give what was recorded of them`() throws {
    let result = try outside("test")
    #expect(result.status == 0, "\(result.output) \(result.complaints)")
    #expect(result.output.hasPrefix("5 scenarios, "))
    #expect(result.output.contains(" runs: 5 held, 0 failed, 0 moved or new\n"))
  }

  @Test func `its scenarios and results are found from any folder of it`() throws {
    for inner in ["Sources", "Sources/ABD", "Scenarios/abd", "Results"] {
      let result = try outside(
        "test", "paxos/isolation", in: Self.folder.appendingPathComponent(inner))
      #expect(result.status == 0, "\(result.output) \(result.complaints)")
      #expect(result.output.contains(": 1 held, 0 failed, 0 moved or new\n"))
    }
  }

  @Test(arguments: ["paxos/isolation", "abd/minority"])
  func `the line that replays a run gives the same fingerprint, from any folder`(
    _ name: String
  ) throws {
    let page = try outside("run", name, "--seed", "9").output
    let replay = try #require(page.split(separator: "\n").last)
    #expect(replay == "outside run Scenarios/\(name).json5 --seed 9")
    let words = replay.split(separator: " ").dropFirst().map { String($0) }
    let inner = Self.folder.appendingPathComponent("Sources")
    #expect(try outside(words).output == page)
    #expect(try fingerprint(try outside(words, in: inner).output) == fingerprint(page))
  }

  @Test(arguments: [
    ("paxos/forgetting", "1..20", "agreement"), ("abd/hasty", "1..4", "linearizable"),
  ])
  func `a planted mistake that a sweep finds is replayed by the line it prints`(
    _ name: String, _ seeds: String, _ check: String
  ) throws {
    // Without what the scenario expects, each violation is a failure with a line of its own.
    let file = Self.folder.appendingPathComponent("Scenarios/\(name).json5")
    let text = try String(contentsOf: file, encoding: .utf8)
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent(
      "outside-\(UUID().uuidString).json5")
    try text.replacingOccurrences(of: "violates: \"\(check)\",", with: "").write(
      to: copy, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: copy) }
    let sweep = try outside("sweep", copy.path, "--seeds", seeds)
    let found = try #require(
      sweep.output.split(separator: "\n").first { $0.contains("outside run ") })
    let replay = try outside(found.split(separator: " ").dropFirst().map { String($0) })
    #expect(replay.status == 1 && replay.output.contains("\(check): "), "\(replay.output)")
  }

  @Test func `each command speaks of this program and of its protocols`() throws {
    #expect(try outside("help").output.hasPrefix("outside [-C DIR] COMMAND"))
    #expect(try !outside("help").output.contains("bench"))
    for command in [
      "run", "sweep", "merge", "compare", "test", "mutants", "trace", "show", "report", "list",
      "describe", "new", "schema", "completion",
    ] {
      let help = try outside(command, "--help")
      #expect(help.status == 0 && !help.output.contains("lockstep"), "\(help.output)")
      #expect(!help.output.contains("raft"))
    }
    #expect(try outside("rnu").complaints.hasPrefix("outside: there is no command"))
    #expect(try outside("describe", "paxos").output.contains("Single-decree Paxos"))
    #expect(try outside("describe", "abd").output.contains("write-backs"))
    for word in ["paxos/isolation", "abd/quiet"] {
      #expect(try outside("list").output.contains(word))
    }
    for word in ["\"paxos\"", "\"abd\""] {
      #expect(try outside("schema").output.contains(word))
    }
    #expect(try outside("trace", "paxos/isolation").status == 0)
  }

  @Test(arguments: ["paxos", "abd"])
  func `a new scenario of a protocol runs as it is`(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "outside-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try outside("new", name, "Scenarios/mine.json5", in: folder).status == 0)
    let run = try outside("run", "mine", in: folder)
    #expect(run.status == 0, "\(run.output) \(run.complaints)")
    // Its hundred seeds are quick only where there are no clients.
    guard name == "paxos" else { return }
    #expect(try outside("test", in: folder).output.contains("NEW     mine"))
    #expect(try outside("test", "--update", in: folder).status == 0)
    #expect(try outside("test", in: folder).status == 0)
  }
}

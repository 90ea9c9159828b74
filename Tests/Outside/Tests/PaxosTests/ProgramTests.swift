import Foundation
import Testing

/// The whole command over this package's protocol, as a program of its own.
@Suite struct ProgramTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private struct Result {
    let status: Int32
    let output: String
    let complaints: String
  }

  /// Runs the built program, which lies beside the tests.
  private func paxos(_ words: String..., in folder: URL = Self.folder) throws -> Result {
    try paxos(words, in: folder)
  }

  private func paxos(_ words: [String], in folder: URL = Self.folder) throws -> Result {
    let program = Process()
    program.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("paxos")
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
    let result = try paxos("test")
    #expect(result.status == 0, "\(result.output) \(result.complaints)")
    #expect(result.output.contains("2 scenarios: 2 held, 0 failed, 0 moved or new"))
  }

  @Test func `the line that replays a run gives the same fingerprint, from any folder`() throws {
    let page = try paxos("run", "paxos/isolation", "--seed", "9").output
    let replay = try #require(page.split(separator: "\n").last)
    #expect(replay == "paxos run Scenarios/paxos/isolation.json5 --seed 9")
    let words = replay.split(separator: " ").dropFirst().map { String($0) }
    let inner = Self.folder.appendingPathComponent("Sources")
    #expect(try paxos(words).output == page)
    #expect(try fingerprint(try paxos(words, in: inner).output) == fingerprint(page))
    // Of a planted mistake that a sweep finds as well.
    let sweep = try paxos("sweep", "paxos/forgetting", "--seeds", "1..20")
    let found = try #require(
      sweep.output.split(separator: "\n").first { $0.contains("paxos run ") })
    let line = found.split(separator: " ").dropFirst().map { String($0) }
    #expect(try paxos(line).status == 1)
  }

  @Test func `each command speaks of this program and of this protocol`() throws {
    #expect(try paxos("help").output.hasPrefix("paxos [-C DIR] COMMAND"))
    #expect(try !paxos("help").output.contains("bench"))
    for command in [
      "run", "sweep", "merge", "test", "trace", "list", "describe", "new", "schema", "completion",
    ] {
      let help = try paxos(command, "--help")
      #expect(help.status == 0 && !help.output.contains("lockstep"), "\(help.output)")
      #expect(!help.output.contains("raft"))
    }
    #expect(try paxos("rnu").complaints.hasPrefix("paxos: there is no command"))
    #expect(try paxos("describe", "paxos").output.contains("Single-decree Paxos"))
    #expect(try paxos("list").output.contains("paxos/isolation"))
    #expect(try paxos("schema").output.contains("\"paxos\""))
    #expect(try paxos("trace", "paxos/isolation").status == 0)
  }

  @Test func `a new scenario of the protocol runs as it is`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "paxos-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try paxos("new", "paxos", "Scenarios/mine.json5", in: folder).status == 0)
    let run = try paxos("run", "mine", in: folder)
    #expect(run.status == 0, "\(run.output) \(run.complaints)")
    #expect(try paxos("test", in: folder).output.contains("NEW     mine"))
    #expect(try paxos("test", "--update", in: folder).status == 0)
    #expect(try paxos("test", in: folder).status == 0)
  }
}

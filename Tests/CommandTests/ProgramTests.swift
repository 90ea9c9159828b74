import Experiments
import Foundation
import Testing

@testable import Command

/// The built program in processes of its own.
@Suite(.serialized) final class ProgramTests {
  private let directory: URL
  private static let scenario = """
    { protocol: "raft", agents: 3, duration: "1s", network: { delay: "1ms..5ms" },
      load: { clients: 1, rate: "50/s" }, expect: { linearizable: true } }
    """

  init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lockstep-program-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(ProgramTests.scenario.utf8).write(
      to: directory.appendingPathComponent("short.json5"))
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// The program lies beside the tests.
  private static var program: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("lockstep")
  }

  private func start(_ words: [String]) throws -> (child: Process, output: URL) {
    let output = directory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: output)
    let child = Process()
    child.executableURL = ProgramTests.program
    child.arguments = words
    child.currentDirectoryURL = directory
    child.environment = ["XDG_STATE_HOME": directory.path, "NO_COLOR": "1"]
    child.standardInput = FileHandle.nullDevice
    child.standardOutput = try FileHandle(forWritingTo: output)
    child.standardError = FileHandle.nullDevice
    try child.run()
    return (child, output)
  }

  private func run(_ words: [String]) throws -> (status: Int32, output: Data) {
    let (child, output) = try start(words)
    child.waitUntilExit()
    return (child.terminationStatus, try Data(contentsOf: output))
  }

  @Test func `a sweep that was killed goes on where it was and ends with the same bytes`() throws {
    let words = ["sweep", "short.json5", "--seeds", "1..300", "--jobs", "1"]
    let whole = try run(words)
    let (child, _) = try start(words)
    let deadline = Date() + 30
    while child.isRunning, Date() < deadline, try journalBytes() < 20_000 { usleep(2_000) }
    kill(child.processIdentifier, SIGKILL)
    child.waitUntilExit()
    #expect(child.terminationReason == .uncaughtSignal, "the sweep was over before the kill")
    let resumed = try run(words.dropLast(2) + ["--jobs", "2"])
    #expect(resumed.output == whole.output)
    #expect(resumed.status == whole.status)
    #expect(!whole.output.isEmpty)
  }

  private func journalBytes() throws -> Int {
    let files = Files(root: directory.path)
    let journals = files.list("lockstep/journals", endings: [".journal"])
    return journals.reduce(0) { $0 + (files.bytes($1, limit: 1 << 24)?.count ?? 0) }
  }

  @Test func `two processes give one fingerprint, and the shell is told the status`() throws {
    let one = try run(["run", "short.json5", "--json"])
    #expect(one.status == 0)
    #expect(try run(["run", "short.json5", "--json"]).output == one.output)
    #expect(try run(["run", "shorter.json5"]).status == 2)
    #expect(
      try run(["sweep", "short.json5", "--shard", "1/2", "--out", "/dev/null/x"]).status == 3)
  }
}

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

  /// What the shell gives of a line with this program, and what was complained about.
  private func shell(_ line: String) throws -> (status: Int32, output: String, errors: String) {
    let (output, errors) = (directory.appending(path: "out"), directory.appending(path: "err"))
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sh")
    child.arguments = ["-c", "{ \(line); } >'\(output.path)' 2>'\(errors.path)'"]
    child.currentDirectoryURL = directory
    child.environment = [
      "XDG_STATE_HOME": directory.path, "NO_COLOR": "1", "PATH": "/usr/bin:/bin",
      "LOCKSTEP": ProgramTests.program.path,
    ]
    child.standardInput = FileHandle.nullDevice
    try child.run()
    child.waitUntilExit()
    return (
      child.terminationStatus, try String(contentsOf: output, encoding: .utf8),
      try String(contentsOf: errors, encoding: .utf8)
    )
  }

  private static let endless =
    "{ protocol: 'raft', agents: 3, duration: '87600h', network: { delay: '1ms..5ms' } }"

  @Test func `a trace of a run without end is there at once, and a closed pipe ends it`() throws {
    try Data(ProgramTests.endless.utf8).write(to: directory.appending(path: "endless.json5"))
    let trace = try shell("\"$LOCKSTEP\" trace endless.json5 | head -n 2")
    #expect(trace.output.split(separator: "\n").count == 2)
    #expect(trace.errors.isEmpty)
    // Also where whoever started it has broken pipes ignored.
    let ignored = try shell("trap '' PIPE; \"$LOCKSTEP\" trace endless.json5 | head -n 2")
    #expect(ignored.errors.isEmpty)
  }

  @Test func `a signal ends a run with its status, and its page is printed`() throws {
    try Data(ProgramTests.endless.utf8).write(to: directory.appending(path: "endless.json5"))
    for (number, status) in [(SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)] {
      let (child, output) = try start(["run", "endless.json5"])
      sleep(2)
      kill(child.processIdentifier, number)
      let deadline = Date() + 60
      while child.isRunning, Date() < deadline { usleep(2_000) }
      kill(child.processIdentifier, SIGKILL)
      child.waitUntilExit()
      #expect(child.terminationReason == .exit && child.terminationStatus == status)
      #expect(try String(contentsOf: output, encoding: .utf8).contains("\nPARTIAL: the run was"))
    }
  }

  @Test func `a full standard output is told, with status 3`() throws {
    for command in ["run", "trace", "sweep"] {
      let full = try shell("\"$LOCKSTEP\" \(command) short.json5 >/dev/full")
      #expect(full.status == 3, "\(command)")
      #expect(
        full.errors.contains("cannot write standard output: no space is left on the device"))
    }
  }

  @Test func `a journal that takes no more is told, and the sweep goes on and prints`() throws {
    let words = "sweep short.json5 --seeds 1..300"
    let whole = try shell("\"$LOCKSTEP\" \(words)")
    // Writing beyond the limit fails as on a full disk.
    let full = try shell(
      "trap '' XFSZ; ulimit -f 16; \"$LOCKSTEP\" \(words) --journal journal")
    #expect(full.status == 3 && full.output == whole.output && whole.status == 0)
    #expect(full.errors.contains("/journal: file too large; the sweep went on without a journal"))
    let resumed = try shell("\"$LOCKSTEP\" \(words) --journal journal")
    #expect(resumed.status == 0 && resumed.output == whole.output)
    #expect(resumed.errors.contains("going on after "))
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

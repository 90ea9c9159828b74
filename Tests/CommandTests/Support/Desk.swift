import Experiments
import Foundation

@testable import Command

/// A directory of its own with scenarios of the toy protocol, in which commands run.
final class Desk: Sendable {
  let directory: String
  let context: Context
  private let output: Locked<String>
  private let errors: Locked<String>
  private let input: Locked<String>

  /// A new directory, with the toy protocol alone.
  convenience init(showsProgress: Bool = false) throws {
    var registry = Registry()
    registry.add(GossipExperiment.self)
    try self.init(
      program: Program(registry, name: "lockstep", example: "basic/calm"),
      showsProgress: showsProgress)
  }

  /// - Parameter root: where commands run, or nil for the new directory.
  init(root: String? = nil, program: Program, showsProgress: Bool = false) throws {
    let name = "lockstep-tests-\(UUID().uuidString)"
    directory = FileManager.default.temporaryDirectory.path + "/" + name
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    let (output, complaints, input) = (Locked(""), Locked(""), Locked(""))
    (self.output, errors, self.input) = (output, complaints, input)
    context = Context(
      program: program,
      console: Console(
        out: { text in output.use { $0 += text } }, err: { text in complaints.use { $0 += text } },
        hasColor: false, showsProgress: showsProgress, width: 100),
      files: Files(root: root ?? directory),
      input: { limit in input.use { Array($0.utf8.prefix(limit + 1)) } },
      state: StateFolder(path: directory + "/state"), build: { "test" })
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// What a command gave.
  struct Result: Equatable {
    let status: Int32
    let out: String
    let err: String
  }

  /// What was printed on standard error.
  var complaints: String { errors.use { $0 } }

  func run(_ words: String...) -> Result { run(words) }

  /// - Parameters:
  ///   - text: what stands on standard input.
  ///   - stop: what asks the command to stop.
  func run(_ words: [String], input text: String = "", stop: StopSignal = .never) -> Result {
    input.use { $0 = text }
    output.use { $0 = "" }
    errors.use { $0 = "" }
    var context = context
    context.stop = stop
    return run(words, in: context)
  }

  /// - Parameter context: like its own but for what a test is about.
  func run(_ words: [String], in context: Context) -> Result {
    let status = context.program.run(words, context)
    return Result(
      status: status.rawValue, out: output.use { $0 }, err: complaints)
  }

  func path(_ name: String) -> String { directory + "/" + name }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name), withDestinationPath: target)
  }

  /// The names in a directory of it, also hidden ones, in order.
  func names(in directory: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(directory)).sorted()
  }

  func write(_ text: String, to path: String) throws {
    try context.files.write(text, to: path)
  }

  func read(_ path: String) -> String? {
    context.files.bytes(path, limit: 1 << 24).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A scenario in which some seeds fail and others do not.
  static let uneven = """
    // Greetings, and a limit that some seeds exceed.
    {
      about: "Uneven",
      protocol: "gossip",
      agents: 3,
      duration: "1s",
      network: { delay: "1ms..5ms" },
      gossip: { beat: "50ms", limit: 46 },
      faults: [{ at: "300ms", isolate: 1, for: "100ms", mayHaveNoEffect: true, name: "alone" }],
      expect: { moderation: true, greetings: "> 60" },
    }
    """

  /// A scenario of many slices of events.
  static let long = """
    { about: "Long", protocol: "gossip", agents: 3, duration: "1000h", gossip: { beat: "50ms" } }
    """

  /// A scenario that always holds.
  static let calm = """
    { about: "Calm", protocol: "gossip", agents: 3, duration: "1s", seeds: "1..3",
      expect: { moderation: true, "delivery max": "<= 1ms" } }
    """
}

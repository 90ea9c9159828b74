import Foundation
import Scenarios
import Simulator

extension Vocabulary {
  /// Resembles that of a consensus protocol.
  static let test: Vocabulary = {
    var vocabulary = bare
    vocabulary.tellsLevels = true
    vocabulary.tellsOperations = true
    return vocabulary
  }()

  private static let bare = Vocabulary(
    name: "raft", about: "Settings of the protocol under test.", roleNames: ["leader"],
    milestoneNames: ["leader elected", "commit"], messageNames: ["request vote", "vote"],
    orderNames: ["campaign", "step down"],
    settings: [
      Key(
        "electionTimeout", .durationRange(1...Shape.longestDuration),
        .standard("\"150ms..300ms\""), about: "Time without a leader until an election."),
      Key(
        "candidateTimeout", .durationRange(1...Shape.longestDuration),
        .sameAs("electionTimeout"), about: "Time until a candidate tries again."),
      Key("heartbeat", .positiveDuration, .standard("\"50ms\""), about: "Time between heartbeats."),
      Key("preVote", .boolean, .standard("true"), about: "Whether candidates ask first."),
      Key("checkQuorum", .boolean, .standard("true"), about: "Whether leaders step down."),
      Key("maxEntriesPerMessage", .integer(1...10_000), .standard("64"), about: "Batch."),
      Key("maxInFlight", .integer(1...10_000), .standard("16"), about: "Pipeline."),
    ],
    load: [
      Key("clients", .integer(1...1000), .standard("3"), about: "Number of clients."),
      Key("mode", .word(["open", "closed"]), .standard("\"open\""), about: "Kind of loop."),
      Key("rate", .rate, .standard("\"100/s\""), about: "Operations of all clients."),
      Key("arrival", .word(["poisson", "fixed"]), .standard("\"poisson\""), about: "Rhythm."),
      Key("reads", .chance, .standard("\"50%\""), about: "Share of reads."),
      Key("compareAndSet", .chance, .standard("0"), about: "Share of compare-and-sets."),
      Key("keys", .integer(1...1_000_000), .standard("100"), about: "Number of keys."),
      Key("timeout", .positiveDuration, .standard("\"1s\""), about: "Time until a retry."),
      Key("outstanding", .integer(1...10_000), .standard("1"), about: "At once, a client."),
    ],
    measures: [
      Measure("commit latency", .duration, .histogram, about: "As clients see it."),
      Measure("unavailable", .duration, .histogram, about: "Time without an answer."),
      Measure("elections", .count, .count, about: "Campaigns begun."),
      Measure("messages per operation", .ratio, .count, about: "Messages a commit."),
      Measure("message size", .bytes, .histogram, about: "Bytes of a message."),
      Measure("converged", .count, .flag, about: "Whether all agree at the end."),
    ],
    checkNames: ["linearizable", "election safety"],
    traits: [
      Key("mayLead", .boolean, .standard("true"), about: "Whether it may stand for election."),
      Key("participates", .boolean, .standard("true"), about: "Whether it votes on proposals."),
      Key(
        "scores",
        .object(
          ["performance", "resources", "specialisation", "reliability"].map {
            Key($0, .integer(0...1000), .standard("500"), about: "In thousandths.")
          }), .standard("{}"), about: "Its fitness to lead."),
    ], mutants: [Mutant("forget vote", MistakeFacts(.safety, "A vote is forgotten."))],
    review: { scenario in
      let raft = scenario.settings
      guard raft.duration("heartbeat") >= raft.durationRange("electionTimeout").lowerBound else {
        return []
      }
      return [
        scenario.diagnostic(
          at: raft.position(of: "heartbeat"), "the heartbeat is as long as the election timeout",
          "shorten it")
      ]
    })

  static let other = Vocabulary(name: "swim", about: "Another protocol.")
}

/// Files beside the tests.
enum TestFiles {
  static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static func names(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: directory.appendingPathComponent(folder).path
    ).filter { $0.hasSuffix(ending) }.sorted()
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: directory.appendingPathComponent(path)))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// Whether expected files are to be written anew, by the environment.
  static let isUpdating = ProcessInfo.processInfo.environment["LOCKSTEP_UPDATE"] == "1"

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: directory.appendingPathComponent(path))
  }
}

/// Reads a scenario with the test vocabularies.
func scenario(_ text: String) throws(ScenarioError) -> Scenario {
  try Scenario.read(Array(text.utf8), file: "test.json5", vocabularies: [.test, .other])
}

/// A five-agent scenario of ten seconds with more keys.
func scenario(with keys: String) throws(ScenarioError) -> Scenario {
  try scenario("{protocol: \"raft\", duration: \"10s\", agents: 5, \(keys)}")
}

/// The lines of what is wrong with a scenario; empty if nothing is.
func complaints(_ text: String) -> [String] {
  do throws(ScenarioError) {
    _ = try scenario(text)
    return []
  } catch {
    return error.diagnostics.map { $0.description }
  }
}

/// The same for a five-agent scenario with more keys, which begin on line 2, column 1.
func complaints(with keys: String) -> [String] {
  complaints("{protocol: \"raft\", duration: \"10s\", agents: 5,\n\(keys)}")
}

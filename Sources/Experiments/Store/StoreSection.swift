import Protocols
import Scenarios
import Simulator

/// The section `store`.
struct StoreSection: Configurable {
  /// The protocol's settings.
  private(set) var settings = VersionedStore.Settings()

  mutating func declare(_ section: inout Section) {
    section.word(
      "versions", &settings.versions,
      about: "Whether the last write wins, by which clock, or versions are told apart, and how.")
    section.integer(
      "replicas", &settings.replicas, 1...1_000,
      about: "How many agents hold a key, if there are as many.")
    section.integer(
      "readQuorum", &settings.readQuorum, 1...1_000, about: "How many replicas a read hears of.")
    section.integer(
      "writeQuorum", &settings.writeQuorum, 1...1_000,
      about: "At how many replicas a write is durable before it is acknowledged.")
    section.duration(
      "timeout", &settings.timeout, about: "How long the agent that was asked waits for a quorum.")
    section.flag(
      "readRepair", &settings.readRepair,
      about: "Whether replicas that a read finds wanting are told what they lack.")
    section.duration(
      "exchange", &settings.exchange, 0...Shape.longestDuration,
      about: "Time between two comparisons of a key with another replica; 0s for none.")
    section.duration(
      "resolution", &settings.resolution,
      when: .when("versions", settings.versions, is: .wallClock),
      about: "To what the time of a write is rounded down.")
    section.word(
      "ties", &settings.ties,
      when: .when("versions", settings.versions, is: .wallClock, .hybrid),
      about: "Whether of two writes of one time the greater value wins, or the higher agent.")
  }

  func review(_ section: inout Section) {
    if max(settings.readQuorum, settings.writeQuorum) > settings.replicas {
      section.complain(
        firstOf: "readQuorum", "writeQuorum", "replicas",
        message: "there are not as many replicas",
        suggestion: "a quorum is at most \(settings.replicas), the replicas")
    }
  }
}

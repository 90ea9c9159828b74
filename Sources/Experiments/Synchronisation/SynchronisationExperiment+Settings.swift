import Protocols
import Scenarios
import Simulator

/// The section `synchronisation`.
extension SynchronisationExperiment {
  static let policies: [ConflictPolicy] =
    [
      .lastWriteWins, .priority, .consensus, .maximum, .counter, .union, .average,
    ] + ConflictPolicy.Rule.allCases.map { .custom($0) }

  private static let levels = ["received", "applied", "durable", "adapted"]

  static func policy(_ name: String) -> ConflictPolicy? {
    policies.first { $0.description == name }
  }

  static func level(_ name: String) -> Synchroniser.Settings.Level {
    Synchroniser.Settings.Level(rawValue: levels.firstIndex(of: name) ?? 2) ?? .durable
  }

  static func reading(_ values: Values) -> Synchroniser.Settings.Reading {
    let equal: Synchroniser.Settings.Reading.EqualClocks =
      switch values.text("equalClocks") {
      case "newer": .newer
      case "older": .older
      default: .crash
      }
    return Synchroniser.Settings.Reading(
      equalClocks: equal, clocksTick: values.boolean("clocksTick"),
      acknowledgesByAgent: values.text("acknowledgedBy") == "agent",
      resolver: values.text("resolver") == "keep" ? .keep : .overwrite,
      mergesClocks: values.text("newerClocks") == "merge",
      trackingDelay: values.duration("trackingDelay"))
  }

  static var settingKeys: [Key] { valueKeys + spreadKeys + repairKeys }

  private static var valueKeys: [Key] {
    let policy = Shape.word(policies.map { $0.description })
    return [
      Key(
        "mode", .word(["safe", "as written"]), .standard("\"safe\""),
        about: "Whether it works, or does what the design brief's pseudo-code says."),
      Key("variables", .integer(1...10_000), .standard("10"), about: "Number of variables."),
      Key(
        "policy", policy, .standard("\"last write wins\""),
        about: "How a variable is read where several agents wrote it at once."),
      Key(
        "policies", .list(of: policy, count: 0...10_000), .standard("[]"),
        about: "The policies of the first variables, where they differ.",
        example: "[\"counter\", \"maximum\"]"),
      Key(
        "arbiter", .integer(1...200_000), .standard("1"),
        about: "The agent that orders concurrent versions under the policy consensus."),
      Key(
        "quiet", .positiveDuration, .standard("\"5s\""),
        about: "Time without a write or a change of faults after which all must agree."),
    ]
  }

  private static var spreadKeys: [Key] {
    [
      Key(
        "completion", .word(["all", "quorum"]), .standard("\"all\""),
        about: "Whose acknowledgements complete an update."),
      Key(
        "level", .word(levels), .standard("\"durable\""),
        about: "What an acknowledgement says of the update."),
      Key(
        "retry", .positiveDuration, .standard("\"100ms\""),
        about: "Wait before an unacknowledged update is sent again, doubled each time."),
      Key(
        "retryLimit", .positiveDuration, .standard("\"10s\""),
        about: "The longest such wait."),
      Key(
        "deadline", .positiveDuration, .standard("\"30s\""),
        about: "Time after which the origin reports who is missing."),
      Key(
        "batchSize", .integer(1...10_000), .standard("1"),
        about: "Most updates that are sent together."),
      Key(
        "batchDelay", .anyDuration, .standard("\"0s\""),
        about: "How long an update waits for others to share its batch."),
      Key(
        "adaptation", .anyDuration, .standard("\"10ms\""),
        about: "How long an agent takes to adapt to a value, for the level adapted."),
    ]
  }

  private static var repairKeys: [Key] {
    [
      Key(
        "holdLimit", .integer(1...1_000_000), .standard("1000"),
        about: "Most batches that wait for their causes at an agent."),
      Key(
        "gapPatience", .positiveDuration, .standard("\"20ms\""),
        about: "How long a cause may be missing before it is asked for."),
      Key(
        "exchange", .anyDuration, .standard("\"1s\""),
        about: "Time between comparisons with a random agent; 0s for none."),
      Key(
        "exchangeLimit", .integer(1...100_000), .standard("64"),
        about: "Most batches that answer a comparison."),
    ]
  }

  /// What the mode as written leaves to the reader.
  static var readingKeys: [Key] {
    [
      Key(
        "equalClocks", .word(["crash", "newer", "older"]), .standard("\"crash\""),
        about: "As written: what follows from equal clocks, for which there is no branch."),
      Key(
        "clocksTick", .boolean, .standard("false"),
        about: "As written: whether updates are counted, which nothing in the text does."),
      Key(
        "acknowledgedBy", .word(["process", "agent"]), .standard("\"process\""),
        about: "As written: under which name acknowledgements are awaited; they come by agent."),
      Key(
        "resolver", .word(["keep", "overwrite"]), .standard("\"keep\""),
        about: "As written: what the undefined resolver does with a concurrent update."),
      Key(
        "newerClocks", .word(["adopt", "merge"]), .standard("\"adopt\""),
        about: "As written: what becomes of the clock of a newer update."),
      Key(
        "trackingDelay", .anyDuration, .standard("\"0s\""),
        about: "As written: time from a broadcast until its acknowledgements are tracked."),
    ]
  }
}

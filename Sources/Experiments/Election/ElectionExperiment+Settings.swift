import Scenarios

/// The section `election`.
extension ElectionExperiment {
  static var settingKeys: [Key] { formKeys + timeKeys + detectorKeys + fenceKeys }

  private static var formKeys: [Key] {
    [
      Key(
        "mode", .word(["safe", "bully", "as written"]), .standard("\"safe\""),
        about: "Fenced bully, bully as published, or the voting that the design brief writes down."),
      Key(
        "scopes", .word(["global", "groups", "both"]), .standard("\"global\""),
        about: "Whether all agents together elect a leader, each group one, or both."),
      Key(
        "automatic", .boolean, .standard("true"),
        about: "Whether agents elect at their start and on suspicion, or only on request."),
    ]
  }

  private static var timeKeys: [Key] {
    [
      Key(
        "heartbeat", .positiveDuration, .standard("\"50ms\""),
        about: "A leader's interval between signs of life."),
      Key(
        "answerTimeout", .positiveDuration, .standard("\"30ms\""),
        about: "How long an agent waits for an answer of a fitter one."),
      Key(
        "coordinatorTimeout", .positiveDuration, .standard("\"150ms\""),
        about: "How long an agent that was answered waits for a leader."),
      Key(
        "deadline", .positiveDuration, .standard("\"500ms\""),
        about: "How long a candidate waits for a majority."),
      Key(
        "backoff", .durationRange(1...Shape.longestDuration), .standard("\"20ms..100ms\""),
        about: "Wait before the next attempt after one that failed, drawn each time."),
      Key(
        "timeout", .positiveDuration, .standard("\"15s\""),
        about: "The limit of an election as written, on which nobody acts."),
    ]
  }

  private static var detectorKeys: [Key] {
    [
      Key(
        "detector", .word(["fixed", "phi normal", "phi exponential"]), .standard("\"fixed\""),
        about: "Whether a fixed silence makes suspect, or one that past intervals make unlikely."),
      Key(
        "suspicion", .positiveDuration, .standard("\"250ms\""),
        about: "The silence that makes a follower suspect its leader, with a fixed detector."),
      Key(
        "phi", .factor, .standard("8"),
        about: "Suspect when the chance to be wrong is ten to minus this; at most 18."),
      Key("window", .integer(1...10_000), .standard("100"), about: "Intervals that phi goes by."),
      Key(
        "minimumDeviation", .positiveDuration, .standard("\"10ms\""),
        about: "Least standard deviation of intervals, with 'phi normal'."),
    ]
  }

  private static var fenceKeys: [Key] {
    [
      Key(
        "lease", .positiveDuration, .standard("\"200ms\""),
        about: "How long a member that acknowledged a leader acknowledges no other."),
      Key(
        "driftAllowance", .integer(0...900_000), .standard("200"),
        about: "Parts per million by which clocks may run wrong: leases are shorter for it."),
      Key(
        "margin", .integer(0...1000), .standard("50"),
        about: "Thousandths of score by which a challenger must beat the incumbent."),
      Key(
        "dwell", .positiveDuration, .standard("\"5s\""),
        about: "How long a challenger must have followed the same incumbent."),
    ]
  }
}

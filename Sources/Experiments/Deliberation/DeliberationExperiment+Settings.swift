import Protocols
import Scenarios

/// The section `deliberation`.
extension DeliberationExperiment {
  static var settingKeys: [Key] { opinionKeys + timeKeys }

  private static var opinionKeys: [Key] {
    [
      Key(
        "mode", .word(["safe", "as written"]), .standard("\"safe\""),
        about: "Whether it works, or does what the design brief's pseudo-code says."),
      Key(
        "opinion", .word(["evaluators", "threshold", "preference", "random", "scripted"]),
        .standard("\"evaluators\""),
        about: "How agents vote: by variable, by a limit, by preference, by chance, or as listed."),
      Key(
        "limit", .integer(Int64.min...Int64.max), .standard("500"),
        about: "With threshold: the largest value that is accepted."),
      Key(
        "distance", .integer(0...Int64.max), .standard("250"),
        about: "With preference: how far a value may be from what an agent prefers."),
      Key(
        "range", .integer(1...Int64.max), .standard("1000"),
        about: "With preference: what agents prefer is drawn from 0 to below this."),
      Key(
        "accepts", .chance, .standard("\"80%\""), about: "With random: the chance of an accept."),
      Key(
        "abstains", .chance, .standard("0"),
        about: "With random: the chance of an abstention; the rest rejects."),
      Key(
        "votes", .list(of: .word(choices.map { $0.word }), count: 0...10_000), .standard("[]"),
        about: "With scripted: the votes of those that take part, in order, and over again.",
        example: "[\"accept\", \"accept\", \"reject\"]"),
      Key(
        "weighted", .boolean, .standard("false"),
        about: "Whether a vote weighs its confidence, and the rest of it abstains."),
    ]
  }

  private static var timeKeys: [Key] {
    [
      Key(
        "deadline", .positiveDuration, .standard("\"30s\""),
        about: "How long a proposer waits for votes."),
      Key(
        "retry", .positiveDuration, .standard("\"100ms\""),
        about: "Wait before who has not answered is asked again, doubled each time."),
      Key(
        "longestRetry", .positiveDuration, .standard("\"10s\""), about: "The longest such wait."),
      Key(
        "rankingTime", .positiveDuration, .standard("\"1s\""),
        about: "How long a choice waits for all rankings; from then on a majority is enough."),
      Key(
        "callTimeout", .positiveDuration, .standard("\"5s\""),
        about: "As written: how long a voter waits for its reply before its process dies."),
      Key(
        "timeoutHandler", .boolean, .standard("false"),
        about: "As written: whether the proposer's process takes its timeout in after all."),
      Key(
        "raft", .object(RaftExperiment.settingKeys), .standard("{}"),
        about: "The log that orders what is accepted.", example: "{ heartbeat: \"20ms\" }"),
    ]
  }
}

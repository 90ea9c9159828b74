import Protocols
import Scenarios
import Simulator

/// The sections `orchestration` and `load`.
extension OrchestrationExperiment {
  static var settingKeys: [Key] {
    [
      Key(
        "mode", .word(["safe", "as written"]), .standard("\"safe\""),
        about: "Whether work is conducted so that it comes to an end or by the brief's text."),
      Key(
        "barriers", .word(["safe", "as written"]),
        about: "Whether the barriers beneath keep what they promise; by default as the mode says.",
        example: "\"safe\""),
    ]
      + BarrierExperiment.settingKeys.filter {
        ["coordinator", "retry", "query", "deadline", "callTimeout", "repairCompletion"]
          .contains($0.name)
      }
  }

  static var loadKeys: [Key] { useCaseKeys + workKeys + clientKeys }

  private static var useCaseKeys: [Key] {
    [
      Key(
        "useCase", .word(["optimisation", "training", "reinforcement"]),
        .standard("\"optimisation\""), about: "Which of the brief's use cases is conducted."),
      Key(
        "rounds", .integer(0...1_000_000), .standard("3"),
        about: "Rounds, epochs or episodes of a run."),
      Key(
        "runs", .integer(0...1_000_000), .standard("1"),
        about: "How often all of it is done, one run after the other."),
      Key(
        "runPause", .anyDuration, .standard("\"0s\""),
        about: "Time from the end of a run to the next one's begin."),
      Key(
        "awaitBarrier", .boolean, .standard("false"),
        about: "As written: whether the conductor waits at the barrier all the same."),
      Key(
        "collectAfter", .anyDuration, .standard("\"0s\""),
        about: "As written: time from a round's beginning until results are collected."),
      Key(
        "aggregate", .word(["mean of gradients", "federated averaging"]),
        about: "Training: how updates make the next model; by default as its mode would.",
        example: "\"federated averaging\""),
    ]
  }

  private static var workKeys: [Key] {
    [
      Key(
        "tasks", .integer(0...1000),
        about: "Tasks of a round; without it one for each agent but the coordinator.", example: "4"),
      Key("work", .delay, .standard("\"1s\""), about: "Time that one task takes."),
      Key(
        "shards", .list(of: .object(shardKeys), count: 1...1000),
        .standard("[{ samples: 100, fit: 0 }]"),
        about: "Training: what each task trains on, used in turn."),
    ]
  }

  private static var shardKeys: [Key] {
    [
      Key(
        "samples", .integer(1...1_000_000), .required, about: "Number of samples.", example: "100"),
      Key(
        "fit", .integer(-1000...1000), .required,
        about: "The weight of the model that fits these samples best.", example: "10"),
    ]
  }

  private static var clientKeys: [Key] {
    [
      Key(
        "handOver", .delay, .standard("\"1ms\""),
        about: "Time that tasks, models and results take from client to client."),
      Key(
        "handOverLoss", .chance, .standard("0"),
        about: "The chance that one of them is lost; no fault touches them."),
      Key("start", .anyDuration, .standard("\"0s\""), about: "When the first run begins."),
      Key(
        "patience", .positiveDuration, .standard("\"5s\""),
        about: "Safe: time without an answer after which a client asks its agent again."),
      Key(
        "pause", .anyDuration, .standard("\"100ms\""),
        about: "Safe: time after which a client that was refused comes again."),
      Key(
        "resend", .positiveDuration, .standard("\"200ms\""),
        about: "Safe: time after which what was not confirmed is handed over again."),
    ]
  }
}

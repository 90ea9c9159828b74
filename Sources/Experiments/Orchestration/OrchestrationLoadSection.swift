import Protocols
import Scenarios
import Simulator

/// The section `load` of an orchestration.
struct OrchestrationLoadSection: Configurable {
  private var useCase = OrchestrationLoad.UseCase.optimisation
  private var rounds: Int32 = 3
  private var runs: Int32 = 1
  private var runPause: Nanoseconds = 0
  private var awaitBarrier = false
  private var collectAfter: Nanoseconds = 0
  private var aggregate: Aggregation?
  private var tasks: Int32?
  private var work = Delay.constant(.second)
  private var shards = [ShardSection()]
  private var handOver = Delay.constant(.millisecond)
  private var handOverLoss = Ratio.never
  private var start: Nanoseconds = 0
  private var patience = 5 * Nanoseconds.second
  private var pause = 100 * Nanoseconds.millisecond
  private var resend = 200 * Nanoseconds.millisecond

  private enum Aggregation: String, Word {
    case mean = "mean of gradients"
    case federated = "federated averaging"
  }

  /// What one task trains on.
  private struct ShardSection: Configurable {
    var samples: Int64 = 100
    var fit: Int64 = 0

    mutating func declare(_ section: inout Section) {
      section.requiredInteger(
        "samples", &samples, 1...1_000_000, about: "Number of samples.", example: "100")
      section.requiredInteger(
        "fit", &fit, -1000...1000,
        about: "The weight of the model that fits these samples best.", example: "10")
    }
  }

  mutating func declare(_ section: inout Section) {
    declareUseCase(&section)
    section.integer(
      "tasks", &tasks, 0...1000,
      about: "Tasks of a round; without it one for each agent but the coordinator.", example: "4")
    section.delay("work", &work, about: "Time that one task takes.")
    section.list(
      "shards", &shards, atLeast: 1, upTo: 1000, standard: "[{ samples: 100, fit: 0 }]",
      about: "Training: what each task trains on, used in turn.")
    section.delay(
      "handOver", &handOver,
      about: "Time that tasks, models and results take from client to client.")
    section.chance(
      "handOverLoss", &handOverLoss,
      about: "The chance that one of them is lost; no fault touches them.")
    section.duration(
      "start", &start, 0...Shape.longestDuration, about: "When the first run starts.")
    declarePatience(&section)
  }

  private mutating func declareUseCase(_ section: inout Section) {
    section.word(
      "useCase", &useCase, about: "Which of the brief's use cases is conducted.")
    section.integer(
      "rounds", &rounds, 0...1_000_000, about: "Rounds, epochs or episodes of a run.")
    section.integer(
      "runs", &runs, 0...1_000_000,
      about: "How often all of it is done, one run after the other.")
    section.duration(
      "runPause", &runPause, 0...Shape.longestDuration,
      about: "Time from the end of a run to the start of the next.")
    section.flag(
      "awaitBarrier", &awaitBarrier,
      about: "As written: whether the conductor waits at the barrier all the same.")
    section.duration(
      "collectAfter", &collectAfter, 0...Shape.longestDuration,
      about: "As written: time from a round's start until results are collected.")
    section.word(
      "aggregate", &aggregate,
      about: "Training: how updates make the next model; by default as its mode would.",
      example: "\"federated averaging\"")
  }

  private mutating func declarePatience(_ section: inout Section) {
    section.duration(
      "patience", &patience,
      about: "Safe: time without an answer after which a client asks its agent again.")
    section.duration(
      "pause", &pause, 0...Shape.longestDuration,
      about: "Safe: time after which a client that was refused comes again.")
    section.duration(
      "resend", &resend,
      about: "Safe: time after which what was not confirmed is handed over again.")
  }

  /// The clients of an orchestration with these settings.
  func load(_ bound: Bound, _ section: OrchestrationSection) -> OrchestrationLoad.Settings {
    let barrier = section.barrier
    return OrchestrationLoad.Settings(
      agents: bound.conditions.agents.count, coordinator: barrier.coordinator,
      mode: section.mode, useCase: useCase, rounds: rounds, runs: bound.hasLoad ? runs : 0,
      runPause: runPause, tasks: tasks, work: work, handOver: handOver,
      handOverLoss: handOverLoss, awaitsBarrier: awaitBarrier, collectAfter: collectAfter,
      averagesBySamples: aggregate.map { $0 == .federated },
      tellsRunsApart: section.mode == .safe || barrier.mode == .asWritten, start: start,
      deadline: barrier.deadline, patience: patience, pause: Swift.max(1, pause),
      resend: resend,
      shards: shards.map { FederatedModel.Shard(samples: $0.samples, fit: $0.fit * 1_000_000) })
  }
}

import Simulator

/// How the brief's text deals out tasks, names rounds and counts the members of barriers.
struct BriefPlan: Sendable {
  private let useCase: OrchestrationLoad.UseCase
  private let rounds: Int32
  private let tasks: Int32
  private let workers: Int32
  private let awaitsBarrier: Bool

  init(_ settings: OrchestrationLoad.Settings) {
    useCase = settings.useCase
    rounds = settings.rounds
    tasks = settings.tasks
    workers = settings.workerCount
    awaitsBarrier = settings.awaitsBarrier
  }

  /// `Enum.zip(agents, tasks)` stops at the end of the shorter list.
  var droppedTasks: Int32 { Swift.max(0, tasks - workers) }

  func tasks(ofWorker worker: Int32) -> [Int32] { worker < tasks ? [worker] : [] }

  /// The reinforcement of use case 3 knows no barrier.
  var hasBarrier: Bool { useCase != .reinforcement }

  /// As many as there are tasks, and the conductor if it waits.
  var members: Barrier.Members { .count(tasks + (awaitsBarrier ? 1 : 0)) }

  /// Use case 2 starts an epoch before it creates its barrier; without a barrier there is nothing else.
  var tellsFirst: Bool { useCase == .training || !hasBarrier }

  /// `for round <- 1..max`; in Elixir 1..0 is a range as well, and descends.
  func roundNumber(_ index: Int32) -> Int32? {
    if rounds == 0 { return index < 2 ? 1 - index : nil }
    return index < rounds ? index + 1 : nil
  }
}

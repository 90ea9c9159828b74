import Protocols
import Simulator
import Testing

/// Each defect of the brief's use cases happens as written, and the safe mode survives the same run.
struct OrchestrationTests {
  typealias Settings = OrchestrationLoad.Settings

  /// A conductor and three workers whose tasks take one to two seconds.
  private func three(
    mode: Barrier.Mode, _ useCase: OrchestrationLoad.UseCase = .optimisation
  ) -> Settings {
    var settings = Settings(
      agents: 4, mode: mode, useCase: useCase,
      work: .uniform(low: .second, high: 2 * .second))
    settings.tellsRunsApart = mode == .safe
    return settings
  }

  private func missing(_ tally: OrchestrationTally) -> [Int32] {
    tally.collections.map { $0.missing }
  }

  @Test func `S42: results are collected before anybody has worked`() {
    let written = orchestrate(three(mode: .asWritten))
    #expect(missing(written) == [3, 3, 3])
    #expect(written.lateResults == 9)
    let safe = orchestrate(three(mode: .safe))
    #expect(missing(safe) == [0, 0, 0])
    #expect(safe.lateResults == 0 && safe.blocked == 0 && safe.error != nil)
  }

  @Test func `S43: no rounds are the rounds 1 and 0`() {
    var settings = three(mode: .asWritten)
    settings.rounds = 0
    let written = orchestrate(settings)
    #expect(written.roundNumbers == [1, 0])
    #expect(written.openings == 2)
    settings.mode = .safe
    let safe = orchestrate(settings)
    #expect(safe.roundNumbers == [] && safe.openings == 0 && safe.error != nil)
  }

  @Test func `S43: the second run takes the barrier of the first from those who wait`() {
    var settings = three(mode: .asWritten)
    settings.agents = 8
    settings.tasks = 7
    settings.rounds = 1
    settings.runs = 2
    settings.runPause = 1500 * .millisecond
    settings.tellsRunsApart = true
    let written = orchestrate(settings, writtenBarriers: true)
    #expect(written.overwritings == 1)
    #expect(written.blocked > 0)
    #expect(written.collections.map { $0.foreign }.contains { $0 > 0 })
    settings.mode = .safe
    settings.awaitsBarrier = true
    let safe = orchestrate(settings)
    #expect(missing(safe) == [0, 0] && safe.blocked == 0)
    #expect(safe.collections.map { $0.foreign } == [0, 0])
  }

  @Test func `S44: a barrier for all tasks blocks the few agents that have one`() {
    var settings = three(mode: .asWritten)
    settings.rounds = 1
    settings.tasks = 5
    let written = orchestrate(settings, writtenBarriers: true)
    #expect(written.droppedTasks == [2])
    #expect(written.blocked == 3)
    settings.tasks = 3
    // It is the count that blocks: with a task for each agent nobody is.
    #expect(orchestrate(settings, writtenBarriers: true).blocked == 0)
    settings = three(mode: .safe)
    settings.tasks = 5
    let safe = orchestrate(settings)
    #expect(safe.droppedTasks == [0] && missing(safe) == [0, 0, 0] && safe.blocked == 0)
    #expect(safe.collections.map { $0.taken } == [5, 5, 5])
  }

  /// Shards of 100, 100 and 800 samples, best fitted by 0, 0 and 10; all by 8.
  private func training(mode: Barrier.Mode, rounds: Int32) -> Settings {
    var settings = three(mode: mode, .training)
    settings.rounds = rounds
    settings.awaitsBarrier = true
    settings.handOver = .constant(0)
    settings.shards = [
      FederatedModel.Shard(samples: 100, fit: 0), FederatedModel.Shard(samples: 100, fit: 0),
      FederatedModel.Shard(samples: 800, fit: 10_000_000),
    ]
    return settings
  }

  @Test func `S46: the plain mean of gradients goes elsewhere than federated averaging`() {
    let written = orchestrate(training(mode: .asWritten, rounds: 2))
    #expect(written.collections.map { $0.weight } == [1_666_666, 2_499_999])
    #expect(written.error == 5_500_001)
    let safe = orchestrate(training(mode: .safe, rounds: 2))
    #expect(safe.collections.map { $0.weight } == [4_000_000, 6_000_000])
    #expect(safe.error == 2_000_000)
  }

  @Test func `S46: gradients of a model that was replaced are averaged all the same`() {
    var settings = training(mode: .asWritten, rounds: 10)
    settings.handOver = .uniform(low: 0, high: 10 * .millisecond)
    let written = orchestrate(settings)
    #expect(written.collections.contains { $0.stale > 0 })
    settings.averagesBySamples = true
    let checked = orchestrate(settings)
    #expect(checked.collections.contains { $0.refused > 0 })
    #expect(checked.collections.allSatisfy { $0.stale == 0 })
    settings.mode = .safe
    let safe = orchestrate(settings)
    #expect(safe.collections.allSatisfy { $0.stale == 0 && $0.refused == 0 && $0.missing == 0 })
  }

  @Test func `S47: without a barrier a part of the experiences is missed`() {
    var settings = three(mode: .asWritten, .reinforcement)
    settings.collectAfter = 1500 * .millisecond
    let written = orchestrate(settings)
    #expect(written.openings == 0)
    #expect(missing(written).contains { $0 > 0 })
    let safe = orchestrate(three(mode: .safe, .reinforcement))
    #expect(missing(safe) == [0, 0, 0] && safe.openings == 3)
  }

  @Test func `nothing is lost for good between safe clients, and nothing counts twice`() {
    var settings = training(mode: .safe, rounds: 5)
    settings.tasks = 7
    settings.handOver = .uniform(low: 0, high: 300 * .millisecond)
    settings.handOverLoss = Ratio(3, outOf: 10)
    for seed in 1...20 as ClosedRange<UInt64> {
      let tally = orchestrate(settings, seed: seed)
      #expect(tally.collections.map { $0.taken } == [7, 7, 7, 7, 7])
      #expect(missing(tally) == [0, 0, 0, 0, 0] && tally.lateResults == 0)
    }
  }

  @Test func `a worker that is gone costs its deadline, and the others go on`() {
    var settings = three(mode: .safe)
    settings.deadline = 5 * .second
    let tally = orchestrate(settings, faults: [crash(2, at: 0, for: nil)])
    #expect(tally.collections.count == 3)
    #expect(tally.blocked == 1)
  }
}

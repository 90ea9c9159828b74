import Protocols
import Simulator
import Testing

/// Jobs as pure functions: beside what one machine computes without rounds and tasks, and with tasks missing.
struct TeamJobTests {
  @Test(arguments: [TrainingPlan.Method.weights, .gradients, .outer])
  func `training by tasks is training on one machine, to the bit`(
    method: TrainingPlan.Method
  ) {
    guard case .training(let job) = TeamSamples.training(method) else { return }
    let twin = Learning.twinTraining(
      job.plan, from: LinearModel(for: job.shards[0]), shards: job.shards,
      rounds: Int(job.rounds))
    let last = TeamJob.training(job).course[Int(job.rounds)]
    #expect(job.model(of: last) == twin.model)
    #expect(last.round == job.rounds)
    // Velocity is part of what the next round goes on from.
    let isOuter = method == .outer
    #expect(last.values.count == twin.model.weights.count * (isOuter ? 2 : 1))
  }

  @Test func `a round without some of the tasks averages the others by samples`() {
    guard case .training(let job) = TeamSamples.training() else { return }
    let whole = TeamJob.training(job)
    let reporters = [[0, 2], [1], [0, 1, 2], []]
    var snapshot = whole.initial
    for workers in reporters {
      snapshot = whole.next(
        after: snapshot,
        workers.map {
          TeamJob.Result(task: Int32($0), values: whole.result(of: Int32($0), from: snapshot))
        })
    }
    let twin = Learning.twinTraining(
      job.plan, from: LinearModel(for: job.shards[0]), shards: job.shards, reporters: reporters)
    #expect(job.model(of: snapshot) == twin.model)
    #expect(snapshot.round == 4)
  }

  @Test(arguments: [2, 3, 9, 16])
  func `halving by rounds is halving on one machine`(count: Int) {
    guard case .search(let job) = TeamSamples.search(.halving, count: count) else { return }
    let twin = Learning.twinSearch(
      TrialSearch(job.trials, epochs: job.epochs, isHalving: true), job.objective)
    let course = TeamJob.search(job).course
    let best = job.incumbent(of: course[course.count - 1])
    #expect(best?.trial == twin.best?.trial && best?.loss == twin.best?.loss)
    #expect(course.last?.values.count == 2, "no trial is left")
    #expect(course.dropLast().allSatisfy { $0.values.count > 2 })
  }

  @Test(arguments: [SearchJob.Strategy.grid, .random])
  func `each trial runs in one round, and the best of all is the incumbent`(
    strategy: SearchJob.Strategy
  ) {
    guard case .search(let job) = TeamSamples.search(strategy) else { return }
    let course = TeamJob.search(job).course
    #expect(course.flatMap { $0.values.dropFirst(2) }.sorted() == job.trials.map { Int64($0.id) })
    #expect(job.incumbent(of: course[0]) == nil)
    #expect(job.incumbent(of: course[course.count - 1])?.loss == job.twinLoss)
  }

  @Test func `shared experiences make one table, as on one machine`() {
    guard case .reinforcement(let job) = TeamSamples.reinforcement(isShared: true) else { return }
    let last = TeamJob.reinforcement(job).course[Int(job.rounds)]
    let twin = Learning.twinExploration(
      job.plan, agents: Int(job.learners), episodes: Int(job.rounds))
    #expect(job.tables(of: last) == [twin])
  }

  @Test func `experiences that are not shared make a table for each learner`() {
    guard case .reinforcement(let job) = TeamSamples.reinforcement(isShared: false) else { return }
    let last = TeamJob.reinforcement(job).course[Int(job.rounds)]
    let twins = (0..<Int(job.learners)).map {
      Learning.soloExploration(job.plan, agent: $0, episodes: Int(job.rounds))
    }
    #expect(job.tables(of: last) == twins)
  }

  @Test func `the chance to explore is decided with the round`() {
    guard case .reinforcement(let job) = TeamSamples.reinforcement(isShared: true, episodes: 2)
    else { return }
    let course = TeamJob.reinforcement(job).course
    let chances = course.map { UInt64(bitPattern: $0.values[0]) }
    #expect(chances.first == Ratio.always.threshold && chances.last == Ratio.never.threshold)
    #expect(chances == chances.sorted(by: >))
  }

  @Test func `a headline names the best trial and its loss`() {
    let job = TeamSamples.search(.random)
    let last = job.course[3]
    guard case .search(let search) = job, let best = search.incumbent(of: last) else { return }
    let headline = job.headline(of: last)
    #expect(headline >> 24 == Int64(best.trial))
    #expect(headline & (1 << 24 - 1) == best.loss.millionths)
    #expect(job.headline(of: job.initial) == 1 << 24 - 1)
  }

  @Test func `a digest tells rounds and values apart`() {
    let one = Snapshot(round: 1, values: [1, 2])
    #expect(one == Snapshot(round: 1, values: [1, 2]))
    #expect(one.digest != Snapshot(round: 2, values: [1, 2]).digest)
    #expect(one.digest != Snapshot(round: 1, values: [2, 1]).digest)
  }
}

import Protocols
import Simulator
import Testing

/// Training in rounds: the relations that McMahan et al. 2017 report, in the loop of one machine.
struct TrainingTests {
  private let blobs = DataSet.Blobs(samples: 400, validationSamples: 200, features: 4, classes: 3)

  private func updates(_ training: Training, _ shards: [DataSet]) -> [ModelUpdate] {
    shards.indices.map { worker in
      training.plan.update(
        of: training.model, on: shards[worker], worker: worker, round: training.round)
    }
  }

  /// Rounds to an accuracy of 82 % of the default samples, by epochs of a round.
  private func rounds(_ skew: DataSet.Skew, seed: UInt64) -> [Int] {
    let blobs = DataSet.Blobs(seed: seed)
    let data = blobs.training
    let shards = data.shards(20, skew: skew, seed: seed)
    return [1, 5, 20].map { epochs in
      Learning.rounds(
        to: Fixed(82, outOf: 100), on: blobs.validation, TrainingPlan(epochs: epochs, seed: seed),
        from: LinearModel(for: data), shards: shards, limit: 200) ?? 200
    }
  }

  @Test(arguments: Effort.isFull ? [1, 2, 3, 4, 5, 6] : [1] as [UInt64])
  func `more local epochs need fewer rounds, and few classes a worker more`(seed: UInt64) {
    let (alike, skewed) = (rounds(.alike, seed: seed), rounds(.labels, seed: seed))
    if seed == 1 {
      #expect(alike == [27, 5, 2])
      #expect(skewed == [38, 18, 15])
    }
    #expect(alike[0] > alike[1] && alike[1] > alike[2], "\(alike)")
    #expect(skewed[0] > skewed[1], "\(skewed)")
    for (less, more) in zip(alike, skewed) { #expect(less < more, "\(alike), \(skewed)") }
  }

  @Test func `gradients need many more rounds than weights`() {
    let blobs = DataSet.Blobs(samples: 1_000)
    let data = blobs.training
    let shards = data.shards(5, skew: .alike)
    func rounds(_ method: TrainingPlan.Method) -> Int {
      let plan = TrainingPlan(
        method: method, participants: 0, epochs: 5, rate: Fixed(1, outOf: 10))
      return Learning.rounds(
        to: Fixed(82, outOf: 100), on: blobs.validation, plan, from: LinearModel(for: data),
        shards: shards, limit: 200) ?? 200
    }
    #expect(rounds(.weights) == 1)
    #expect(rounds(.gradients) > 20)
  }

  @Test func `gradients of all workers make the steps of one machine with all samples`() {
    let data = blobs.training
    let plan = TrainingPlan(
      method: .gradients, participants: 0, rate: Fixed(1, outOf: 2), penalty: Fixed(1, outOf: 100))
    let apart = Learning.twinTraining(
      plan, from: LinearModel(for: data), shards: data.shards(7, skew: .labels), rounds: 20)
    var whole = LinearModel(for: data)
    whole.train(epochs: 20, batch: 0, rate: plan.rate, penalty: plan.penalty, on: data, seed: 1)
    for (one, other) in zip(apart.model.weights, whole.weights) {
      #expect((one - other).magnitude < Fixed(1, outOf: 100_000))
    }
  }

  @Test func `one worker with all samples trains as one machine`() {
    let data = blobs.training
    let plan = TrainingPlan(epochs: 3)
    let apart = Learning.twinTraining(
      plan, from: LinearModel(for: data), shards: [data], rounds: 2)
    var whole = LinearModel(for: data)
    for round in 0..<2 {
      whole.train(
        epochs: 3, batch: plan.batch, rate: plan.rate, on: data,
        seed: Learning.seed(plan.seed, worker: 0, round: round))
    }
    #expect(apart.model == whole)
    #expect(apart.round == 2)
  }

  @Test(arguments: TrainingPlan.Method.allCases)
  func `a round does not depend on the order of its updates`(method: TrainingPlan.Method) {
    let data = blobs.training
    let shards = data.shards(6, skew: .sizes)
    let start = Training(TrainingPlan(method: method), model: LinearModel(for: data))
    var (forth, back) = (start, start)
    for _ in 0..<3 {
      forth.advance(updates(forth, shards))
      back.advance(updates(back, shards).reversed())
      #expect(forth == back)
    }
    let all = [[Int]](repeating: Array(0..<6), count: 3)
    #expect(
      Learning.twinTraining(start.plan, from: start.model, shards: shards, reporters: all) == forth)
  }

  @Test func `an update of another round or model is not accepted`() {
    let data = blobs.training
    let shards = data.shards(2, skew: .alike)
    var training = Training(TrainingPlan(), model: LinearModel(for: data))
    let old = updates(training, shards)
    #expect(old.allSatisfy { training.accepts($0) })
    training.advance(old)
    #expect(old.allSatisfy { !training.accepts($0) })
    let stale = ModelUpdate(
      worker: 0, round: 1, base: old[0].base, samples: 200, values: old[0].values)
    #expect(!training.accepts(stale))
    let short = ModelUpdate(worker: 0, round: 1, base: training.base, samples: 200, values: [])
    #expect(!training.accepts(short))
    #expect(updates(training, shards).allSatisfy { training.accepts($0) })
  }

  @Test func `a round without reports leaves the model as it is`() {
    let data = blobs.training
    var training = Training(TrainingPlan(method: .outer), model: LinearModel(for: data))
    let base = training.base
    training.advance([])
    #expect(training.round == 1)
    #expect(training.base == base)
    #expect(training.model == LinearModel(for: data))
  }

  @Test func `the workers of a round are drawn anew for each`() {
    let plan = TrainingPlan(participants: 3)
    var counts = [Int](repeating: 0, count: 10)
    for round in 0..<1_000 {
      let workers = plan.participants(in: round, of: 10)
      #expect(workers.count == 3 && Set(workers).count == 3 && workers == workers.sorted())
      for worker in workers { counts[worker] += 1 }
    }
    for count in counts { #expect((220...380).contains(count)) }
    #expect(TrainingPlan(participants: 0).participants(in: 4, of: 3) == [0, 1, 2])
    #expect(plan.participants(in: 4, of: 2) == [0, 1])
  }

  @Test func `the outer step by hand`() {
    var model = LinearModel(features: 1, classes: 2)
    var mean = model
    mean.weights = [Fixed(-4), .zero]
    let half = Fixed(1, outOf: 2)
    var optimiser = OuterOptimiser(rate: half, momentum: half)
    // The difference is 4, the velocity 4: the step is (4 + 2) / 2.
    optimiser.step(&model, toward: mean)
    #expect(model.weights == [Fixed(-3), .zero])
    #expect(optimiser.velocity == [Fixed(4), .zero])
    // The difference is 1, the velocity 2 + 1: the step is (1 + 3/2) / 2.
    optimiser.step(&model, toward: mean)
    #expect(model.weights == [Fixed(-17, outOf: 4), .zero])
    #expect(optimiser.velocity == [Fixed(3), .zero])
  }

  @Test func `without momentum and with a rate of one the outer step is the average`() {
    let data = blobs.training
    let shards = data.shards(4, skew: .labels)
    func train(_ method: TrainingPlan.Method) -> LinearModel {
      let plan = TrainingPlan(method: method, outerRate: .one, momentum: .zero)
      return Learning.twinTraining(
        plan, from: LinearModel(for: data), shards: shards, rounds: 5
      ).model
    }
    #expect(train(.outer) == train(.weights))
  }

  @Test func `momentum takes fewer rounds`() {
    let data = blobs.training
    let shards = data.shards(4, skew: .alike)
    func loss(_ method: TrainingPlan.Method) -> Fixed {
      Learning.twinTraining(
        TrainingPlan(method: method, epochs: 1), from: LinearModel(for: data), shards: shards,
        rounds: 10
      ).model.loss(on: blobs.validation)
    }
    #expect(loss(.outer) < loss(.weights))
  }

  @Test func `what a training gives stays`() {
    let data = blobs.training
    let shards = data.shards(4, skew: .labels)
    let digests = TrainingPlan.Method.allCases.map { method in
      let training = Learning.twinTraining(
        TrainingPlan(method: method), from: LinearModel(for: data), shards: shards, rounds: 5)
      return Digest.text(of: training.base)
    }
    #expect(digests == ["7d3bc0643d5cfd91", "665266d1257dce3b", "f86f4cf0824deae1"])
  }
}

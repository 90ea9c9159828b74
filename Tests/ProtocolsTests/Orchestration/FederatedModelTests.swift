import Protocols
import Testing

/// What is made of many updates, to the last millionth.
struct FederatedModelTests {
  @Test func `an average weighs by samples and rounds toward zero`() {
    var model = FederatedModel()
    model.average([(samples: 1, weight: 10), (samples: 2, weight: 0)])
    #expect(model.weight == 3 && model.version == 1)
    model.average([(samples: 1, weight: -10), (samples: 2, weight: 0)])
    #expect(model.weight == -3 && model.version == 2)
  }

  @Test func `the plain mean of gradients is added to whatever the model is`() {
    var model = FederatedModel()
    model.add(meanOf: [10, 0, 0])
    model.add(meanOf: [-5, 1])
    #expect(model.weight == 1 && model.version == 2)
  }

  @Test func `nothing changes if nobody reported`() {
    var model = FederatedModel()
    model.average([])
    model.add(meanOf: [])
    #expect(model == FederatedModel())
  }

  @Test func `averaging all shards again and again comes to the optimum`() {
    let shards = [
      FederatedModel.Shard(samples: 3, fit: -7_000_000),
      FederatedModel.Shard(samples: 1_000_000, fit: 1_000_000_000),
    ]
    var model = FederatedModel()
    for _ in 1...60 { model.average(shards.map { ($0.samples, model.trained(on: $0)) }) }
    #expect((model.weight - FederatedModel.optimum(shards)).magnitude <= 3)
  }
}

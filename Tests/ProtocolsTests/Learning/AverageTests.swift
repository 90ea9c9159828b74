import Protocols
import Simulator
import Testing

/// Means of models, weighted by samples (McMahan et al. 2017, algorithm 1).
struct AverageTests {
  private func model(_ weights: [Fixed]) -> LinearModel {
    var model = LinearModel(features: weights.count - 1, classes: 2)
    model.weights = weights
    return model
  }

  @Test func `a model counts as often as it has samples`() {
    let (one, other) = (model([Fixed(1), Fixed(0)]), model([Fixed(5), Fixed(-8)]))
    let mean = LinearModel.average([(model: one, samples: 3), (model: other, samples: 1)])
    #expect(mean?.weights == [Fixed(2), Fixed(-2)])
    let thirds = LinearModel.average([(model: one, samples: 2), (model: other, samples: 1)])
    #expect(thirds?.weights == [Fixed(7, outOf: 3), Fixed(-8, outOf: 3)])
    let alone = LinearModel.average([(model: one, samples: 0), (model: other, samples: 9)])
    #expect(alone == other)
  }

  @Test func `without samples there is no mean`() {
    let one = model([Fixed(1), Fixed(0)])
    #expect(LinearModel.average([(model: LinearModel, samples: Int)]()) == nil)
    #expect(LinearModel.average([(model: one, samples: 0)]) == nil)
    #expect(LinearModel.average([(values: [Fixed.one], samples: 0)]) == nil)
  }

  @Test func `the mean does not depend on the order of the models`() {
    var stream = RandomStream(seed: 1, .test)
    var parts: [(model: LinearModel, samples: Int)] = (0..<30).map { _ in
      let weights = (0..<8).map { _ in Fixed(bits: Int64(bitPattern: stream.next())) }
      return (model: model(weights), samples: Int(stream.below(1 << 30)))
    }
    let mean = LinearModel.average(parts)
    for _ in 0..<20 {
      stream.shuffle(&parts)
      #expect(LinearModel.average(parts) == mean)
    }
  }

  @Test func `gradients of shards have the gradient of all samples as their mean`() {
    let blobs = DataSet.Blobs(samples: 330, features: 3, classes: 3)
    let data = blobs.training
    var model = LinearModel(for: data)
    model.train(epochs: 1, batch: 10, rate: Fixed(1, outOf: 10), on: data, seed: 1)
    let whole = model.gradient(on: data)
    for skew in DataSet.Skew.allCases {
      let parts = data.shards(7, skew: skew).map {
        (values: model.gradient(on: $0), samples: $0.samples)
      }
      let mean = LinearModel.average(parts) ?? []
      #expect(mean.count == whole.count)
      for (one, other) in zip(mean, whole) { #expect((one - other).magnitude <= Fixed(bits: 3)) }
    }
  }
}

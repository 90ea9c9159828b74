import Foundation
import Protocols
import Simulator
import Testing

/// Softmax regression: by hand, against floating point, and on samples that are drawn.
struct LinearModelTests {
  private let half = Fixed(1, outOf: 2)

  /// Two samples of two features, one of each class.
  private let pair = DataSet(
    features: 2, classes: 2, values: [Fixed(1), Fixed(2), Fixed(3), Fixed(-1)], labels: [0, 1])

  private var blobs: DataSet.Blobs {
    DataSet.Blobs(samples: 300, validationSamples: 300, features: 4, classes: 3)
  }

  /// A model of three classes whose weights are no round numbers.
  private func model(for data: DataSet, seed: UInt64 = 5) -> LinearModel {
    var model = LinearModel(for: data)
    var stream = RandomStream(seed: seed, .test)
    for index in model.weights.indices {
      model.weights[index] = Fixed(bits: stream.within(-(1 << 24)...1 << 24))
    }
    return model
  }

  @Test func `a model without training takes the classes for equally likely`() {
    let model = LinearModel(for: pair)
    #expect(model.weights == [.zero, .zero, .zero])
    #expect(model.probabilities(of: 0, in: pair) == [half, half])
    #expect(model.loss(on: pair).bits == 11_629_080)  // ln(2)
    #expect(model.correct(on: pair) == 1)
    #expect(model.accuracy(on: pair) == half)
    let ten = LinearModel(features: 2, classes: 10)
    #expect(ten.weights.count == 27)
    #expect(
      ten.loss(on: DataSet(features: 2, classes: 10, values: [.one, .one], labels: [7])).bits
        == 38_630_967)  // ln(10)
  }

  @Test func `a gradient and a step by hand`() {
    var model = LinearModel(for: pair)
    // (1/2 (1, 2, 1) - 1/2 (3, -1, 1)) / 2
    let gradient = [-half, Fixed(3, outOf: 4), .zero]
    #expect(model.gradient(on: pair) == gradient)
    var other = model
    other.descend(gradient, rate: Fixed(2))
    #expect(other.weights == [.one, Fixed(-3, outOf: 2), .zero])
    model.train(epochs: 1, batch: 0, rate: Fixed(2), on: pair, seed: 1)
    #expect(model == other)
    // The logits are -2 and 9/2: 1 / (1 + e^-2) and 1 / (1 + e^-4.5) for the right class.
    #expect(abs(model.probabilities(of: 0, in: pair)[0].real - 1 / (1 + exp(-2))) < 0x1p-22)
    #expect(abs(model.probabilities(of: 1, in: pair)[1].real - 1 / (1 + exp(-4.5))) < 0x1p-22)
    #expect(model.correct(on: pair) == 2)
  }

  @Test func `the penalty pulls at weights and leaves biases alone`() {
    var model = LinearModel(for: pair)
    model.weights = [Fixed(2), Fixed(-4), Fixed(8)]
    let bare = model.gradient(on: pair)
    let pulled = model.gradient(on: pair, penalty: half)
    #expect(zip(pulled, bare).map { $0 - $1 } == [.one, Fixed(-2), .zero])
    #expect(model.loss(on: pair, penalty: half) - model.loss(on: pair) == Fixed(5))
  }

  @Test func `the gradient is the slope of the loss`() {
    let data = blobs.training
    let model = model(for: data)
    let penalty = Fixed(1, outOf: 16)
    let gradient = model.gradient(on: data, penalty: penalty)
    for index in model.weights.indices {
      var (less, more) = (model, model)
      less.weights[index] -= Fixed(1, outOf: 64)
      more.weights[index] += Fixed(1, outOf: 64)
      let rise = more.loss(on: data, penalty: penalty) - less.loss(on: data, penalty: penalty)
      #expect(abs(rise.real * 32 - gradient[index].real) < 5e-4, "weight \(index)")
    }
  }

  @Test func `loss and probabilities are those of floating point`() {
    let data = blobs.training
    let model = model(for: data)
    var loss = 0.0
    for sample in 0..<data.samples {
      let features = data[sample].map { $0.real } + [1]
      let logits =
        [0]
        + (0..<2).map { row in
          zip(model.weights[row * 5..<row * 5 + 5], features).reduce(0) { $0 + $1.0.real * $1.1 }
        }
      let total = logits.reduce(0) { $0 + exp($1) }
      let found = model.probabilities(of: sample, in: data)
      #expect(found.reduce(.zero, +) == .one)
      for (value, logit) in zip(found, logits) {
        #expect(abs(value.real - exp(logit) / total) < 0x1p-22)
      }
      loss += log(total) - logits[Int(data.labels[sample])]
    }
    #expect(abs(model.loss(on: data).real - loss / 300) < 0x1p-21)
  }

  @Test func `training separates what can be separated`() {
    for (classes, least) in [(2, 920), (3, 880), (10, 890)] {
      let blobs = DataSet.Blobs(samples: 1_000, classes: classes)
      let data = blobs.training
      var model = LinearModel(for: data)
      let before = model.loss(on: data)
      model.train(epochs: 10, batch: 10, rate: Fixed(1, outOf: 20), on: data, seed: 1)
      #expect(model.loss(on: data) < before)
      let correct = model.correct(on: blobs.validation)
      #expect(correct >= least && correct < 1_000, "\(correct) of \(classes) classes")
    }
  }

  @Test func `an epoch takes each sample once in an order of its own`() {
    let data = blobs.training
    var (whole, parts, other) = (model(for: data), model(for: data), model(for: data))
    let rate = Fixed(1, outOf: 10)
    whole.train(epochs: 5, batch: 7, rate: rate, on: data, seed: 3)
    parts.train(epochs: 2, batch: 7, rate: rate, on: data, seed: 3)
    parts.train(epochs: 3, batch: 7, rate: rate, on: data, seed: 3, from: 2)
    other.train(epochs: 5, batch: 7, rate: rate, on: data, seed: 4)
    #expect(whole == parts)
    #expect(whole != other)
    // With all samples in one step their order does not matter.
    var (first, second) = (model(for: data), model(for: data))
    first.train(epochs: 3, batch: 0, rate: rate, on: data, seed: 3)
    second.train(epochs: 3, batch: 1_000, rate: rate, on: data, seed: 4)
    #expect(first == second)
  }

  @Test func `a rate that is far too large ends in numbers all the same`() {
    let data = blobs.training
    var model = LinearModel(for: data)
    model.train(
      epochs: 3, batch: 5, rate: Fixed(1 << 30), penalty: Fixed(1 << 30), on: data, seed: 1)
    #expect(model.loss(on: data) > Fixed(1_000))
    _ = model.loss(on: data, penalty: .greatest)
    _ = model.gradient(on: data, penalty: .greatest)
  }

  @Test func `nothing is learnt from nothing`() {
    let none = DataSet(features: 2, classes: 2, values: [], labels: [])
    var model = LinearModel(for: none)
    model.train(epochs: 3, batch: 5, rate: .one, on: none, seed: 1)
    #expect(model == LinearModel(for: none))
    #expect(model.loss(on: none) == .zero)
    #expect(model.accuracy(on: none) == .zero)
    #expect(model.gradient(on: none) == [.zero, .zero, .zero])
  }

  @Test func `the digest tells models apart and stays`() {
    let data = blobs.training
    var model = model(for: data)
    #expect(Digest.text(of: model.digest) == "8bf7bea41f5d19f4")
    model.train(epochs: 3, batch: 10, rate: Fixed(1, outOf: 10), on: data, seed: 1)
    #expect(Digest.text(of: model.digest) == "565d191ce00c0a82")
    #expect(
      LinearModel(features: 1, classes: 3).digest != LinearModel(features: 3, classes: 2).digest)
  }
}

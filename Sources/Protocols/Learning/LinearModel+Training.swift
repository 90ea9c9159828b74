import Simulator

extension LinearModel {
  /// Mini-batch gradient descent: in each epoch every sample once, in an order drawn from the seed.
  ///
  /// Training for some epochs and then for more, from the epoch that was reached, is the same as
  /// training for all of them at once. A rest of samples that fills no batch makes a smaller one.
  ///
  /// - Parameters:
  ///   - epochs: how often every sample is used.
  ///   - batch: number of samples of a step; 0 for all.
  ///   - rate: the step's length along the mean gradient.
  ///   - penalty: the weight of half the sum of squared weights, biases aside, in what is
  ///     minimised.
  ///   - seed: what the orders of samples are drawn from.
  ///   - start: number of epochs that the model was trained for before.
  public mutating func train(
    epochs: Int, batch: Int, rate: Fixed, penalty: Fixed = .zero, on data: DataSet, seed: UInt64,
    from start: Int = 0
  ) {
    if data.samples == 0 { return }
    var slope = Slope(of: self)
    let size = batch > 0 ? min(batch, data.samples) : data.samples
    for epoch in start..<start + max(0, epochs) {
      var order = (0..<Int32(data.samples)).map { $0 }
      var stream = Learning.stream(seed, .order, epoch)
      stream.shuffle(&order)
      var first = 0
      while first < data.samples {
        let end = min(first + size, data.samples)
        for place in first..<end { slope.add(Int(order[place]), of: data, self) }
        descend(slope, count: end - first, rate, penalty)
        slope.clear()
        first = end
      }
    }
  }

  /// The mean gradient of the loss over all samples, with that of the penalty, in the weights'
  /// order.
  ///
  /// Within `classes * 2^-24` times the greatest feature, and one for the bias; zeros if there are
  /// no samples.
  public func gradient(on data: DataSet, penalty: Fixed = .zero) -> [Fixed] {
    var slope = Slope(of: self)
    for sample in 0..<data.samples { slope.add(sample, of: data, self) }
    return weights.indices.map { index in
      slope.mean(index, count: max(1, data.samples)) + decay(index, penalty)
    }
  }

  /// Takes a step of a length against a gradient.
  ///
  /// - Precondition: the gradient has as many numbers as there are weights.
  public mutating func descend(_ gradient: [Fixed], rate: Fixed) {
    precondition(
      gradient.count == weights.count, "\(gradient.count) slopes of \(weights.count) weights")
    for index in weights.indices { weights[index] -= rate * gradient[index] }
  }

  private mutating func descend(_ slope: Slope, count: Int, _ rate: Fixed, _ penalty: Fixed) {
    for index in weights.indices {
      let pull = penalty.bits == 0 ? .zero : rate * decay(index, penalty)
      weights[index] -= slope.step(index, count: count, rate) + pull
    }
  }

  /// The penalty's part of the gradient; a bias has none.
  private func decay(_ index: Int, _ penalty: Fixed) -> Fixed {
    index % (features + 1) == features ? .zero : penalty * weights[index]
  }
}

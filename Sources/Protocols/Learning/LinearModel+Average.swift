extension LinearModel {
  /// Federated averaging: `w = Σ (n_k / Σ n) w_k`, to the nearest multiple of 2^-24.
  ///
  /// The sums are exact, so the order of the parts does not matter. Without samples there is no
  /// average. McMahan et al., *Communication-Efficient Learning of Deep Networks from Decentralized
  /// Data*, 2017, algorithm 1.
  ///
  /// - Precondition: the models have one shape, and no number of samples is negative.
  public static func average(_ parts: [(model: LinearModel, samples: Int)]) -> LinearModel? {
    guard var result = parts.first?.model else { return nil }
    for part in parts {
      precondition(
        part.model.features == result.features && part.model.classes == result.classes,
        "models of \(part.model.features) and \(result.features) features")
    }
    let mean = average(parts.map { (values: $0.model.weights, samples: $0.samples) })
    guard let mean else { return nil }
    result.weights = mean
    return result
  }

  /// The mean of rows of numbers, each weighted by its samples: of weights or of gradients.
  ///
  /// To the nearest multiple of 2^-24, whatever the order of the parts. Without samples there is
  /// none.
  ///
  /// - Precondition: the rows are of one length, and no number of samples is negative.
  public static func average(_ parts: [(values: [Fixed], samples: Int)]) -> [Fixed]? {
    guard let count = parts.first?.values.count else { return nil }
    var total: Int64 = 0
    for part in parts {
      precondition(part.values.count == count, "\(part.values.count) numbers beside \(count)")
      precondition(part.samples >= 0, "\(part.samples) samples")
      total += Int64(part.samples)
    }
    if total == 0 { return nil }
    return (0..<count).map { index in
      var sum = WideSum()
      for part in parts { sum.add(part.values[index].bits, times: Int64(part.samples)) }
      return Fixed(bits: sum.divided(by: total))
    }
  }
}

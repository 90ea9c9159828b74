import Simulator

extension LinearModel {
  /// The gradient of the cross entropy, summed over samples, and the scratch that a sample needs.
  ///
  /// An error has 24 binary places and is at most 1; a feature is at most 2^14. So their product fits 62
  /// bits, and its sum with 32 places takes in 2^17 samples at their extremes before it could overflow.
  struct Slope {
    private let features: Int
    private let rows: Int
    /// Of each row the probability less the truth, with 24 binary places.
    private var errors: [Int64]
    /// With 32 binary places, in the order of the weights.
    private(set) var sums: [Int64]

    init(of model: LinearModel) {
      features = model.features
      rows = model.classes - 1
      errors = [Int64](repeating: 0, count: rows)
      sums = [Int64](repeating: 0, count: model.weights.count)
    }

    mutating func clear() {
      for index in sums.indices { sums[index] = 0 }
    }

    /// Adds the gradient of one sample.
    mutating func add(_ sample: Int, of data: DataSet, _ weights: [Fixed]) {
      LinearModel.predict(data.values, sample &* features, features, weights, &errors)
      let label = Int(data.labels[sample])
      if label > 0 { errors[label &- 1] &-= 1 << 24 }
      var place = 0
      for row in 0..<rows {
        let error = errors[row]
        for feature in 0..<features {
          let product = error &* data.values[sample &* features &+ feature].bits
          sums[place &+ feature] &+= (product &+ (1 << 15)) >> 16
        }
        sums[place &+ features] &+= error &<< 8
        place &+= features &+ 1
      }
    }

    /// The mean of a weight's slope over samples.
    func mean(_ index: Int, count: Int) -> Fixed {
      Fixed(bits: Fixed.rounded(Fixed.quotientBits(sums[index], Int64(count)), places: 8))
    }

    /// The mean of a weight's slope over samples, times a rate.
    func step(_ index: Int, count: Int, _ rate: Fixed) -> Fixed {
      var product = WideSum()
      product.add(sums[index], times: rate.bits)
      let scaled = product.shifted(by: 24)
      return Fixed(bits: Fixed.rounded(Fixed.quotientBits(scaled, Int64(count)), places: 8))
    }
  }
}

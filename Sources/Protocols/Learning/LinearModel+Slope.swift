import Simulator

extension LinearModel {
  /// The gradient of the cross entropy, summed over samples, and the scratch that a sample needs.
  ///
  /// An error has 24 binary places and is at most 1; a feature is at most 2^14. So their product
  /// fits 62 bits, and its sum with 32 places takes in 2^17 samples at their extremes before it
  /// could overflow.
  struct Slope {
    private let rows: Int
    /// Of each row the probability less the truth, with 24 binary places; behind them, in the order
    /// of the weights, the sums with 32.
    private var numbers: [Int64]

    init(of model: LinearModel) {
      rows = model.classes - 1
      numbers = [Int64](repeating: 0, count: rows + model.weights.count)
    }

    mutating func clear() {
      for index in rows..<numbers.count { numbers[index] = 0 }
    }

    /// Adds the gradient of one sample.
    @inline(__always)
    mutating func add(_ number: Int, of data: DataSet, _ model: LinearModel) {
      let sample = data.values.span.extracting(data.range(of: number))
      let rows = rows
      var numbers = numbers.mutableSpan
      LinearModel.predict(sample, model.weights.span, &numbers, rows: rows)
      let label = Int(data.labels[number])
      if label > 0 { numbers[label &- 1] &-= 1 << 24 }
      var place = rows
      for row in 0..<rows {
        let error = numbers[row]
        for feature in sample.indices {
          let product = error &* sample[feature].bits
          numbers[place &+ feature] &+= (product &+ (1 << 15)) >> 16
        }
        numbers[place &+ sample.count] &+= error &<< 8
        place &+= sample.count &+ 1
      }
    }

    /// The mean of a weight's slope over samples.
    func mean(_ index: Int, count: Int) -> Fixed {
      let mean = Fixed.quotientBits(numbers[rows + index], Int64(count))
      return Fixed(bits: Fixed.rounded(mean, places: 8))
    }

    /// The mean of a weight's slope over samples, times a rate.
    func step(_ index: Int, count: Int, _ rate: Fixed) -> Fixed {
      var product = WideSum()
      product.add(numbers[rows + index], times: rate.bits)
      let mean = Fixed.quotientBits(product.shifted(by: 24), Int64(count))
      return Fixed(bits: Fixed.rounded(mean, places: 8))
    }
  }
}

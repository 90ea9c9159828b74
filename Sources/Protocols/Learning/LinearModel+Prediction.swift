import Simulator

extension LinearModel {
  /// The probability of each class for one sample; they add up to exactly 1.
  ///
  /// Each is within `classes * 2^-24` of the truth.
  public func probabilities(of sample: Int, in data: DataSet) -> [Fixed] {
    var rows = [Int64](repeating: 0, count: classes - 1)
    var span = rows.mutableSpan
    LinearModel.predict(
      data.values.span.extracting(data.range(of: sample)), weights.span, &span, rows: classes - 1)
    return [Fixed(bits: (1 << 24) - rows.reduce(0, +))] + rows.map { Fixed(bits: $0) }
  }

  /// The mean cross entropy of the samples in natural units; 0 if there are none.
  ///
  /// With a penalty, plus its half times the sum of squared weights, biases aside.
  public func loss(on data: DataSet, penalty: Fixed = .zero) -> Fixed {
    var total = WideSum()
    var logits = [Int64](repeating: 0, count: classes - 1)
    for sample in 0..<data.samples {
      compute(&logits, of: sample, in: data)
      let label = Int(data.labels[sample])
      let own = label == 0 ? Fixed.zero : Fixed(bits: logits[label - 1])
      total.add((LinearModel.logarithmOfSum(logits) - own).bits, times: 1)
    }
    let mean = Fixed(bits: total.divided(by: Int64(max(1, data.samples))))
    return penalty.bits == 0 ? mean : mean + penalty * (squares / Fixed(2))
  }

  /// Number of samples whose most likely class is theirs; of equals the lower class counts.
  public func correct(on data: DataSet) -> Int {
    var count = 0
    var logits = [Int64](repeating: 0, count: classes - 1)
    for sample in 0..<data.samples {
      compute(&logits, of: sample, in: data)
      var (best, guess) = (0 as Int64, 0)
      for row in 0..<logits.count where logits[row] > best {
        (best, guess) = (logits[row], row + 1)
      }
      if guess == data.labels[sample] { count += 1 }
    }
    return count
  }

  /// The share of samples whose most likely class is theirs; 0 if there are none.
  public func accuracy(on data: DataSet) -> Fixed {
    Fixed(Int64(correct(on: data)), outOf: Int64(max(1, data.samples)))
  }

  /// The sum of squared weights, biases aside.
  private var squares: Fixed {
    var sum = Fixed.zero
    for index in weights.indices where index % (features + 1) != features {
      sum += weights[index] * weights[index]
    }
    return sum
  }

  private func compute(_ logits: inout [Int64], of sample: Int, in data: DataSet) {
    var span = logits.mutableSpan
    LinearModel.compute(
      &span, data.values.span.extracting(data.range(of: sample)), weights.span, rows: classes - 1)
  }

  /// `log(1 + Σ e^logit)`, the first class having the logit 0.
  private static func logarithmOfSum(_ logits: [Int64]) -> Fixed {
    let greatest = max(0, logits.max() ?? 0)
    var sum = Fixed.decay(-greatest)
    for logit in logits { sum += Fixed.decay((Fixed(bits: logit) - Fixed(bits: greatest)).bits) }
    let binary = FixedPoint.log2(UInt64(sum)) - (30 << FixedPoint.places)
    var natural = WideSum()
    natural.add(binary, times: 0x2C5C_85FD_F473_DE6B)  // 2^62 ln(2)
    return Fixed(bits: greatest) + Fixed(bits: Fixed.rounded(natural.shifted(by: 62), places: 24))
  }
}

extension LinearModel {
  /// The logits of all classes but the first, with 24 binary places: each sum is rounded once.
  @inline(__always)
  static func compute(
    _ logits: inout MutableSpan<Int64>, _ sample: Span<Fixed>, _ weights: Span<Fixed>, rows: Int
  ) {
    var place = 0
    for row in 0..<rows {
      var sum = WideSum()
      var feature = 0
      while feature < sample.count {
        sum.add(weights[place &+ feature].bits, times: sample[feature].bits)
        feature &+= 1
      }
      sum.add(weights[place &+ sample.count].bits, times: 1 << 24)
      logits[row] = sum.shifted(by: 24)
      place &+= sample.count &+ 1
    }
  }

  /// The probabilities of all classes but the first, with 24 binary places.
  @inline(__always)
  static func predict(
    _ sample: Span<Fixed>, _ weights: Span<Fixed>, _ numbers: inout MutableSpan<Int64>, rows: Int
  ) {
    compute(&numbers, sample, weights, rows: rows)
    var greatest: Int64 = 0
    for row in 0..<rows { greatest = max(greatest, numbers[row]) }
    var sum = Fixed.decay(-greatest)
    for row in 0..<rows {
      let tail = Fixed.decay((Fixed(bits: numbers[row]) - Fixed(bits: greatest)).bits)
      numbers[row] = tail
      sum &+= tail
    }
    // The sum is 1...classes with 30 places; the reciprocal has 31.
    let reciprocal = (1 << 61) / sum
    for row in 0..<rows { numbers[row] = Fixed.rounded(numbers[row] &* reciprocal, places: 37) }
  }
}

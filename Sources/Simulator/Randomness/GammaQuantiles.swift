/// The quantiles of the gamma distribution of one shape and the mean 1, as powers of two.
///
/// The tails' probabilities are cut as those of `NormalQuantile` are: into octaves, and each into sixteen
/// parts with a cubic through four knots. What is interpolated is the quantile's logarithm, which is all but
/// straight over an octave of either tail. The knots are made by `GammaTail`, from operations that are
/// equal on every machine.
struct GammaQuantiles: Hashable, Sendable {
  /// Logarithms to base two with 32 binary places: of each octave the nineteen knots around its parts, first
  /// all octaves of the lower tail, then those of the upper.
  private let knots: [Int64]

  private static let octaves = 63
  private static let knotsOfOctave = 19

  init(shape: Double) {
    var knots: [Int64] = []
    knots.reserveCapacity(2 * GammaQuantiles.octaves * GammaQuantiles.knotsOfOctave)
    for isUpper in [false, true] {
      var tail = GammaTail(shape: shape, isUpper: isUpper)
      for octave in 0..<GammaQuantiles.octaves {
        let unit = Double(bitPattern: UInt64(1023 - 2 - octave) << 52)
        for knot in 0..<GammaQuantiles.knotsOfOctave {
          knots.append(tail.knot(at: unit * (1 + Double(knot - 1) / 16)))
        }
      }
    }
    self.knots = knots
  }

  /// The power of two that the quantile of a uniform word is, with the places of `FixedPoint`.
  func exponent(of word: UInt64) -> Int64 {
    let isUpper = word >> 63 != 0
    let tail = max(1, isUpper ? ~word : word)
    let zeros = tail.leadingZeroBitCount
    let mantissa = tail &<< UInt64(zeros)
    let part = Int(truncatingIfNeeded: (mantissa >> 59) & 15)
    let fraction = Int64(truncatingIfNeeded: (mantissa >> 35) & ((1 << 24) - 1))
    let octave = (isUpper ? GammaQuantiles.octaves : 0) + zeros - 1
    return interpolate(octave * GammaQuantiles.knotsOfOctave + part, fraction) &<< 16
  }

  /// The cubic through four knots, at `fraction` (24 binary places) between the second and the third.
  private func interpolate(_ first: Int, _ fraction: Int64) -> Int64 {
    let (a, b) = (knots[first], knots[first + 1])
    let (c, d) = (knots[first + 2], knots[first + 3])
    let cubic = d - a + 3 * (b - c)
    let square = 3 * (a - 2 * b + c)
    let linear = 6 * c - 2 * a - 3 * b - d
    let inner = square + ((cubic * fraction) >> 24)
    let outer = linear + ((inner * fraction) >> 24)
    return b + ((outer * fraction) >> 24) / 6
  }
}

/// Finds quantiles of one tail of a gamma distribution with the mean 1, one near the other.
struct GammaTail {
  private let shape: Double
  private let isUpper: Bool
  private let logGamma: Double
  /// The natural logarithm of the last quantile of scale 1: where the next is sought.
  private var last: Double

  /// Below this power of two a delay is nothing.
  private static let leastExponent = -2_000.0

  init(shape: Double, isUpper: Bool) {
    self.shape = shape
    self.isUpper = isUpper
    logGamma = ExactFunctions.logGamma(shape)
    last = ExactFunctions.log(shape)
  }

  /// The logarithm to base two of the quantile at a tail's probability, with 32 binary places.
  mutating func knot(at probability: Double) -> Int64 {
    let target = ExactFunctions.log(probability)
    last = root(of: target)
    let exponent = (last - ExactFunctions.log(shape)) * 0x1.71547652b82fep0
    let scaled = max(exponent, GammaTail.leastExponent) * 0x1p32
    return Int64(scaled + (scaled < 0 ? -0.5 : 0.5))
  }

  /// Newton's method on the logarithms of argument and probability, within a bracket that every step narrows.
  private func root(of target: Double) -> Double {
    var low = -20_000.0
    var high = 12.0
    var argument = last
    for _ in 0..<200 {
      let (value, slope) = logTail(argument)
      if (value < target) == isUpper { high = argument } else { low = argument }
      var next = argument - (value - target) / slope
      if !(next > low && next < high) { next = (low + high) / 2 }
      let step = next - argument
      argument = next
      if step < 1e-13 && step > -1e-13 { break }
    }
    return argument
  }

  /// The logarithm of the tail's probability where the argument's logarithm is this, and its slope there.
  private func logTail(_ logArgument: Double) -> (value: Double, slope: Double) {
    let argument = logArgument < -700 ? 0 : GammaTail.exp(logArgument)
    let density = shape * logArgument - argument - logGamma
    let value: Double
    if argument < shape + 1 {
      let lower = density + ExactFunctions.log(series(argument) / shape)
      value = isUpper ? GammaTail.logOfRest(lower) : lower
    } else {
      let upper = density + ExactFunctions.log(fraction(argument))
      value = isUpper ? upper : GammaTail.logOfRest(upper)
    }
    let ratio = density - value > 40 ? 1e17 : GammaTail.exp(density - value)
    return (value, isUpper ? -ratio : ratio)
  }

  private static func exp(_ value: Double) -> Double {
    value <= 0 ? ExactFunctions.exp(value) : 1 / ExactFunctions.exp(-value)
  }

  /// The logarithm of one less what a logarithm stands for.
  private static func logOfRest(_ logarithm: Double) -> Double {
    let rest = 1 - ExactFunctions.exp(min(0, logarithm))
    return ExactFunctions.log(max(rest, 0x1p-60))
  }

  /// The sum of `x^n / ((a + 1) ... (a + n))`: the lower incomplete gamma function but for its factor.
  private func series(_ argument: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var divisor = shape
    while term > sum * 1e-17 {
      divisor += 1
      term *= argument / divisor
      sum += term
    }
    return sum
  }

  /// The continued fraction of the upper incomplete gamma function times the argument, by Lentz's method.
  private func fraction(_ argument: Double) -> Double {
    var divisor = argument + 1 - shape
    var numerator = 1e300
    var denominator = 1 / divisor
    var value = denominator
    var count = 1.0
    while count < 100_000 {
      let factor = count * (shape - count)
      divisor += 2
      denominator = 1 / (factor * denominator + divisor)
      numerator = divisor + factor / numerator
      let change = denominator * numerator
      value *= change
      if change - 1 < 1e-16 && change - 1 > -1e-16 { break }
      count += 1
    }
    return value
  }
}

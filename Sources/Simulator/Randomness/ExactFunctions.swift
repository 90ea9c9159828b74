/// Functions of floating-point numbers by the operations that IEEE 754 fixes to the last bit, so that they
/// are equal on every machine; each is within some 1e-14 of the true value.
enum ExactFunctions {
  private static let naturalOfTwo = 0x1.62e42fefa39efp-1
  /// The natural logarithm of the square root of twice pi.
  private static let stirlingConstant = 0x1.d67f1c864beb5p-1

  /// The natural logarithm of a positive, normal number.
  static func log(_ value: Double) -> Double {
    var exponent = Int64(value.bitPattern >> 52) - 1023
    var mantissa = Double(bitPattern: (value.bitPattern & 0xF_FFFF_FFFF_FFFF) | (1023 << 52))
    if mantissa > 1.4142 {
      mantissa /= 2
      exponent += 1
    }
    // Twice the inverse hyperbolic tangent, whose argument is at most 0.172.
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var sum = 0.0
    var divisor = 25.0
    while divisor >= 1 {
      sum = sum * square + 1 / divisor
      divisor -= 2
    }
    return Double(exponent) * naturalOfTwo + 2 * ratio * sum
  }

  /// The power of e to a number that is not positive; 0 below -700.
  static func exp(_ value: Double) -> Double {
    if value < -700 { return 0 }
    let whole = Int64(value / naturalOfTwo - 0.5)
    let rest = value - Double(whole) * naturalOfTwo
    var sum = 1.0
    var divisor = 20.0
    while divisor >= 1 {
      sum = 1 + rest * sum / divisor
      divisor -= 1
    }
    return sum * Double(bitPattern: UInt64(1023 + whole) << 52)
  }

  /// The natural logarithm of the gamma function at a positive number: Stirling's series above 15, to which
  /// the recurrence leads.
  static func logGamma(_ value: Double) -> Double {
    var argument = value
    var product = 1.0
    while argument < 15 {
      product *= argument
      argument += 1
    }
    let inverse = 1 / argument
    let square = inverse * inverse
    var series = 1.0 / 1_188
    series = -1.0 / 1_680 + square * series
    series = 1.0 / 1_260 + square * series
    series = -1.0 / 360 + square * series
    series = 1.0 / 12 + square * series
    return (argument - 0.5) * log(argument) - argument + stirlingConstant + series * inverse
      - log(product)
  }
}

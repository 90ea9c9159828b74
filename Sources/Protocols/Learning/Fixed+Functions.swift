import Simulator

extension Fixed {
  /// `e^x`, within 2^-24 of the truth or, where that is more, a part in 2^40 of it.
  ///
  /// Beyond `x = 27.03` it is the greatest number, below `x = -17.4` it is 0.
  public var exponential: Fixed {
    Fixed(bits: FixedPoint.scale(1 << 24, byPowerOfTwo: Fixed.binaryExponent(bits)))
  }

  /// The natural logarithm of a positive number, within 2^-24 of the truth.
  ///
  /// Of 0 and of what is negative it is the least number.
  public var logarithm: Fixed {
    if bits <= 0 { return .least }
    let binary = FixedPoint.log2(UInt64(bits)) - (24 << FixedPoint.places)
    var sum = WideSum()
    sum.add(binary, times: 0x2C5C_85FD_F473_DE6B)  // 2^62 ln(2)
    return Fixed(bits: Fixed.rounded(sum.shifted(by: 62), places: 24))
  }

  /// The square root, rounded down; of what is negative, 0.
  public var squareRoot: Fixed {
    if bits <= 0 { return .zero }
    let square = (high: UInt64(bits) >> 40, low: UInt64(bits) << 24)
    var root: UInt64 = 0
    var bit: UInt64 = 1 << 43
    while bit > 0 {
      let candidate = root | bit
      let product = candidate.multipliedFullWidth(by: candidate)
      if (product.high, product.low) <= (square.high, square.low) { root = candidate }
      bit >>= 1
    }
    return Fixed(bits: Int64(root))
  }

  /// `1 / (1 + e^-x)`, within 2^-24 of the truth; those of `x` and `-x` add up to exactly 1.
  public var sigmoid: Fixed {
    let tail = Fixed.decay(-Int64(clamping: bits.magnitude))
    let divisor = (1 << 30) + UInt64(tail)
    let greater = Int64((((1 << 54) as UInt64) + divisor / 2) / divisor)
    return Fixed(bits: bits < 0 ? (1 << 24) - greater : greater)
  }

  /// `value / 2^places` to the nearest whole number, halves upward.
  @inline(__always)
  static func rounded(_ value: Int64, places: Int64) -> Int64 {
    (value &+ (1 &<< (places &- 1))) >> places
  }

  /// `e^x` with 30 binary places for an `x` that is not positive, with 24.
  @inline(__always)
  static func decay(_ bits: Int64) -> Int64 {
    if bits == 0 { return 1 << 30 }
    return FixedPoint.scale(1 << 30, byPowerOfTwo: binaryExponent(bits))
  }

  /// `x log2(e)` with 48 binary places, within the range of 64 bits.
  @inline(__always)
  private static func binaryExponent(_ bits: Int64) -> Int64 {
    var sum = WideSum()
    sum.add(bits, times: 0x5C55_1D94_AE0B_F85E)  // 2^62 log2(e)
    return sum.shifted(by: 38)
  }
}

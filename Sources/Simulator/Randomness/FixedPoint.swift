/// Logarithms and powers of two in integers, so that they are equal on every machine.
///
/// A fixed-point number here is an `Int64` with 48 binary places unless a name says otherwise. Results
/// are within 2^-46 of the true value (a power: relatively so); nothing overflows, it saturates.
public enum FixedPoint {
  /// The number of binary places.
  public static let places: Int64 = 48

  /// The logarithm to base two of a positive number; of 0, as of 1.
  ///
  /// The mantissa times a reciprocal from a table is near one, and six terms of the series do the rest.
  public static func log2(_ value: UInt64) -> Int64 {
    if value <= 1 { return 0 }
    let zeros = value.leadingZeroBitCount
    let mantissa = value &<< UInt64(zeros)
    let entry = Int(truncatingIfNeeded: (mantissa >> 56) & 127)
    let nearOne = mantissa.multipliedFullWidth(by: reciprocals[entry]).high
    let rest = Int64(bitPattern: nearOne &- (1 << 63)) &<< 1
    var series: Int64 = -0x0F63_84EE_1D01_FEBA
    series = 0x1277_6C50_EF9B_FE79 &+ product(series, rest)
    series = -0x1715_4765_2B82_FE17 &+ product(series, rest)
    series = 0x1EC7_09DC_3A03_FD75 &+ product(series, rest)
    series = -0x2E2A_8ECA_5705_FC2F &+ product(series, rest)
    series = 0x5C55_1D94_AE0B_F85E &+ product(series, rest)
    let fraction = logarithms[entry] &+ product(series, rest)
    return (Int64(63 &- zeros) &<< places) &+ ((fraction &+ (1 << 13)) >> 14)
  }

  /// `value * 2^exponent` to the nearest integer, at most `Int64.max`; of a negative value, 0.
  public static func scale(_ value: Int64, byPowerOfTwo exponent: Int64) -> Int64 {
    if value <= 0 { return 0 }
    let whole = exponent >> places
    let scaled = UInt64(value).multipliedFullWidth(by: power(exponent & ((1 << places) - 1)))
    let shift = 63 - whole
    if shift <= 0 { return .max }
    return shiftRight(scaled.high, scaled.low, by: shift)
  }

  /// `left * right / 2^places` to the nearest integer, at most `Int64.max`, for factors not negative.
  public static func multiply(_ left: Int64, _ right: Int64, places: Int64) -> Int64 {
    if left <= 0 || right <= 0 { return 0 }
    let full = UInt64(left).multipliedFullWidth(by: UInt64(right))
    return shiftRight(full.high, full.low, by: places)
  }

  /// The high word of the product: `left * right / 2^64`, rounded down.
  @inlinable
  public static func product(_ left: Int64, _ right: Int64) -> Int64 {
    left.multipliedFullWidth(by: right).high
  }

  /// Two to a power in `0..<1`, times 2^63.
  ///
  /// A power from a table at the middle of the power's interval, and five terms of the series.
  static func power(_ fraction: Int64) -> UInt64 {
    let entry = Int(truncatingIfNeeded: fraction >> 41)
    let rest = ((fraction & ((1 << 41) - 1)) &- (1 << 40)) &<< 16
    var series: Int64 = 0x0015_D87F_E78A_6731
    series = 0x009D_955B_7DD2_73B9 &+ product(series, rest)
    series = 0x038D_611A_E094_17F1 &+ product(series, rest)
    series = 0x0F5F_DEFF_C162_C754 &+ product(series, rest)
    series = 0x2C5C_85FD_F473_DE6B &+ product(series, rest)
    let change = product(Int64(bitPattern: powers[entry] >> 1), product(series, rest))
    return powers[entry] &+ UInt64(bitPattern: change &<< 3)
  }

  /// A double word divided by `2^shift` to the nearest integer, at most `Int64.max`; shift over 0.
  static func shiftRight(_ high: UInt64, _ low: UInt64, by shift: Int64) -> Int64 {
    let quotient: UInt64
    let half: UInt64
    if shift < 64 {
      if high >> UInt64(shift) != 0 { return .max }
      quotient = (high << UInt64(64 - shift)) | (low >> UInt64(shift))
      half = (low >> UInt64(shift - 1)) & 1
    } else {
      quotient = high >> UInt64(shift - 64)
      half = shift == 64 ? low >> 63 : (high >> UInt64(shift - 65)) & 1
    }
    return Int64(clamping: quotient.addingReportingOverflow(half).partialValue)
  }
}

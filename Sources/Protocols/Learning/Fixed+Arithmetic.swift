extension Fixed {
  /// The sum, within the range.
  @inlinable
  public static func + (left: Fixed, right: Fixed) -> Fixed {
    let (sum, overflow) = left.bits.addingReportingOverflow(right.bits)
    return overflow ? (right.bits < 0 ? .least : .greatest) : Fixed(bits: sum)
  }

  /// The difference, within the range.
  @inlinable
  public static func - (left: Fixed, right: Fixed) -> Fixed {
    let (difference, overflow) = left.bits.subtractingReportingOverflow(right.bits)
    return overflow ? (right.bits < 0 ? .greatest : .least) : Fixed(bits: difference)
  }

  /// The negative; of the least number, the greatest.
  @inlinable
  public static prefix func - (number: Fixed) -> Fixed { .zero - number }

  /// The product to the nearest multiple of 2^-24, halves upward, within the range.
  @inlinable
  public static func * (left: Fixed, right: Fixed) -> Fixed {
    var sum = WideSum()
    sum.add(left.bits, times: right.bits)
    return Fixed(bits: sum.shifted(by: 24))
  }

  /// The quotient to the nearest multiple of 2^-24, halves away from 0, within the range.
  ///
  /// Divided by 0, a number other than 0 is the end of the range on its side, and 0 is 0.
  public static func / (left: Fixed, right: Fixed) -> Fixed { quotient(left.bits, right.bits) }

  /// Adds a number, within the range.
  @inlinable
  public static func += (left: inout Fixed, right: Fixed) { left = left + right }

  /// Subtracts a number, within the range.
  @inlinable
  public static func -= (left: inout Fixed, right: Fixed) { left = left - right }

  /// Multiplies by a number, as `*` does.
  @inlinable
  public static func *= (left: inout Fixed, right: Fixed) { left = left * right }
}

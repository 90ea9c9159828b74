/// A sum of products of 64-bit numbers in 128 bits.
///
/// So it is rounded once and not at each product. Sums of whole numbers do not depend on their
/// order. It wraps around past 2^127, which needs two products of the extreme numbers; the callers'
/// numbers are smaller.
@frozen
public struct WideSum: Hashable, Sendable {
  @usableFromInline var high: Int64 = 0
  @usableFromInline var low: UInt64 = 0

  /// The empty sum.
  @inlinable
  public init() {}

  /// Adds the product of two numbers.
  @inlinable @inline(__always)
  public mutating func add(_ left: Int64, times right: Int64) {
    let product = left.multipliedFullWidth(by: right)
    let (sum, carry) = low.addingReportingOverflow(product.low)
    low = sum
    high = high &+ product.high &+ (carry ? 1 : 0)
  }

  /// The sum divided by `2^shift` to the nearest whole number, halves upward, clamped to 64 bits.
  ///
  /// - Precondition: `shift` is in `1...63`.
  @inlinable @inline(__always)
  public func shifted(by shift: Int64) -> Int64 {
    let (rounded, carry) = low.addingReportingOverflow(1 &<< UInt64(shift &- 1))
    let top = high &+ (carry ? 1 : 0)
    let result = (top &<< (64 &- shift)) | Int64(bitPattern: rounded &>> UInt64(shift))
    let rest = top &>> (shift &- 1)
    return rest == 0 || rest == -1 ? result : top < 0 ? .min : .max
  }

  /// The sum divided by a positive number to the nearest, halves away from 0, clamped to 64 bits.
  public func divided(by divisor: Int64) -> Int64 {
    let isNegative = high < 0
    var (top, rest) = (UInt64(bitPattern: high), low)
    if isNegative {
      rest = ~rest &+ 1
      top = ~top &+ (rest == 0 ? 1 : 0)
    }
    let divisor = UInt64(divisor)
    if top >= divisor { return isNegative ? .min : .max }
    let result = divisor.dividingFullWidth((top, rest))
    let isUp = result.remainder >= divisor - result.remainder
    let (magnitude, overflow) = result.quotient.addingReportingOverflow(isUp ? 1 : 0)
    if overflow || magnitude > UInt64(Int64.max) { return isNegative ? .min : .max }
    return isNegative ? -Int64(magnitude) : Int64(magnitude)
  }
}

/// A signed 128-bit sum in two words, so that no number of samples overflows it.
@frozen
@usableFromInline
struct WideSum: Hashable, Sendable {
  /// Two's complement over both words.
  @usableFromInline var high: Int64 = 0
  @usableFromInline var low: UInt64 = 0

  @inlinable
  init() {}

  @inlinable
  mutating func add(_ sample: Int64, times: Int64) {
    let product = sample.multipliedFullWidth(by: times)
    add(high: product.high, low: product.low)
  }

  @inlinable
  mutating func add(_ other: WideSum) { add(high: other.high, low: other.low) }

  @inlinable
  mutating func add(high otherHigh: Int64, low otherLow: UInt64) {
    let (sum, carry) = low.addingReportingOverflow(otherLow)
    low = sum
    high = high &+ otherHigh &+ (carry ? 1 : 0)
  }

  /// The sum over `count`, rounded to the nearest whole number, halves upward.
  ///
  /// The mean of 64-bit samples fits 64 bits, so the division never overflows.
  func mean(of count: Int64) -> Int64 {
    let divisor = UInt64(count)
    // A shift by 2^63 for each sample makes every sample, and so the sum, non-negative.
    var shifted = self
    shifted.add(high: count >> 1, low: count & 1 == 1 ? 1 << 63 : 0)
    let parts = divisor.dividingFullWidth((UInt64(bitPattern: shifted.high), shifted.low))
    let roundsUp = parts.remainder >= divisor - parts.remainder
    return Int64(bitPattern: (parts.quotient &+ (roundsUp ? 1 : 0)) ^ (1 << 63))
  }

  func isAtLeast(_ other: WideSum) -> Bool {
    high == other.high ? low >= other.low : high > other.high
  }

  /// The nearest double.
  var double: Double { Double(high) * 18_446_744_073_709_551_616 + Double(low) }

  /// The sum, or the nearest 64-bit number to it.
  var clamped: Int64 {
    let fits = high == (Int64(bitPattern: low) < 0 ? -1 : 0)
    if fits { return Int64(bitPattern: low) }
    return high < 0 ? .min : .max
  }
}

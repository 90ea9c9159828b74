import Simulator

/// A variance of fixed-point numbers with 40 binary places: it has 80 of them, in two words.
struct Variance: Hashable, Sendable {
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  /// Binary places of a variance.
  private static var places: Int64 { 80 }

  /// The mean of the numbers' squared distances from their mean; 0 without any.
  init(of values: [Int64], where isCounted: [Bool], count: Int64, sum: Int64) {
    if count == 0 { return }
    let mean = sum / count
    for (value, counts) in zip(values, isCounted) where counts { add((value &- mean).magnitude) }
    let divisor = UInt64(count)
    let quotient = high / divisor
    low = divisor.dividingFullWidth((high % divisor, low)).quotient
    high = quotient
  }

  private mutating func add(_ distance: UInt64) {
    let square = distance.multipliedFullWidth(by: distance)
    let (sum, carries) = low.addingReportingOverflow(square.low)
    low = sum
    high &+= square.high &+ (carries ? 1 : 0)
  }

  /// Whether it is below 10 to minus `places`, which is at most 18.
  func isBelow(decimalPlaces places: Int32) -> Bool {
    let scaled = low.multipliedFullWidth(by: Variance.powerOfTen(places))
    let upper = high.multipliedReportingOverflow(by: Variance.powerOfTen(places))
    let (top, carries) = upper.partialValue.addingReportingOverflow(scaled.high)
    return !upper.overflow && !carries && top < 1 << (Variance.places - 64)
  }

  /// In trillionths, rounded down.
  var trillionths: Int64 {
    let scaled = low.multipliedFullWidth(by: 1_000_000_000_000)
    let upper = high.multipliedFullWidth(by: 1_000_000_000_000)
    let (middle, carries) = upper.low.addingReportingOverflow(scaled.high)
    let top = upper.high + (carries ? 1 : 0)
    let shift = UInt64(Variance.places - 64)
    if top >> shift != 0 { return .max }
    return Int64(clamping: (top << (64 - shift)) | (middle >> shift))
  }

  /// Its logarithm to base two with 48 binary places; nil of 0.
  var log2: Int64? {
    if high == 0, low == 0 { return nil }
    let shift = high == 0 ? 0 : 64 - high.leadingZeroBitCount
    let word = shift == 0 ? low : (high << UInt64(64 - shift)) | (low >> UInt64(shift))
    return FixedPoint.log2(word) + (Int64(shift) - Variance.places) << FixedPoint.places
  }

  private static func powerOfTen(_ places: Int32) -> UInt64 {
    (0..<places).reduce(1) { power, _ in power * 10 }
  }
}

public import Simulator

/// A real number as a whole number of 2^-24: equal on every machine, from -2^39 to 2^39.
///
/// No operation stops the program: what would lie beyond the range is the nearest end of it.
/// Results that are no multiple of 2^-24 are rounded to the nearest one.
@frozen
public struct Fixed: Hashable, Sendable {
  /// The number times 2^24.
  public var bits: Int64

  /// The number `bits / 2^24`.
  @inlinable
  public init(bits: Int64) { self.bits = bits }

  /// A whole number.
  public init(_ integer: Int) { bits = Fixed.shifted(Int64(integer)) }

  /// The quotient of two whole numbers, as `/` gives it.
  public init(_ numerator: Int64, outOf denominator: Int64) {
    self = Fixed.quotient(numerator, denominator)
  }

  /// A probability.
  public init(_ ratio: Ratio) {
    bits = Int64((ratio.threshold >> 39) &+ (ratio.threshold >> 38) & 1)
  }

  /// The number of binary places.
  @inlinable public static var places: Int64 { 24 }
  /// The number 0.
  @inlinable public static var zero: Fixed { Fixed(bits: 0) }
  /// The number 1.
  @inlinable public static var one: Fixed { Fixed(bits: 1 << 24) }
  /// The greatest number, a little less than 2^39.
  @inlinable public static var greatest: Fixed { Fixed(bits: .max) }
  /// The least number, -2^39.
  @inlinable public static var least: Fixed { Fixed(bits: .min) }
  /// The distance between neighbours, 2^-24.
  @inlinable public static var unit: Fixed { Fixed(bits: 1) }

  /// The number in whole millionths, rounded down: for reports.
  public var millionths: Int64 {
    let product = bits.multipliedFullWidth(by: 1_000_000)
    return product.high << 40 | Int64(product.low >> 24)
  }

  /// The distance from 0.
  public var magnitude: Fixed { bits < 0 ? -self : self }

  private static func shifted(_ integer: Int64) -> Int64 {
    if integer >= 1 << 39 { return .max }
    return integer < -1 << 39 ? .min : integer << 24
  }

  /// A whole number divided by a positive one to the nearest, halves away from 0.
  @inline(__always)
  static func quotientBits(_ numerator: Int64, _ denominator: Int64) -> Int64 {
    let half = denominator / 2
    let magnitude = (numerator.magnitude &+ UInt64(half)) / UInt64(denominator)
    return numerator < 0 ? -Int64(clamping: magnitude) : Int64(clamping: magnitude)
  }

  /// The quotient of two numbers of equal scale.
  static func quotient(_ numerator: Int64, _ denominator: Int64) -> Fixed {
    let isNegative = (numerator < 0) != (denominator < 0)
    let end: Fixed = numerator == 0 ? .zero : isNegative ? .least : .greatest
    let (divisor, dividend) = (denominator.magnitude, numerator.magnitude)
    if dividend >> 40 >= divisor { return end }
    let result = divisor.dividingFullWidth((dividend >> 40, dividend << 24))
    let isUp = result.remainder >= divisor - result.remainder
    let (magnitude, overflow) = result.quotient.addingReportingOverflow(isUp ? 1 : 0)
    if overflow || magnitude > UInt64(Int64.max) { return end }
    return Fixed(bits: isNegative ? -Int64(magnitude) : Int64(magnitude))
  }
}

extension Fixed: Comparable {
  @inlinable
  public static func < (left: Fixed, right: Fixed) -> Bool { left.bits < right.bits }
}

extension Fixed: Fielded {
  /// Tells the multiple of 2^-24, which is exact.
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(bits) }
}

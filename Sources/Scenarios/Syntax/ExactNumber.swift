/// A decimal number exactly as written: a sign, a significand and a power of ten.
public struct ExactNumber: Hashable, Sendable {
  /// As it stands in the file.
  public let text: String
  /// Whether it is written with a minus sign, as zero may be too.
  public let isNegative: Bool
  /// Without trailing zeros. Meaningless if the number is not exact.
  public let significand: UInt64
  /// The value is the significand times ten to this power.
  public let exponent: Int
  /// Whether the significand fits in 64 bits and the exponent in six digits.
  public let isExact: Bool

  /// Whether it is a number proper, neither infinite nor undefined.
  public let isFinite: Bool

  init(
    text: String, isNegative: Bool, significand: UInt64, exponent: Int, isExact: Bool,
    isFinite: Bool = true
  ) {
    self.text = text
    self.isFinite = isFinite
    self.isNegative = isNegative
    self.significand = significand
    self.exponent = exponent
    self.isExact = isExact
  }

  /// `Infinity` or `NaN`, with or without a sign: never exact.
  static func infinite(_ text: String, isNegative: Bool = false) -> ExactNumber {
    ExactNumber(
      text: text, isNegative: isNegative, significand: 0, exponent: 0, isExact: false,
      isFinite: false)
  }

  /// A whole number.
  public init(_ value: Int64) {
    let digits = ExactNumber(decimalDigits: Array("\(value.magnitude)".utf8), pointAt: nil)
    self.init(
      text: "\(value)", isNegative: value < 0, significand: digits.significand,
      exponent: digits.exponent, isExact: true)
  }

  /// Digits with an optional point and an optional power of ten.
  ///
  /// - Parameter pointAt: how many of the digits stand before the point, or nil for all.
  init(
    decimalDigits digits: [UInt8], pointAt: Int?, power: Int = 0, isNegative: Bool = false,
    text: String = ""
  ) {
    var significand: UInt64 = 0
    var pendingZeros = 0
    var fits = true
    for digit in digits {
      guard digit != UInt8(ascii: "0") else {
        pendingZeros += significand == 0 ? 0 : 1
        continue
      }
      for _ in 0...pendingZeros where fits {
        let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
        significand = product
        fits = !overflow
      }
      pendingZeros = 0
      let (sum, overflow) = significand.addingReportingOverflow(
        UInt64(digit &- UInt8(ascii: "0")))
      significand = sum
      fits = fits && !overflow
      if !fits { break }
    }
    let fraction = digits.count - (pointAt ?? digits.count)
    self.init(
      text: text, isNegative: isNegative, significand: significand,
      exponent: significand == 0 ? 0 : pendingZeros - fraction + power, isExact: fits)
  }

  /// What comes of multiplying by a unit.
  enum Scaled: Hashable, Sendable {
    case exact(Int64)
    /// Beyond 64 bits.
    case tooLarge
    /// Not a whole number of units.
    case tooFine
  }

  /// The number times a unit as a whole number.
  func scaled(by unit: UInt64) -> Scaled {
    guard isExact else { return .tooLarge }
    var product = significand.multipliedFullWidth(by: unit)
    if product.low == 0 && product.high == 0 { return .exact(0) }
    if exponent > 40 { return .tooLarge }
    if exponent < -40 { return .tooFine }
    for _ in 0..<max(0, -exponent) {
      let high = product.high.quotientAndRemainder(dividingBy: 10)
      let low = UInt64(10).dividingFullWidth((high.remainder, product.low))
      if low.remainder != 0 { return .tooFine }
      product = (high.quotient, low.quotient)
    }
    for _ in 0..<max(0, exponent) where product.high == 0 {
      product = UInt64(product.low).multipliedFullWidth(by: 10)
    }
    guard product.high == 0, let magnitude = Int64(exactly: product.low) else { return .tooLarge }
    return .exact(isNegative ? -magnitude : magnitude)
  }

  /// The number if it is whole and fits.
  public var integer: Int64? {
    if case .exact(let value) = scaled(by: 1) { return value }
    return nil
  }
}

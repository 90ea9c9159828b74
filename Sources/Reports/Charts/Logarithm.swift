/// Logarithms for pictures.
enum Logarithm {
  /// To base 2, to some fourteen digits.
  static func binary(_ value: Double) -> Double {
    precondition(value > 0, "\(value) has no logarithm")
    // ln m = 2 artanh((m - 1) / (m + 1)), for m from 1 to 2.
    let ratio = (value.significand - 1) / (value.significand + 1)
    var (power, sum, k) = (ratio, ratio, 3.0)
    while k < 40 {
      power *= ratio * ratio
      sum += power / k
      k += 2
    }
    return Double(value.exponent) + 2 * sum / 0.693_147_180_559_945_3
  }
}

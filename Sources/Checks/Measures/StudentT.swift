/// Student's distribution of t for a whole number of degrees of freedom.
///
/// The finite series of Abramowitz and Stegun, *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4.
/// Only sums, products, quotients and square roots, each of which IEEE 754 rounds in one way: the same
/// numbers on every machine. Errors stay below 10^-12, so smaller chances are given as that.
public struct StudentT: Hashable, Sendable {
  /// At least one.
  public let freedom: Int

  /// More than these are taken for these, which makes chances greater by less than a thousandth part.
  public static var mostFreedom: Int { 4_000 }

  /// - Precondition: `freedom` is positive.
  public init(freedom: Int) {
    precondition(freedom > 0, "freedom \(freedom) must be positive")
    self.freedom = Swift.min(freedom, StudentT.mostFreedom)
  }

  /// The chance of a value farther from zero than `t`, on either side.
  ///
  /// - Complexity: O(freedom).
  public func twoSided(_ t: Double) -> Double {
    let t = t.magnitude
    guard t.isFinite else { return StudentT.least }
    let within = freedom % 2 == 0 ? withinEven(t) : withinOdd(t)
    return Swift.min(1, Swift.max(StudentT.least, 1 - within))
  }

  /// The value that is exceeded, on either side, with this chance.
  ///
  /// - Complexity: O(freedom).
  public func critical(_ chance: Double) -> Double {
    precondition(chance > 0 && chance < 1, "a chance of \(chance) is none between 0 and 1")
    var (low, high) = (0.0, 2.0)
    while twoSided(high) > chance, high < 1e12 { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if twoSided(middle) > chance { low = middle } else { high = middle }
    }
    return high
  }

  /// The least chance that is told from none.
  private static var least: Double { 1e-12 }

  private func withinEven(_ t: Double) -> Double {
    let cosine = cosineSquare(t)
    var (term, sum) = (1.0, 1.0)
    var k = 1
    while k <= freedom - 3 {
      term *= cosine * Double(k) / Double(k + 1)
      sum += term
      k += 2
    }
    return sine(t) * sum
  }

  private func withinOdd(_ t: Double) -> Double {
    let angle = StudentT.arcTangent(t / Double(freedom).squareRoot())
    guard freedom > 1 else { return angle / StudentT.quarterTurn }
    let cosine = cosineSquare(t)
    var (term, sum) = (1.0, 1.0)
    var k = 2
    while k <= freedom - 3 {
      term *= cosine * Double(k) / Double(k + 1)
      sum += term
      k += 2
    }
    return (angle + sine(t) * cosine.squareRoot() * sum) / StudentT.quarterTurn
  }

  private func sine(_ t: Double) -> Double { t / (Double(freedom) + t * t).squareRoot() }

  private func cosineSquare(_ t: Double) -> Double {
    Double(freedom) / (Double(freedom) + t * t)
  }

  private static var quarterTurn: Double { Double.pi / 2 }

  /// The angle in radians whose tangent is a number that is not negative.
  private static func arcTangent(_ tangent: Double) -> Double {
    if tangent > 1 { return quarterTurn - arcTangent(1 / tangent) }
    // Halving the angle three times makes the series converge within a dozen terms.
    var x = tangent
    for _ in 0..<3 { x /= 1 + (1 + x * x).squareRoot() }
    var (power, sum) = (x, x)
    var k = 3.0
    while k < 60 {
      power *= -x * x
      sum += power / k
      k += 2
    }
    return sum * 8
  }
}

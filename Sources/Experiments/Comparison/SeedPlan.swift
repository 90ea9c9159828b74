import Checks

/// How many seeds see a difference of a size with a chance of 90 %.
///
/// The variance is not known but measured, and a plan by too small a one sees too little: so the upper end of
/// its one-sided 80 % interval is taken (Browne, *On the Use of a Pilot Sample for Sample Size
/// Determination*, 1995).
struct SeedPlan {
  /// The normal quantiles of the level, on both sides, and of the power.
  private let level: Double
  private let power: Double
  private let isPaired: Bool
  /// Fewer seeds cannot be as rare as the level, however they differ.
  let least: Int64

  /// More than these are not worth telling apart.
  private static var most: Double { 1e12 }

  /// - Parameter level: the chance at which one difference is called, on both sides.
  init(level: Double, isPaired: Bool) {
    let normal = StudentT(freedom: StudentT.mostFreedom)
    self.level = normal.critical(level)
    power = normal.critical(0.2)
    self.isPaired = isPaired
    var least: Int64 = 2
    var ways = isPaired ? 2.0 : 6.0
    while 1 / ways > (isPaired ? level : level / 2) {
      least += 1
      ways *= isPaired ? 2 : 3
    }
    self.least = least
  }

  /// Seeds, of each system where they are not paired; nil if no number of them is told.
  func seeds(toSee difference: Double, _ test: MeanDifference) -> Int64? {
    guard let freedom = test.freedom, !test.isIdentical, difference != 0 else { return nil }
    let variance = test.variance * SeedPlan.caution(freedom)
    let units = variance / (difference * difference)
    var seeds = (level + power) * (level + power) * units
    for _ in 0..<8 {
      let freedom = Swift.max(4, (isPaired ? seeds : 2 * seeds) - 1)
      let sum = SeedPlan.student(level, freedom) + SeedPlan.student(power, freedom)
      seeds = (seeds + sum * sum * units) / 2
    }
    guard seeds < SeedPlan.most else { return nil }
    return Swift.max(least, Int64(seeds.rounded(.up)))
  }

  /// A normal quantile as one of t (Abramowitz and Stegun, 26.7.5, the first two terms).
  private static func student(_ normal: Double, _ freedom: Double) -> Double {
    let cube = normal * normal * normal
    return normal + (cube + normal) / (4 * freedom)
      + (5 * cube * normal * normal + 16 * cube + 3 * normal) / (96 * freedom * freedom)
  }

  /// The upper end of a variance's one-sided 80 % interval, by the measured one (Wilson and Hilferty 1931).
  private static func caution(_ freedom: Int) -> Double {
    let part = 2 / (9 * Double(freedom))
    let root = 1 - part - 0.8416 * part.squareRoot()
    return root > 0.2 ? 1 / (root * root * root) : 125
  }
}

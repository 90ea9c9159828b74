import Checks

/// The difference of two means, judged by Student's t: of pairs, or by Welch's form of two groups.
///
/// Only operations that IEEE 754 rounds in one way, taken in the order of the runs.
struct MeanDifference {
  /// Pairs, or runs of both groups together.
  let count: Int
  let lonely: Int
  let means: (first: Double, second: Double)
  /// The second less the first.
  let difference: Double
  /// The variance that, divided by the seeds, is that of the difference.
  let variance: Double
  let isIdentical: Bool
  /// Degrees of freedom; nil with too few runs.
  let freedom: Int?
  /// The chance of such a difference where there is none.
  let chance: Double
  let margin: Double?
  let strength: Double

  var isTested: Bool { freedom != nil }

  init(_ values: ColumnPairs.Values, isPaired: Bool) {
    lonely = values.lonely
    let moments = isPaired ? MeanDifference.paired(values) : MeanDifference.grouped(values)
    means = moments.means
    difference = moments.difference
    isIdentical = moments.isIdentical
    variance = moments.variance
    freedom = moments.freedom
    count = isPaired ? values.first.count : values.first.count + values.second.count
    guard let freedom = moments.freedom, !isIdentical else {
      (chance, margin, strength) = (1, moments.freedom == nil ? nil : 0, 0)
      return
    }
    let student = StudentT(freedom: freedom)
    margin = student.critical(0.05) * moments.error
    strength = moments.error > 0 ? moments.difference.magnitude / moments.error : .infinity
    let floor = MeanDifference.leastChance(values, isPaired: isPaired)
    chance = Swift.min(1, Swift.max(floor, student.twoSided(strength)))
  }

  private struct Moments {
    var means = (first: 0.0, second: 0.0)
    var difference = 0.0
    var variance = 0.0
    var error = 0.0
    var isIdentical = false
    var freedom: Int?
  }

  private static func paired(_ values: ColumnPairs.Values) -> Moments {
    var moments = Moments()
    let differences = zip(values.first, values.second).map { $1 - $0 }
    guard !differences.isEmpty else { return moments }
    moments.means = (mean(values.first), mean(values.second))
    moments.difference = mean(differences)
    moments.isIdentical = differences.allSatisfy { $0 == 0 } && values.lonely == 0
    guard differences.count > 1 else { return moments }
    moments.variance = variance(differences, moments.difference)
    moments.error = (moments.variance / Double(differences.count)).squareRoot()
    moments.freedom = differences.count - 1
    return moments
  }

  private static func grouped(_ values: ColumnPairs.Values) -> Moments {
    var moments = Moments()
    guard let value = values.first.first, !values.second.isEmpty else { return moments }
    moments.means = (mean(values.first), mean(values.second))
    moments.difference = moments.means.second - moments.means.first
    moments.isIdentical =
      values.lonely == 0 && (values.first + values.second).allSatisfy { $0 == value }
    guard values.first.count > 1, values.second.count > 1 else { return moments }
    let first = variance(values.first, moments.means.first)
    let second = variance(values.second, moments.means.second)
    moments.variance = first + second
    let (a, b) = (first / Double(values.first.count), second / Double(values.second.count))
    moments.error = (a + b).squareRoot()
    let low = Swift.min(values.first.count, values.second.count) - 1
    let high = values.first.count + values.second.count - 2
    let parts =
      a * a / Double(values.first.count - 1) + b * b / Double(values.second.count - 1)
    let welch = parts > 0 ? (a + b) * (a + b) / parts : Double(low)
    moments.freedom = Swift.max(low, Swift.min(high, Int(Swift.min(welch, 1e9))))
    return moments
  }

  /// A permutation of signs, or of groups, is at most so rare: fewer runs prove nothing, whatever t says.
  private static func leastChance(_ values: ColumnPairs.Values, isPaired: Bool) -> Double {
    var ways = 1.0
    if isPaired {
      for _ in 1..<Swift.max(2, values.first.count) where ways < 1e15 { ways *= 2 }
      return 1 / ways
    }
    let (small, all) = (
      Swift.min(values.first.count, values.second.count), values.first.count + values.second.count
    )
    for number in 0..<small where ways < 1e15 {
      ways *= Double(all - number) / Double(number + 1)
    }
    return Swift.min(1, 2 / ways)
  }

  private static func mean(_ values: [Double]) -> Double {
    // Sums of differences to the first value: exact as long as they stay below 2^53.
    let base = values[0]
    return base + values.reduce(0) { $0 + ($1 - base) } / Double(values.count)
  }

  private static func variance(_ values: [Double], _ mean: Double) -> Double {
    values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}

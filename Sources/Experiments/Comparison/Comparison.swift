import Scenarios

/// Two systems measured on many seeds, measure by measure and window by window.
///
/// Each seed gives one number for a measure, a statistic and a window. On the same seeds the differences of
/// the pairs are judged, as both meet the same weather; on other seeds the means of both. A difference is
/// called if Student's t calls it when all that were looked at are counted (Holm, *A Simple Sequentially
/// Rejective Multiple Test Procedure*, 1979): of systems that do not differ, any is called in at most 5 %
/// of comparisons.
public struct Comparison: Sendable {
  /// The rows of one system.
  public struct Side: Sendable {
    /// What was run.
    public let header: SweepHeader
    /// Of one variant, in the order of the seeds.
    public let rows: [SweepRow]

    /// The rows of a variant that was run.
    public init(_ header: SweepHeader, rows: [SweepRow]) {
      self.header = header
      self.rows = rows
    }
  }

  /// Everything that both measured, in the order of the windows and measures.
  public let differences: [Difference]
  /// Whether runs of the same seed are compared with one another.
  public let isPaired: Bool
  /// Runs of the first and of the second; of pairs both are the number of seeds that both have.
  public let runs: (first: Int, second: Int)

  /// The chance of calling any difference where there is none.
  public static var level: Double { 0.05 }

  /// - Parameters:
  ///   - isPaired: whether the runs of the same seed are compared with one another.
  ///   - relative: the part of the first's mean that a planned comparison is to see.
  public init(_ first: Side, _ second: Side, isPaired: Bool, relative: Double) {
    var columns = ColumnPairs(first, second, isPaired: isPaired)
    self.isPaired = isPaired
    runs = columns.runs
    let pairs = columns.all()
    let tests = pairs.map { MeanDifference($0.values, isPaired: isPaired) }
    let count = tests.count { $0.isTested }
    let adjusted = Comparison.holm(tests.map { $0.isTested ? $0.chance : nil })
    let plan = SeedPlan(
      level: Comparison.level / Double(Swift.max(1, count)), isPaired: isPaired)
    differences = zip(pairs, zip(tests, adjusted)).map { pair, result in
      Difference(pair.subject, result.0, chance: result.1, plan, relative: relative)
    }
  }

  /// The fewest seeds of which as many numbers as were looked at can be called at all; fewer pairs are never
  /// rare enough, however they differ.
  public var leastSeeds: Int64 {
    let count = isTested ? testedCount : differences.count
    return SeedPlan(level: Comparison.level / Double(Swift.max(1, count)), isPaired: isPaired).least
  }

  private var isTested: Bool { differences.contains { $0.isTested } }

  /// How many were looked at, which the verdicts take into account.
  public var testedCount: Int { differences.count { $0.isTested } }

  /// Holm's adjusted chances of those that have one.
  private static func holm(_ chances: [Double?]) -> [Double?] {
    let order = chances.indices.filter { chances[$0] != nil }.sorted {
      let (left, right) = (chances[$0] ?? 1, chances[$1] ?? 1)
      return left == right ? $0 < $1 : left < right
    }
    var adjusted = chances
    var least = 0.0
    for (rank, index) in order.enumerated() {
      least = Swift.max(least, Double(order.count - rank) * (chances[index] ?? 1))
      adjusted[index] = Swift.min(1, least)
    }
    return adjusted
  }
}

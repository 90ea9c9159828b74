public import Scenarios
public import Simulator

/// One statistic of a measure in one window, of two systems.
public struct Difference: Sendable {
  /// What is compared.
  public struct Subject: Hashable, Sendable {
    /// What was measured; of runs that failed, a flag of that name.
    public let measure: Measure
    /// Of samples; else `total`.
    public let statistic: Statistic
    /// Whether it counts samples that were awaited and never came, and not those that came.
    public let isCensored: Bool
    /// The part of the runs.
    public let window: Expectation.Window
  }

  /// What a comparison comes to.
  public enum Verdict: String, Word {
    /// Every number of one is that of the other.
    case identical
    case better
    case worse
    /// It differs, and neither less nor more of it is better.
    case differs
    case notSeen = "no difference seen"
    /// Too few runs have it.
    case notCompared = "not compared"
  }

  /// What is compared.
  public let subject: Subject
  /// What it came to.
  public let verdict: Verdict
  /// Pairs that both have it, or runs of both together.
  public let runCount: Int
  /// Runs in which only one of the two has it.
  public let lonely: Int
  /// The means of the first and the second.
  public let means: (first: Double, second: Double)
  /// The second less the first.
  public let difference: Double
  /// Half of the 95 % interval of the difference by itself; nil with too few runs.
  public let margin: Double?
  /// The chance of such a difference where there is none, with all others counted; nil if it is not tested.
  public let chance: Double?
  /// Seeds that would see a difference as large as this at 90 % power; nil where there is none to be seen.
  public let seedsForSeen: Int64?
  /// Seeds that would see a difference of the wanted part of the first's mean at 90 % power.
  public let seedsForRelative: Int64?
  /// The difference by its standard error: those that are surest come first.
  let strength: Double

  /// Whether it counts among those that were looked at.
  public var isTested: Bool { chance != nil }

  /// Whether a difference is called.
  public var isCalled: Bool {
    verdict == .better || verdict == .worse || verdict == .differs
  }

  init(
    _ subject: Subject, _ test: MeanDifference, chance: Double?, _ plan: SeedPlan,
    relative: Double
  ) {
    self.subject = subject
    self.chance = chance
    runCount = test.count
    lonely = test.lonely
    means = test.means
    difference = test.difference
    margin = test.margin
    strength = test.strength
    seedsForSeen = plan.seeds(toSee: test.difference, test)
    seedsForRelative = plan.seeds(toSee: test.means.first * relative, test)
    if test.isIdentical {
      verdict = .identical
    } else if let chance {
      verdict =
        chance <= Comparison.level
        ? Difference.verdict(subject, isMore: test.difference > 0) : .notSeen
    } else {
      verdict = .notCompared
    }
  }

  private static func verdict(_ subject: Subject, isMore: Bool) -> Verdict {
    // What is never answered is never good.
    switch subject.isCensored ? .less : subject.measure.better {
    case .less: isMore ? .worse : .better
    case .more: isMore ? .better : .worse
    case .neither: .differs
    }
  }
}

extension Comparison {
  /// The differences that are called, the surest first.
  public var called: [Difference] {
    let order = differences.indices.filter { differences[$0].isCalled }.sorted {
      let (left, right) = (differences[$0].strength, differences[$1].strength)
      return left == right ? $0 < $1 : left > right
    }
    return order.map { differences[$0] }
  }
}

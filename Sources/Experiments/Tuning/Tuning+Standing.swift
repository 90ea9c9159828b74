import Checks
import Scenarios

extension Tuning {
  /// What became of a setting.
  public enum Status: String, Sendable {
    /// It holds, has the best value of those that were run on all seeds, and every other that holds is
    /// worse by more than luck.
    case best
    /// It holds and has the best value, but there are others that cannot be told from it.
    case leads
    /// It cannot be told from the one that leads.
    case open
    /// Every run of both has the same number.
    case equal
    /// It is worse than the one that leads by more than luck.
    case worse
    /// More of its runs failed than may.
    case failing
    /// It was stopped before it was decided on.
    case unfinished
    /// It holds, and none of its runs has the measure.
    case unmeasured
  }

  /// Where a setting stands in the end.
  public struct Standing: Sendable {
    /// The setting's number.
    public let arm: Int
    /// What became of it.
    public internal(set) var status: Status
    /// Its number less that of the one that leads, on the seeds that both have, with half of its 95 %
    /// interval; nil without such seeds.
    public internal(set) var difference: (value: Double, margin: Double?)?
    /// Seeds that would tell it from the one that leads at 90 % power; nil if it is told or equal.
    public internal(set) var seedsToTell: Int64?
  }

  /// Whether nothing is left to be run.
  public var isDone: Bool { round == nil }

  /// Whether the best setting is told from all others.
  public var isDecided: Bool { standings.contains { $0.status == .best } }

  /// The number of the setting that holds and has the best value; nil if none does, or not all is done.
  public var leader: Int? {
    if !isDone { return nil }
    let whole = arms.indices.filter { arms[$0].drop == nil && arms[$0].mean != nil }
    return ranked(whole).first
  }

  /// All settings: the one that leads, the others by their values, and last those that fail.
  ///
  /// A setting is worse where Student's t of the pairs says so with all settings and stages counted
  /// (Bonferroni): a setting that is not the best is called so in at most 5 % of searches.
  public var standings: [Standing] {
    let holding = ranked(arms.indices.filter { arms[$0].drop != .failing })
    let failing = ranked(arms.indices.filter { arms[$0].drop == .failing })
    let failed = failing.map { Standing(arm: $0, status: .failing) }
    guard let leader else {
      return holding.map { number in
        let status: Status = isDone ? .unmeasured : .unfinished
        return Standing(arm: number, status: status)
      } + failed
    }
    var others = holding.filter { $0 != leader }.map { standing(of: $0, beside: leader) }
    // Those on fewer seeds may have better means on them; the order is that of the differences.
    others.sort { left, right in
      let (one, other) = (rank(left), rank(right))
      return one == other ? left.arm < right.arm : one < other
    }
    let isBest = others.allSatisfy { $0.status == .worse || $0.status == .unmeasured }
    return [Standing(arm: leader, status: isBest ? .best : .leads)] + others + failed
  }

  /// How far behind it is.
  private func rank(_ standing: Standing) -> Double {
    guard let difference = standing.difference else { return .infinity }
    return goal.isLess ? difference.value : -difference.value
  }

  private func standing(of number: Int, beside leader: Int) -> Standing {
    var values = ColumnPairs.Values()
    for (one, other) in zip(arms[leader].values, arms[number].values) {
      switch (one, other) {
      case (let one?, let other?):
        values.first.append(Double(one))
        values.second.append(Double(other))
      case (nil, nil): break
      default: values.lonely += 1
      }
    }
    var standing = Standing(arm: number, status: .open)
    guard !values.first.isEmpty else {
      standing.status = arms[number].mean == nil ? .unmeasured : .open
      return standing
    }
    let test = MeanDifference(values, isPaired: true)
    standing.difference = (test.difference, test.margin)
    let looks = Double(arms.count * stages.count)
    let isBehind = goal.isLess ? test.difference > 0 : test.difference < 0
    if test.isIdentical {
      standing.status = .equal
    } else if test.isTested, isBehind, test.chance * looks <= Comparison.level {
      standing.status = .worse
    } else {
      let plan = SeedPlan(level: Comparison.level / looks, isPaired: true)
      standing.seedsToTell = plan.seeds(toSee: test.difference, test)
    }
    return standing
  }
}

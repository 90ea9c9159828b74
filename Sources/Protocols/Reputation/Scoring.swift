public import Simulator

/// How ratings become the score of a worker; whole numbers, no chance.
///
/// The newest hundred ratings weigh .95 less from one to the next, and the score to begin with counts as the
/// oldest of all. A score loses a twentieth for each epoch in which no task was rated. It depends on the ratings
/// alone, and not on the order in which they came.
public struct Scoring: Hashable, Sendable {
  /// How the ratings of a worker are put together.
  public enum Rule: String, Word {
    /// Their weighted mean.
    case mean
    /// Their weighted median.
    case median
    /// The weighted mean without the lowest and the highest quarter of the weight.
    case trimmed
    /// The mean, in which raters weigh the less the farther they are from the median, on the whole.
    case credible
  }

  /// How ratings are put together.
  public var rule: Rule
  /// Whether the score to begin with counts.
  var countsPrior = true
  /// Whether scores lose by time.
  var decays = true

  /// Scores by a rule.
  public init(_ rule: Rule) { self.rule = rule }

  /// In thousandths, of a worker that was never rated.
  public static var prior: Int32 { 500 }
  /// The greatest score.
  public static var highest: Int32 { 1000 }
  /// The most ratings of a worker that count.
  static var limit: Int { 100 }
  /// One, as a weight.
  static var one: Int64 { 1 << 20 }

  /// The scores of all workers at an epoch, from the newest ratings of each, the newest first.
  ///
  /// - Complexity: O(ratings that count), and O(n log n) in those of a worker by any rule but the mean.
  public func scores(_ lists: [[Rating]], workers: Int, at epoch: Int32) -> [Int32] {
    let credits = rule == .credible ? credits(lists) : [:]
    return (0..<workers).map { score($0 < lists.count ? lists[$0] : [], credits, at: epoch) }
  }

  /// The score of one worker at an epoch.
  public func score(of worker: Int, _ lists: [[Rating]], at epoch: Int32) -> Int32 {
    let credits = rule == .credible ? credits(lists) : [:]
    return score(worker < lists.count ? lists[worker] : [], credits, at: epoch)
  }

  private func score(_ list: [Rating], _ credits: [Int32: Int64], at epoch: Int32) -> Int32 {
    guard let newest = list.first else { return Self.prior }
    let score = combine(weigh(list, credits))
    return decays ? Self.decayed(score, by: Int64(epoch) - Int64(newest.epoch)) : score
  }

  /// A score with its weight.
  private struct Weighed {
    let score: Int64
    let weight: Int64
  }

  private func weigh(_ list: [Rating], _ credits: [Int32: Int64]) -> [Weighed] {
    var weight = Self.one
    var weighed: [Weighed] = []
    for rating in list {
      let credit = credits[rating.rater] ?? 1000
      weighed.append(Weighed(score: Int64(rating.score), weight: weight * credit / 1000))
      weight = weight * 95 / 100
    }
    if countsPrior { weighed.append(Weighed(score: Int64(Self.prior), weight: weight)) }
    return weighed
  }

  private func combine(_ weighed: [Weighed]) -> Int32 {
    switch rule {
    case .mean, .credible: return Self.mean(weighed[...])
    case .median: return Self.median(weighed)
    case .trimmed: return Self.mean(Self.trimmed(weighed)[...])
    }
  }

  private static func mean(_ weighed: ArraySlice<Weighed>) -> Int32 {
    var (sum, weight) = (Int64(0), Int64(0))
    for item in weighed {
      sum += item.score * item.weight
      weight += item.weight
    }
    return weight == 0 ? prior : Int32(truncatingIfNeeded: sum / weight)
  }

  /// The middle half of the weight, from the lowest score to the highest.
  private static func trimmed(_ weighed: [Weighed]) -> [Weighed] {
    let all = weighed.reduce(0) { $0 + $1.weight }
    var (middle, before) = ([Weighed](), Int64(0))
    for item in weighed.sorted(by: { ($0.score, $0.weight) < ($1.score, $1.weight) }) {
      let kept = min(before + item.weight, all - all / 4) - max(before, all / 4)
      if kept > 0 { middle.append(Weighed(score: item.score, weight: kept)) }
      before += item.weight
    }
    return middle
  }

  /// The lowest score that half of the weight is not above.
  private static func median(_ weighed: [Weighed]) -> Int32 {
    let all = weighed.reduce(0) { $0 + $1.weight }
    var weight: Int64 = 0
    for item in weighed.sorted(by: { ($0.score, $0.weight) < ($1.score, $1.weight) }) {
      weight += item.weight
      if 2 * weight >= all { return Int32(truncatingIfNeeded: item.score) }
    }
    return prior
  }

  /// What each rater's word weighs, in thousandths: half at a mean distance of 100 from the medians.
  private func credits(_ lists: [[Rating]]) -> [Int32: Int64] {
    var distances: [Int32: (sum: Int64, count: Int64)] = [:]
    for list in lists where !list.isEmpty {
      let median = Int64(Self.median(weigh(list, [:])))
      for rating in list {
        distances[rating.rater, default: (0, 0)].sum += abs(Int64(rating.score) - median)
        distances[rating.rater, default: (0, 0)].count += 1
      }
    }
    return distances.mapValues { total in
      let distance = total.sum / total.count
      return 10_000_000 / (10_000 + distance * distance)
    }
  }

  private static func decayed(_ score: Int32, by epochs: Int64) -> Int32 {
    var factor = one
    for _ in 0..<min(max(epochs, 0), 400) { factor = factor * 95 / 100 }
    return Int32(truncatingIfNeeded: Int64(score) * factor / one)
  }
}

/// What a score is good for.
public enum Tier: String, Word {
  case platinum
  case gold
  case silver
  case bronze

  /// The tier of a score: from .95, .85 and .65 on.
  public init(_ score: Int32) {
    switch score {
    case 950...: self = .platinum
    case 850...: self = .gold
    case 650...: self = .silver
    default: self = .bronze
    }
  }
}

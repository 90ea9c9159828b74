/// A choice among several candidates by ballots that score each; whole numbers, no chance.
///
/// Candidates are known by their place, which breaks ties: the lowest place among equal scores wins.
public struct Candidates: Hashable, Sendable {
  /// How ballots become scores.
  public enum Rule: Hashable, Sendable {
    /// One point to the candidate that a ballot scores highest.
    case plurality
    /// One point to each candidate that a ballot scores at least this.
    case approval(atLeast: Int64)
    /// One point to a candidate for each other that a ballot ranks below it.
    case borda

    public var name: String {
      switch self {
      case .plurality: "plurality"
      case .approval: "approval"
      case .borda: "Borda"
      }
    }
  }

  public let rule: Rule
  /// Points of each candidate so far.
  public private(set) var points: [Int64]

  public init(_ rule: Rule, count: Int) {
    self.rule = rule
    points = Array(repeating: 0, count: count)
  }

  /// Counts a ballot: one score for each candidate.
  ///
  /// - Returns: whether it was counted; one of another length is not.
  @discardableResult
  public mutating func count(_ scores: [Int64]) -> Bool {
    guard scores.count == points.count, !scores.isEmpty else { return false }
    switch rule {
    case .plurality: points[Self.highest(scores)] += 1
    case .approval(let least):
      for place in scores.indices where scores[place] >= least {
        points[place] += 1
      }
    case .borda:
      for place in scores.indices {
        for other in scores.indices where Self.ranks(place, above: other, scores) {
          points[place] += 1
        }
      }
    }
    return true
  }

  /// The place of the winner; nil if there are no candidates.
  public var winner: Int? { points.isEmpty ? nil : Self.highest(points) }

  private static func ranks(_ place: Int, above other: Int, _ scores: [Int64]) -> Bool {
    scores[place] > scores[other] || (scores[place] == scores[other] && place < other)
  }

  private static func highest(_ scores: [Int64]) -> Int {
    var best = 0
    for place in scores.indices where scores[place] > scores[best] { best = place }
    return best
  }
}

public import Simulator

/// A choice among several candidates by ballots that score each; whole numbers, no chance.
///
/// Candidates are known by their index, which breaks ties: the lowest index among equal scores wins.
public struct Candidates: Hashable, Sendable {
  /// How ballots become scores.
  public enum Rule: Fielded, Hashable, Sendable {
    /// One point to the candidate that a ballot scores highest.
    case plurality
    /// One point to each candidate that a ballot scores at least this.
    case approval(atLeast: Int64)
    /// One point to a candidate for each other that a ballot ranks below it.
    case borda

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .plurality: visitor.kind(0, "plurality")
      case .approval(let least):
        visitor.kind(1, "approval")
        visitor.field("atLeast", least)
      case .borda: visitor.kind(2, "Borda")
      }
    }
  }

  /// How ballots become scores here.
  public let rule: Rule
  /// Points of each candidate so far.
  public private(set) var points: [Int64]

  /// No ballot has been counted.
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
      for index in scores.indices where scores[index] >= least { points[index] += 1 }
    case .borda:
      for index in scores.indices {
        for other in scores.indices where Self.ranks(index, above: other, scores) {
          points[index] += 1
        }
      }
    }
    return true
  }

  /// The index of the winner; nil if there are no candidates.
  public var winner: Int? { points.isEmpty ? nil : Self.highest(points) }

  private static func ranks(_ index: Int, above other: Int, _ scores: [Int64]) -> Bool {
    scores[index] > scores[other] || (scores[index] == scores[other] && index < other)
  }

  private static func highest(_ scores: [Int64]) -> Int {
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    return best
  }
}

public import Simulator

/// How a variable is read where several agents wrote it and did not know of one another.
///
/// Replicas agree because their versions are a join semilattice (`DottedVersionVector`), in which no
/// concurrent write is lost; a policy is only a function of the set of versions, so every one is
/// commutative, associative and idempotent. A function of one's own is one more case here.
@frozen
public enum ConflictPolicy: String, Word {
  /// The version with the highest hybrid time, and among equals of the highest agent.
  case lastWriteWins = "last write wins"
  /// The version of the agent with the highest priority; among equals the last write.
  case priority
  /// An arbiter orders: it writes the version that it chose over the others. Until then the last write.
  case consensus
  /// The greatest value ever written.
  case maximum
  /// The sum of all amounts ever written: a counter that goes up and down.
  case counter
  /// The union of all sets ever written, each a bit mask of 64 elements.
  case union
  /// The mean of the concurrent versions, rounded down.
  case average
  /// The least of the concurrent versions.
  case minimum
  /// The middle one of the concurrent versions, the lower of two.
  case median
  /// The concurrent version nearest to zero, the lower of two.
  case nearestToZero = "nearest to zero"
}

/// What a version holds.
public struct Payload: Hashable, Sendable {
  /// What was written; a policy says how to read it: as a value, an amount or a set.
  public let value: Int64
  /// The hybrid time of the write, by which the last one wins.
  public let time: HybridClock
  /// The origin's.
  public let priority: Int32

  /// A version written at a hybrid time by an agent of this priority.
  public init(_ value: Int64, at time: HybridClock, priority: Int32 = 0) {
    self.value = value
    self.time = time
    self.priority = priority
  }
}

extension Payload: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("value", value)
    visitor.field("priority", priority)
    visitor.field("stamp", time)
  }
}

/// The versions of one variable.
public typealias Versions = DottedVersionVector<Payload>

extension ConflictPolicy {
  /// What the variable is worth; 0 before anything was written.
  ///
  /// - Complexity: O(s log s) in the number of versions.
  public func value(of versions: Versions) -> Int64 {
    let siblings = versions.siblings
    if siblings.isEmpty { return 0 }
    switch self {
    case .lastWriteWins, .priority, .consensus: return winner(of: versions)?.value.value ?? 0
    case .maximum: return siblings.reduce(.min) { max($0, $1.value.value) }
    case .counter: return siblings.reduce(0) { $0 &+ $1.value.value }
    case .union: return siblings.reduce(0) { $0 | $1.value.value }
    case .average: return ConflictPolicy.mean(siblings.map { $0.value.value })
    case .minimum: return siblings.reduce(.max) { min($0, $1.value.value) }
    case .median: return siblings.map { $0.value.value }.sorted()[(siblings.count - 1) / 2]
    case .nearestToZero: return ConflictPolicy.nearestToZero(siblings.map { $0.value.value })
    }
  }

  /// The version that stands where one of them must; nil if there is none.
  public func winner(of versions: Versions) -> Versions.Sibling? {
    let ranksPriority = self == .priority
    return versions.siblings.max {
      let (left, right) = ($0.value, $1.value)
      if ranksPriority, left.priority != right.priority { return left.priority < right.priority }
      if left.time != right.time { return left.time < right.time }
      return $0.dot < $1.dot
    }
  }

  private static func nearestToZero(_ values: [Int64]) -> Int64 {
    values.reduce(values[0]) { nearest, value in
      if value.magnitude == nearest.magnitude { return min(value, nearest) }
      return value.magnitude < nearest.magnitude ? value : nearest
    }
  }

  /// The mean rounded down, without an overflow on the way.
  private static func mean(_ values: [Int64]) -> Int64 {
    let count = Int64(values.count)
    var whole: Int64 = 0
    var rest: Int64 = 0
    for value in values {
      let (quotient, remainder) = floorDivision(value, count)
      whole += quotient
      rest += remainder
    }
    return whole + rest / count
  }

  private static func floorDivision(_ value: Int64, _ by: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: by)
    return remainder < 0 ? (quotient - 1, remainder + by) : (quotient, remainder)
  }
}

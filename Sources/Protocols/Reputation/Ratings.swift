public import Simulator

/// A set of ratings, one for each task, that only grows: a replicated data type without conflicts.
///
/// The join of two sets has every task of both, and of two ratings of one task the one that counts. It is
/// commutative, associative and idempotent, so replicas that have heard of the same ratings hold the same set,
/// in whatever order and however often they heard of them (Shapiro and others, 2011).
public struct Ratings: Hashable, Sendable {
  /// By rater, then by the number of the task, from 1.
  private var byRater: [[Rating?]] = []
  /// By worker, the newest hundred ratings, the newest first.
  public private(set) var newest: [[Rating]] = []
  /// By rater, what tells its ratings from those of another set.
  public private(set) var summaries: [Summary] = []
  /// Number of tasks.
  public private(set) var count = 0
  /// Sum of a word a rating: equal of equal sets.
  public private(set) var digest: UInt64 = 0

  /// What a set has of one rater.
  @frozen
  public struct Summary: Hashable, Sendable {
    /// Up to this number no task is missing.
    public var low: Int32 = 0
    /// Number of tasks.
    public var count: Int32 = 0
    /// Sum of a word a rating.
    public var sum: UInt64 = 0

    /// Nothing of a rater.
    public init() {}
  }

  /// What a rating did to a set.
  public enum Change: Hashable, Sendable {
    /// The task was not rated.
    case added
    /// It was, and this rating counts from now on.
    case replaced
    /// Nothing.
    case none
  }

  /// A set without a rating.
  public init() {}

  /// The rating of a task that counts; nil if there is none.
  public subscript(rater: Int32, number: Int32) -> Rating? {
    guard rater >= 0, rater < byRater.count, number >= 1,
      number <= byRater[Int(rater)].count
    else { return nil }
    return byRater[Int(rater)][Int(number) - 1]
  }

  /// Takes a rating in.
  ///
  /// - Precondition: rater, worker and number are small numbers, from 0 and the last from 1.
  /// - Complexity: O(1), amortised; O(n log n) of one that takes the place of another.
  @discardableResult
  public mutating func insert(_ rating: Rating) -> Change {
    guard let other = self[rating.rater, rating.number] else {
      add(rating)
      return .added
    }
    if !rating.counts(over: other) { return .none }
    replace(other, by: rating)
    return .replaced
  }

  /// Puts a rating in the place of that of its task, whichever of them counts.
  mutating func replace(_ other: Rating, by rating: Rating) {
    let rater = Int(rating.rater)
    byRater[rater][Int(rating.number) - 1] = rating
    for worker in [Int(other.worker), Int(rating.worker)] where worker < newest.count {
      newest[worker] = Array(
        all.filter { $0.worker == worker }.sorted { $0.isNewer(than: $1) }.prefix(Scoring.limit))
    }
    if newest.count <= rating.worker { list(rating) }
    while newest.last?.isEmpty == true { newest.removeLast() }
    let difference = rating.word &- other.word
    summaries[rater].sum &+= difference
    digest &+= difference
  }

  private mutating func add(_ rating: Rating) {
    let (rater, place) = (Int(rating.rater), Int(rating.number) - 1)
    while byRater.count <= rater {
      byRater.append([])
      summaries.append(Summary())
    }
    while byRater[rater].count <= place { byRater[rater].append(nil) }
    byRater[rater][place] = rating
    list(rating)
    count += 1
    digest &+= rating.word
    summaries[rater].count += 1
    summaries[rater].sum &+= rating.word
    var low = Int(summaries[rater].low)
    while low < byRater[rater].count, byRater[rater][low] != nil { low += 1 }
    summaries[rater].low = Int32(truncatingIfNeeded: low)
  }

  /// Puts a rating among the newest of its worker, if it is.
  private mutating func list(_ rating: Rating) {
    let worker = Int(rating.worker)
    while newest.count <= worker { newest.append([]) }
    let place = newest[worker].firstIndex { rating.isNewer(than: $0) } ?? newest[worker].count
    if place < Scoring.limit { newest[worker].insert(rating, at: place) }
    if newest[worker].count > Scoring.limit { newest[worker].removeLast() }
  }

  /// The join with another set.
  ///
  /// - Complexity: O(ratings of the other).
  public mutating func formJoin(_ other: Ratings) {
    for rating in other.all { insert(rating) }
  }

  /// By rater and number.
  public var all: [Rating] { byRater.flatMap { $0.compactMap { $0 } } }

  /// What a set with these summaries lacks or has otherwise, rater by rater up to the one with which there are
  /// `limit` of them.
  ///
  /// A rater's are never told in part: behind a gap that nobody fills the same part would be told for ever.
  ///
  /// - Complexity: O(raters), and O(its tasks) of a rater that differs.
  public func missing(from summaries: [Summary], limit: Int) -> [Rating] {
    var missing: [Rating] = []
    for rater in byRater.indices {
      let other = rater < summaries.count ? summaries[rater] : Summary()
      let own = self.summaries[rater]
      if other == own { continue }
      if missing.count >= limit { break }
      // As many, and other ones: all are told, since nobody knows which task was rated twice.
      let isTwice = other.count == own.count && other.low == own.low
      for rating in byRater[rater].dropFirst(isTwice ? 0 : Int(other.low)) {
        guard let rating else { continue }
        missing.append(rating)
      }
    }
    return missing
  }
}

extension Ratings.Summary: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("low", low, "count", count)
    visitor.field("sum", sum)
  }
}

extension Ratings: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(all) }
}

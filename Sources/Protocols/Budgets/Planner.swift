public import Simulator

/// Which of the tasks offered are done for a budget, so that they are worth most and each is done in time.
///
/// A worker does one task at a time, the one that must be done first before the others; a set of tasks is
/// feasible if that way each ends by its deadline.
public struct Planner: Hashable, Sendable {
  /// How tasks are chosen.
  public enum Rule: String, Word {
    /// The best set, by branch and bound, of up to `exactLimit` tasks; of more by ratio.
    case best
    /// By falling worth for a coin, each that fits.
    case ratio
    /// As the original does: by three classes of worth, up to the first that does not fit.
    case priority
  }

  /// How tasks are chosen.
  public let rule: Rule
  /// The most tasks of which the best set is sought.
  public static var exactLimit: Int { 18 }

  /// A way to choose.
  public init(_ rule: Rule) { self.rule = rule }

  /// The tasks to do, from a moment on, in the order of the offers.
  ///
  /// - Complexity: O(n log n) and O(n) feasibility tests; exponential in up to `exactLimit` tasks by `best`.
  public func plan(_ offers: [TaskOffer], budget: Int64, at now: Nanoseconds) -> [TaskOffer] {
    switch rule {
    case .priority: return byPriority(offers, budget)
    case .ratio: return Self.byRatio(offers, budget, now)
    case .best:
      if offers.count > Self.exactLimit { return Self.byRatio(offers, budget, now) }
      return Self.best(offers, budget, now)
    }
  }

  /// Whether all of these can be done in time by their owners.
  public static func isFeasible(_ offers: [TaskOffer], at now: Nanoseconds) -> Bool {
    let sorted = offers.sorted {
      ($0.owner, $0.deadline, $0.task) < ($1.owner, $1.deadline, $1.task)
    }
    var (owner, end) = (Int32(-1), now)
    for offer in sorted {
      if offer.owner != owner { (owner, end) = (offer.owner, now) }
      end += offer.duration
      if end > offer.deadline { return false }
    }
    return true
  }

  private static func isBetter(_ left: TaskOffer, _ right: TaskOffer) -> Bool {
    // What costs nothing comes first: it is in every bound, whatever is left.
    if (left.cost == 0) != (right.cost == 0) { return left.cost == 0 }
    let (first, second) = (left.value * max(1, right.cost), right.value * max(1, left.cost))
    return first == second ? left.task < right.task : first > second
  }

  private static func byRatio(
    _ offers: [TaskOffer], _ budget: Int64, _ now: Nanoseconds
  ) -> [TaskOffer] {
    var (chosen, left) = ([TaskOffer](), budget)
    for offer in offers.sorted(by: isBetter) where offer.cost <= left {
      if !isFeasible(chosen + [offer], at: now) { continue }
      chosen.append(offer)
      left -= offer.cost
    }
    return chosen.sorted { $0.task < $1.task }
  }

  /// The most that tasks could be worth for a budget if they could be divided, whenever they are done.
  static func bound(_ sorted: ArraySlice<TaskOffer>, _ budget: Int64) -> Int64 {
    var (value, left) = (Int64(0), budget)
    for offer in sorted {
      if offer.cost > left { return value + offer.value * left / max(1, offer.cost) }
      value += offer.value
      left -= offer.cost
    }
    return value
  }

  /// What is known of the search for the best set.
  private struct Search {
    let sorted: [TaskOffer]
    let now: Nanoseconds
    var best: [TaskOffer]
    var value: Int64

    mutating func extend(_ chosen: inout [TaskOffer], _ value: Int64, _ place: Int, _ left: Int64) {
      if value > self.value { (best, self.value) = (chosen, value) }
      if place == sorted.count { return }
      if value + Planner.bound(sorted[place...], left) <= self.value { return }
      let offer = sorted[place]
      if offer.cost <= left, Planner.isFeasible(chosen + [offer], at: now) {
        chosen.append(offer)
        extend(&chosen, value + offer.value, place + 1, left - offer.cost)
        chosen.removeLast()
      }
      extend(&chosen, value, place + 1, left)
    }
  }

  private static func best(_ offers: [TaskOffer], _ budget: Int64, _ now: Nanoseconds)
    -> [TaskOffer]
  {
    let start = byRatio(offers, budget, now)
    var search = Search(
      sorted: offers.sorted(by: isBetter), now: now, best: start,
      value: start.reduce(0) { $0 + $1.value })
    var chosen: [TaskOffer] = []
    search.extend(&chosen, 0, 0, budget)
    return search.best.sorted { $0.task < $1.task }
  }

  /// What the best set is worth; of more than `exactLimit` tasks what it is worth at most.
  public static func optimum(_ offers: [TaskOffer], budget: Int64, at now: Nanoseconds) -> Int64 {
    if offers.count <= exactLimit {
      return best(offers, budget, now).reduce(0) { $0 + $1.value }
    }
    let feasible = offers.filter { now + $0.duration <= $0.deadline }
    return bound(feasible.sorted(by: isBetter)[...], budget)
  }

  private func byPriority(_ offers: [TaskOffer], _ budget: Int64) -> [TaskOffer] {
    let highest = offers.map { $0.value }.max() ?? 0
    func priority(_ offer: TaskOffer) -> Int64 {
      highest == 0 ? 0 : 3 * offer.value / (highest + 1)
    }
    let sorted = offers.sorted { (priority($1), $0.task) < (priority($0), $1.task) }
    var (chosen, left) = ([TaskOffer](), budget)
    for offer in sorted {
      if offer.cost > left { break }
      chosen.append(offer)
      left -= offer.cost
    }
    return chosen
  }
}

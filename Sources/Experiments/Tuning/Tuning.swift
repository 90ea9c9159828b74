public import Scenarios

/// The search for the setting that holds and has the best value of a measure, by successive halving.
///
/// All settings are run on a part of the seeds; those that fail are dropped, and of the rest the worse half;
/// what is left is run on twice as many, until the last ones have been run on all (Karnin, Koren and Somekh,
/// *Almost Optimal Exploration in Multi-Armed Bandits*, 2013; Jamieson and Talwalkar, *Non-stochastic Best Arm
/// Identification and Hyperparameter Optimization*, 2016, where settings are arms). Every setting meets the
/// same seeds in the same order, so differences of pairs are judged. If all that were kept fail in the end,
/// those that were only worse are taken back, the best first.
public struct Tuning: Sendable {
  /// One setting, or combination of settings, that is tried.
  public struct Arm: Sendable {
    /// What sets it apart from the others.
    public let label: String
    /// Runs that were made of it.
    public internal(set) var runCount: Int64 = 0
    /// How many of them did not hold.
    public internal(set) var failedCount: Int64 = 0
    /// What failed first; nil if nothing did.
    public internal(set) var reason: String?
    /// Why it is not run any more; nil if it has not been dropped.
    public internal(set) var drop: Drop?
    /// The number of each run, by the place of its seed; nil without a sample.
    var values: [Int64?] = []
  }

  /// Why a setting is not run any more.
  public enum Drop: Hashable, Sendable {
    /// More of its runs did not hold than may.
    case failing
    /// It was of the worse half.
    case worse
  }

  /// What is to be run next.
  public struct Round: Hashable, Sendable {
    /// The settings, by their numbers.
    public let arms: [Int]
    /// The places of the seeds.
    public let places: Range<Int64>
  }

  /// What is to be had.
  public let goal: Goal
  /// The measure, the statistic and the window.
  public let place: Goal.Place
  /// In the order given.
  public private(set) var arms: [Arm]
  /// How many seeds settings have been run on at the end of each stage, rising.
  public let stages: [Int64]
  /// The share of runs that may fail, in parts per million.
  public let allowed: Int64
  private var stage = 0
  private var alive: [Int]
  /// Those that a stage began with.
  private var startCount: Int

  /// Every setting is run on this many seeds before any is dropped as worse.
  static var leastSeeds: Int64 { 8 }

  /// - Parameters:
  ///   - labels: at least one.
  ///   - seedCount: how many seeds the last ones are run on, at least one.
  ///   - allowed: the share of runs that may fail, in parts per million.
  public init(
    _ goal: Goal, _ place: Goal.Place, labels: [String], seedCount: Int64, allowed: Int64 = 0
  ) {
    precondition(!labels.isEmpty && seedCount > 0, "\(labels.count) settings, \(seedCount) seeds")
    self.goal = goal
    self.place = place
    self.allowed = allowed
    arms = labels.map { Arm(label: $0) }
    alive = Array(labels.indices)
    startCount = labels.count
    var halvings = 0
    while labels.count > 1 << halvings { halvings += 1 }
    let last = Swift.max(1, halvings)
    stages = (1...last).map { stage in
      Swift.max(Swift.min(seedCount, Tuning.leastSeeds), seedCount >> Int64(last - stage))
    }
  }

  /// What is to be run next; nil when all is done.
  public var round: Round? {
    guard stage < stages.count, let first = alive.first else { return nil }
    return Round(arms: alive, places: arms[first].runCount..<stages[stage])
  }

  /// Adds what the runs of the round gave.
  ///
  /// - Parameter rows: of all runs of it; `variant` is the setting's place in the round, and rows of one come
  ///   in the order of the seeds.
  public mutating func add(_ rows: SweepRows, _ header: SweepHeader) {
    guard let round, let window = header.windows.firstIndex(of: place.window) else { return }
    let cell = window * header.measures.count + place.measure
    rows.visit { row in
      let number = round.arms[row.variant]
      arms[number].runCount += 1
      if !row.passed {
        arms[number].failedCount += 1
        let reason = (row.failures + row.undecided).first.map { FailureReason.name(of: $0) }
        arms[number].reason = arms[number].reason ?? reason
      }
      let cells = row.cells.cells(cell + 1) ?? []
      arms[number].values.append(
        cell < cells.count ? cells[cell].amount.number(place.statistic) : nil)
    }
    repeat { close() } while stage < stages.count && self.round?.places.isEmpty == true
  }

  /// Drops those that fail, and but for the last stage the worse half.
  private mutating func close() {
    let isLast = stage == stages.count - 1
    for number in alive where fails(arms[number], isLast: isLast) { arms[number].drop = .failing }
    alive = alive.filter { arms[$0].drop == nil }
    if !isLast {
      for number in ranked(alive).dropFirst((startCount + 1) / 2) { arms[number].drop = .worse }
      alive = alive.filter { arms[$0].drop == nil }
    }
    if !isLast, !alive.isEmpty {
      startCount = alive.count
      stage += 1
    } else if !alive.isEmpty {
      stage = stages.count
    } else {
      takeBack()
    }
  }

  /// Goes on with the best of those that were only worse.
  private mutating func takeBack() {
    let worse = ranked(arms.indices.filter { arms[$0].drop == .worse })
    guard let best = worse.first else {
      stage = stages.count
      return
    }
    arms[best].drop = nil
    alive = [best]
    startCount = 1
    stage = stages.count - 1
  }

  /// Whether it is sure to fail more often than it may, or did so in all of its runs.
  private func fails(_ arm: Arm, isLast: Bool) -> Bool {
    if arm.runCount == 0 { return false }
    let share = Share(arm.failedCount, of: arm.runCount)
    if allowed == 0 || isLast { return share.partsPerMillion > allowed }
    return share.interval.lowerBound > allowed
  }

  /// The best first; those without a number last.
  func ranked(_ numbers: [Int]) -> [Int] {
    let means = arms.map { $0.mean }
    return numbers.sorted { left, right in
      switch (means[left], means[right]) {
      case (let one?, let other?):
        one == other ? left < right : goal.isLess ? one < other : one > other
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): left < right
      }
    }
  }
}

extension Tuning.Arm {
  /// The mean over the runs that have a number, in the measure's unit.
  var mean: Double? {
    let known = values.compactMap { $0 }
    guard let base = known.first else { return nil }
    // Sums of differences to the first value: exact as long as they stay below 2^53.
    let sum = known.reduce(0.0) { $0 + (Double($1) - Double(base)) }
    return Double(base) + sum / Double(known.count)
  }

  /// Runs without a number.
  public var runsWithout: Int64 { Int64(values.count { $0 == nil }) }

  /// The mean with its 95 % interval (Student); nil without a number.
  ///
  /// - Parameter scale: what both are multiplied by.
  public func estimate(scale: Int64) -> Spread.Estimate? {
    let known = values.compactMap { $0 }
    return known.isEmpty ? nil : Spread.Estimate(known, scale: scale)
  }
}

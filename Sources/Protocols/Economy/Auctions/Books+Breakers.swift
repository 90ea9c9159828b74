public import Simulator

/// Circuit breakers: while too many tasks fail, no more are put out.
extension Books {
  /// What a breaker of the books watches.
  @frozen
  public enum Metric: UInt8, CaseIterable, Hashable, Sendable {
    /// Awards of tasks: done, or failed by the worker that had them.
    case work
    /// Auctions of tasks: settled, or over without.
    case coordination
  }

  /// The breaker of a metric; nil without breakers.
  public func breaker(of metric: Metric) -> CircuitBreaker? {
    breakers.isEmpty ? nil : breakers[Int(metric.rawValue)]
  }

  /// Whether every breaker lets another task through.
  mutating func admitsTask() -> Bool {
    let number = Int32(truncatingIfNeeded: auctions.count)
    var isAdmitted = true
    for metric in Metric.allCases where !breakers.isEmpty {
      let (admits, change) = breakers[Int(metric.rawValue)].admits(number, at: time)
      note(change, metric)
      if !admits { isAdmitted = false }
    }
    return isAdmitted || rules.mistake == .ignoresBreakers
  }

  /// The auction of a task has been opened.
  mutating func startTask() {
    for place in breakers.indices { breakers[place].start() }
  }

  /// A worker did the task of an auction, or did not.
  mutating func judgeWork(_ auction: Int32, isDone: Bool) {
    judge(.work, auction, isGood: isDone)
  }

  /// The auction of a task is over.
  mutating func endTask(_ auction: Int32, isSettled: Bool) {
    judge(.coordination, auction, isGood: isSettled)
    for place in breakers.indices { breakers[place].end(auction) }
  }

  private mutating func judge(_ metric: Metric, _ auction: Int32, isGood: Bool) {
    if breakers.isEmpty { return }
    let place = Int(metric.rawValue)
    let change =
      isGood ? breakers[place].succeed(auction) : breakers[place].fail(auction, at: time)
    if rules.mistake == .neverHalts, case .opened? = change {
      breakers[place] = CircuitBreaker(breakers[place].rules)
      return
    }
    note(change, metric)
  }

  private mutating func note(_ change: CircuitBreaker.Change?, _ metric: Metric) {
    if let change { events.append(.breaker(metric, change)) }
  }
}

extension Books.Metric: Fielded {
  /// As people read it.
  public var name: String {
    switch self {
    case .work: "work"
    case .coordination: "coordination"
    }
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.kind(Int(rawValue), name)
  }
}

extension CircuitBreaker.Change: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .opened(let failures, let count, let end):
      visitor.kind(0, "opened")
      visitor.field("failures", failures)
      visitor.field("outcomes", count)
      visitor.field("until", time: end)
    case .halfOpened: visitor.kind(1, "half opened")
    case .closed: visitor.kind(2, "closed")
    }
  }
}

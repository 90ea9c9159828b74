import Simulator

/// A circuit breaker as checks see it: by what became of tasks, and by no state of the books.
struct BreakerAudit: Sendable {
  let rules: CircuitBreaker.Rules
  /// The last outcomes, the newest last; whether each was a failure.
  private var outcomes: [Bool] = []
  /// Since when it has been open; nil while it is closed or half open.
  private var openUntil: Nanoseconds?
  /// While it is half open, the first auction since then.
  private var probesFrom: Int32?
  /// Probes that have succeeded since.
  private var succeeded = 0
  /// Whether it must say in the deed under way that it has opened.
  private(set) var mustOpen = false

  init(_ rules: CircuitBreaker.Rules) { self.rules = rules }

  /// An outcome of an auction.
  mutating func take(_ auction: Int32, isFailure: Bool) {
    if openUntil != nil { return }
    if let first = probesFrom {
      if auction < first { return }
      if isFailure { mustOpen = true } else { succeeded += 1 }
      return
    }
    outcomes.append(isFailure)
    if outcomes.count > rules.window { outcomes.removeFirst() }
    if isFailure, isTooMuch { mustOpen = true }
  }

  private var isTooMuch: Bool {
    let failures = Int64(outcomes.count { $0 })
    return outcomes.count >= rules.leastOutcomes
      && failures * 100 > rules.threshold * Int64(outcomes.count)
  }

  /// - Returns: what is wrong with the change, if anything.
  mutating func take(_ change: CircuitBreaker.Change, next auction: Int32, at time: Nanoseconds)
    -> String?
  {
    switch change {
    case .opened(_, _, let end):
      let isDue = mustOpen
      mustOpen = false
      (openUntil, probesFrom) = (end, nil)
      return isDue ? nil : "opens although few enough tasks have failed"
    case .halfOpened:
      let isDue = openUntil.map { $0 <= time } ?? false
      (openUntil, probesFrom, succeeded) = (nil, auction, 0)
      return isDue ? nil : "lets probes through before its pause is over"
    case .closed:
      let isDue = probesFrom != nil && succeeded >= rules.probes
      (openUntil, probesFrom, outcomes) = (nil, nil, [])
      return isDue ? nil : "closes although \(succeeded) of \(rules.probes) probes have succeeded"
    }
  }

  /// Whether a task may be put out while these auctions are not over.
  func admits(running: (Int32) -> Int) -> Bool {
    if openUntil != nil { return false }
    return probesFrom.map { running($0) < rules.probes } ?? true
  }

  /// A deed is over, in which it should have opened.
  mutating func settle() -> Bool {
    defer { mustOpen = false }
    return mustOpen
  }
}

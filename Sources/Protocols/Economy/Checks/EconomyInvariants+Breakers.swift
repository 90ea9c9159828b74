import Simulator

/// Circuit breakers open when they must, and let through what they may.
extension EconomyInvariants {
  /// What an event says of the tasks that breakers watch.
  mutating func watch(_ event: Books.Event) {
    if breakers.isEmpty { return }
    switch event {
    case .breaker(let metric, let change): changed(metric, change)
    case .opened(let auction): if isTask(auction) { opened(auction) }
    case .sold(let auction, _, _, _, _): if isTask(auction) { judge(.work, auction, true) }
    // An award that is declined has not failed.
    case .passed(let auction, _, _):
      if isTask(auction), deed.kind == .tick { judge(.work, auction, false) }
    case .settled(let auction): if isTask(auction) { judge(.coordination, auction, true) }
    case .failed(let auction): if isTask(auction) { judge(.coordination, auction, false) }
    case .awarded, .accepted, .slashed, .paid: break
    }
  }

  private func isTask(_ auction: Int32) -> Bool {
    isKnown(auction) && auctions[Int(auction)].mechanism.isPurchase
  }

  private mutating func judge(_ metric: Books.Metric, _ auction: Int32, _ isGood: Bool) {
    breakers[Int(metric.rawValue)].take(auction, isFailure: !isGood)
  }

  private mutating func changed(_ metric: Books.Metric, _ change: CircuitBreaker.Change) {
    let next = Int32(truncatingIfNeeded: auctions.count)
    // What opens an auction half opens before it.
    let number = deed.kind == .open && isTakenIn ? next - 1 : next
    if let fault = breakers[Int(metric.rawValue)].take(change, next: number, at: time) {
      report(.breakersKept, "the breaker of \(metric.name) \(fault)")
    }
  }

  private mutating func opened(_ auction: Int32) {
    for metric in Books.Metric.allCases {
      let isAdmitted = breakers[Int(metric.rawValue)].admits { first in
        (first..<auction).count { isTask($0) && auctions[Int($0)].end == nil }
      }
      if !isAdmitted {
        report(
          .breakersKept, "task \(auction) is put out while the breaker of \(metric.name) is open")
      }
    }
  }

  /// What the deed before has led to is known.
  mutating func settleBreakers() {
    for metric in Books.Metric.allCases where !breakers.isEmpty {
      if breakers[Int(metric.rawValue)].settle() {
        report(
          .breakersKept, "the breaker of \(metric.name) stays closed although too many tasks failed"
        )
      }
    }
  }
}

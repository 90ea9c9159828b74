public import Simulator

extension Books {
  /// What a deed led to, for replicas to act on and observers to check.
  @frozen
  public enum Event: Hashable, Sendable {
    case opened(auction: Int32)
    /// Somebody may take up the award of this step.
    case awarded(auction: Int32, step: UInt16, to: Int32, payment: Int64)
    /// It was taken up.
    case accepted(auction: Int32, step: UInt16, by: Int32)
    /// It was declined, or its lease is over.
    case passed(auction: Int32, step: UInt16, by: Int32)
    /// Coins went to the treasury.
    case slashed(auction: Int32, from: Int32, coins: Int64)
    /// A bidder has got a set of items, or done a task, and paid, or was paid, this; `moved` coins moved.
    case sold(auction: Int32, to: Int32, bundle: UInt16, payment: Int64, moved: Int64)
    /// The auction is over and has sold something, or its task is done.
    case settled(auction: Int32)
    /// It is over and has not.
    case failed(auction: Int32)
    /// A transfer is complete.
    case paid(from: Int32, to: Int32, coins: Int64)
    /// A circuit breaker has changed.
    case breaker(Metric, CircuitBreaker.Change)
  }
}

extension Books.Event: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .opened(let auction): visitor.kind(0, "opened", "auction", auction)
    case .awarded(let auction, let step, let bidder, let payment):
      visitor.kind(1, "awarded", "auction", auction)
      visitor.fields("step", Int32(step), "bidder", bidder)
      visitor.field("payment", payment)
    case .accepted(let auction, let step, let bidder):
      visitor.kind(2, "accepted", "auction", auction)
      visitor.fields("step", Int32(step), "bidder", bidder)
    case .passed(let auction, let step, let bidder):
      visitor.kind(3, "passed on", "auction", auction)
      visitor.fields("step", Int32(step), "bidder", bidder)
    case .slashed(let auction, let account, let coins):
      visitor.kind(4, "slashed", "auction", auction)
      visitor.field("account", account)
      visitor.field("coins", coins)
    case .sold(let auction, let bidder, let bundle, let payment, let moved):
      visitor.kind(5, "sold", "auction", auction)
      visitor.fields("bidder", bidder, "bundle", Int32(bundle))
      visitor.field("payment", payment)
      visitor.field("moved", moved)
    case .settled(let auction): visitor.kind(6, "settled", "auction", auction)
    case .failed(let auction): visitor.kind(7, "failed", "auction", auction)
    case .paid(let source, let target, let coins):
      visitor.kind(8, "paid")
      visitor.fields("from", source, "to", target)
      visitor.field("coins", coins)
    case .breaker(let metric, let change):
      visitor.kind(9, "breaker")
      visitor.field("metric", metric)
      visitor.field("change", change)
    }
  }
}

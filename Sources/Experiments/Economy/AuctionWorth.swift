import Protocols
import Simulator

/// What an auction could have been worth, and what it was: by the values that only bidders and measures know.
struct AuctionWorth: Sendable {
  let mechanism: Mechanism
  let openedAt: Nanoseconds
  /// Greatest sum of values, or of what tasks save, that any allocation has.
  let optimum: Int64?
  /// What the allocation has.
  var reached: Int64 = 0
  var isAwarded = false

  init(
    _ number: Int32, _ mechanism: Mechanism, _ settings: Economy.Settings, at time: Nanoseconds
  ) {
    self.mechanism = mechanism
    openedAt = time
    optimum = AuctionWorth.optimum(number, mechanism, settings)
  }

  /// Nil where it takes too long to find.
  private static func optimum(
    _ number: Int32, _ mechanism: Mechanism, _ settings: Economy.Settings
  ) -> Int64? {
    let valuation = Valuation(settings)
    let bidders = settings.bidders(of: number)
    if mechanism.isCombinatorial {
      if settings.rules.items > 12 || bidders.count > 200 { return nil }
      let offers = bidders.flatMap { valuation.bundles(number, $0) }
      return WinnerDetermination(items: settings.rules.items, offers: offers).exact().welfare
    }
    if mechanism.isPurchase {
      let least = bidders.map { valuation.cost(number, $0) }.min() ?? settings.rules.reward
      return Swift.max(0, settings.rules.reward - least)
    }
    let most = bidders.map { valuation.value(number, $0) }.max() ?? 0
    return most >= settings.rules.reserve ? most : 0
  }

  /// What a set of items is worth to a bidder, or a task saves its owner; and what the bidder gains.
  static func gain(
    _ number: Int32, _ mechanism: Mechanism, _ bidder: Int32, _ bundle: UInt16,
    _ payment: Int64, _ settings: Economy.Settings
  ) -> (welfare: Int64, profit: Int64) {
    let valuation = Valuation(settings)
    if mechanism.isPurchase {
      let cost = valuation.cost(number, bidder)
      return (settings.rules.reward - cost, payment - cost)
    }
    let value =
      mechanism.isCombinatorial
      ? valuation.bundles(number, bidder).first { $0.bundle == bundle }?.price ?? 0
      : valuation.value(number, bidder)
    return (value, value - payment)
  }
}

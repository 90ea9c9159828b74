import Simulator

/// Clearings: the curves are walked along prices, not along orders.
extension MarketAudit {
  /// The most units that can be traded, found by trying each limit as the price.
  private func greatestVolume() -> Int64 {
    let buys = bids.entries.map { (limit: -$0.rank, units: orders[$0.id]?.quantity ?? 0) }
    let sells = asks.entries.map { (limit: $0.rank, units: orders[$0.id]?.quantity ?? 0) }
    var (demand, supply) = (buys.reduce(0) { $0 + $1.units }, Int64(0))
    var greatest: Int64 = 0
    var (ask, bid) = (0, buys.count)
    // By rising prices supply comes in, and demand goes out.
    while ask < sells.count {
      let price = sells[ask].limit
      while ask < sells.count, sells[ask].limit == price {
        supply += sells[ask].units
        ask += 1
      }
      while bid > 0, buys[bid - 1].limit < price {
        bid -= 1
        demand -= buys[bid].units
      }
      greatest = max(greatest, min(demand, supply))
    }
    return greatest
  }

  /// The limit of a unit of one side's curve, from 1; nil beyond its end.
  private func limit(ofUnit number: Int64, _ side: TradeSide) -> Int64? {
    var units: Int64 = 0
    for entry in (side == .bid ? bids : asks).entries {
      units += orders[entry.id]?.quantity ?? 0
      if units >= number { return side == .bid ? -entry.rank : entry.rank }
    }
    return nil
  }

  mutating func judgeClearing(_ statement: Statement, _ index: Int64, at time: Nanoseconds) {
    let greatest = greatestVolume()
    let volume = statement.trades.reduce(0) { $0 + $1.quantity }
    if settings.mode == .call {
      judgeCall(statement.trades, volume, greatest, index, at: time)
    } else {
      let isSettled = statement.end?.isSettled ?? true
      if volume != greatest, isSettled || volume > 0 {
        report(
          .exactCrossing, "clearing \(index) trades \(volume) units of \(greatest)", time)
      }
    }
    judgeShares(statement.trades, index, at: time)
    for trade in statement.trades {
      guard violation == nil, let bid = resting(trade.bid, at: time),
        let ask = resting(trade.ask, at: time)
      else { return }
      judgeBounds(trade, bid, ask, at: time)
      if violation != nil { return }
      reduce(bid, by: trade.quantity)
      reduce(ask, by: trade.quantity)
      transfer(trade)
    }
  }

  private mutating func judgeCall(
    _ trades: [Trade], _ volume: Int64, _ greatest: Int64, _ index: Int64, at time: Nanoseconds
  ) {
    var (due, paid, got) = (greatest, Int64(0), Int64(0))
    if greatest > 0, let bid = limit(ofUnit: greatest, .bid),
      let ask = limit(ofUnit: greatest, .ask)
    {
      paid = ask + (bid - ask) / 2
      got = paid
      if settings.pricing == .mcAfee {
        (due, paid, got) = reduced(greatest, bid, ask)
      }
    }
    if volume != due {
      report(.exactCrossing, "clearing \(index) trades \(volume) units, and \(due) are due", time)
    }
    if let trade = trades.first(where: { $0.price != paid || $0.received != got }) {
      report(
        .exactCrossing,
        "clearing \(index) trades at \(trade.price) and \(trade.received), and \(paid) and \(got) "
          + "are due", time)
    }
  }

  /// The units and prices of trade reduction.
  private func reduced(
    _ greatest: Int64, _ bid: Int64, _ ask: Int64
  ) -> (due: Int64, paid: Int64, got: Int64) {
    if let nextBid = limit(ofUnit: greatest + 1, .bid),
      let nextAsk = limit(ofUnit: greatest + 1, .ask)
    {
      let price = (nextBid + nextAsk) / 2
      if price >= ask, price <= bid { return (greatest, price, price) }
    }
    return (greatest - 1, bid, ask)
  }

  /// The better limits trade first; of one limit the earlier orders, or all in proportion.
  private mutating func judgeShares(_ trades: [Trade], _ index: Int64, at time: Nanoseconds) {
    var traded: [Int64: Int64] = [:]
    for trade in trades {
      traded[trade.bid, default: 0] += trade.quantity
      traded[trade.ask, default: 0] += trade.quantity
    }
    for side in [bids, asks] {
      /// The rank of the first order that does not trade wholly.
      var last: Int64?
      for entry in side.entries {
        let units = traded[entry.id] ?? 0
        if let last, units > 0, entry.rank != last || settings.shares == .time {
          return report(
            .priority, "clearing \(index) trades order \(entry.id) before better ones", time)
        }
        if last == nil, units < orders[entry.id]?.quantity ?? 0 { last = entry.rank }
      }
      if let last, settings.shares == .proRata {
        judgeProportion(of: side.entries.filter { $0.rank == last }, traded, index, at: time)
      }
    }
  }

  /// Each share of a level is within one unit of its proportion.
  private mutating func judgeProportion(
    of level: [BookSide.Entry], _ traded: [Int64: Int64], _ index: Int64, at time: Nanoseconds
  ) {
    var (all, given) = (Int64(0), Int64(0))
    for entry in level {
      all += orders[entry.id]?.quantity ?? 0
      given += traded[entry.id] ?? 0
    }
    for entry in level {
      let due = (orders[entry.id]?.quantity ?? 0) * given
      let units = (traded[entry.id] ?? 0) * all
      if abs(units - due) < all { continue }
      report(
        .priority, "clearing \(index) gives order \(entry.id) no proportional share", time)
    }
  }
}

extension Market.Settings {
  /// How those of the last limit share: only a call lets them share in proportion.
  var shares: CallAuction.Allocation { mode == .call ? allocation : .time }
}

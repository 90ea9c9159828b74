import Simulator

/// Orders and withdrawals.
extension Exchange {
  /// The greatest limit; with the most units of an order it is money that can be counted.
  static var highestLimit: Int64 { 1_000_000_000_000 }

  /// Sets aside what an order may cost, and matches it or lets it rest.
  mutating func enter(_ deed: Deed, _ index: Int64) -> Result {
    let actor = Int(deed.actor)
    guard let order = order(deed, index) else { return Result(.invalid) }
    if book[seats[actor].order] != nil { return Result(.occupied) }
    guard ledger.reserve(cost(of: order), of: deed.actor, under: index) else {
      return Result(.unaffordable)
    }
    seats[actor].order = index
    var result = Result(.entered)
    if settings.mode == .continuous, settings.mistake != .crosses {
      let isBounded = order.side == .ask || order.limit != nil
      _ = book.enter(
        order, budget: isBounded ? nil : ledger.hold(index)?.rest.coins, &result.trades)
      if settings.mistake == .overfills, let last = result.trades.popLast() {
        result.trades.append(last.changed(by: 1))
      }
    } else {
      book.rest(order)
    }
    settle(result.trades)
    trueUp(index)
    return result
  }

  /// The order that a deed asks for; nil if it makes no sense in this market.
  private func order(_ deed: Deed, _ index: Int64) -> MarketOrder? {
    let isBid = deed.kind == .buy || deed.kind == .buyAtMarket
    var limit: Int64? = deed.amount
    if deed.kind == .buyAtMarket || deed.kind == .sellAtMarket {
      if settings.mode != .continuous { return nil }
      limit = nil
      if settings.breaks(.sentinels) { limit = isBid ? 999_999 : 0 }
    } else if deed.amount < 1 || deed.amount > Self.highestLimit {
      return nil
    }
    if deed.quantity == 0 { return nil }
    return MarketOrder(
      id: index, trader: deed.actor, isBid ? .bid : .ask, limit: limit,
      quantity: Int64(deed.quantity))
  }

  /// What an order may cost: of a bid without a limit all that its trader has.
  private func cost(of order: MarketOrder) -> Ledger.Money {
    if order.side == .ask { return Ledger.Money(units: order.quantity) }
    if let limit = order.limit { return Ledger.Money(coins: limit * order.quantity) }
    return Ledger.Money(coins: ledger[order.trader]?.free.coins ?? 0)
  }

  /// Takes out what is left of a trader's order.
  mutating func withdraw(_ trader: Int32) -> Result {
    let id = seats[Int(trader)].order
    if book[id] == nil { return Result(.tooLate) }
    seats[Int(trader)].order = 0
    let rest = ledger.release(id)
    if settings.breaks(.deafCancel) || settings.mistake == .fillsWithdrawn {
      return Result(.withdrawn)
    }
    _ = book.cancel(id)
    if settings.mistake == .overdraws, let rest {
      ledger.accounts[Int(trader)].free += rest
      ledger.accounts[Int(trader)].held -= rest
    }
    return Result(.withdrawn)
  }
}

/// Settlement.
extension Exchange {
  /// Pays for trades out of what their orders have set aside, and frees what is not needed any more.
  mutating func settle(_ trades: [Trade]) {
    for trade in trades { settle(trade) }
    for trade in trades {
      trueUp(trade.bid)
      trueUp(trade.ask)
    }
  }

  private mutating func settle(_ trade: Trade) {
    let coins = trade.price * trade.quantity
    let kept = (trade.price - trade.received) * trade.quantity
    let units = Ledger.Money(units: trade.quantity)
    // Only where a rule is broken an order has too little.
    guard let bid = ledger.hold(trade.bid), bid.rest.coins >= coins,
      let ask = ledger.hold(trade.ask), ask.rest.covers(units)
    else { return }
    if settings.mistake == .mints {
      ledger.accounts[Int(trade.seller)].free.coins += coins
    } else {
      _ = ledger.settle(trade.bid, to: trade.seller, Ledger.Money(coins: coins), fee: kept)
    }
    _ = ledger.settle(trade.ask, to: trade.buyer, units)
    seats[Int(trade.buyer)].traded += trade.quantity
    seats[Int(trade.seller)].traded += trade.quantity
  }

  /// Lets an order hold what the rest of it may cost, and nothing once it is over.
  private mutating func trueUp(_ id: Int64) {
    guard let hold = ledger.hold(id) else { return }
    if settings.mistake == .keepsExcess, hold.rest.units == 0 { return }
    guard let order = book[id] else {
      ledger.release(id)
      if seats[Int(hold.owner)].order == id { seats[Int(hold.owner)].order = 0 }
      return
    }
    guard order.side == .bid, let limit = order.limit else { return }
    let excess = hold.rest.coins - limit * order.quantity
    if excess > 0 { _ = ledger.settle(id, to: hold.owner, Ledger.Money(coins: excess)) }
  }
}

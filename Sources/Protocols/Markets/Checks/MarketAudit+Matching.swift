import Simulator

/// Orders and their trades.
extension MarketAudit {
  /// Follows an order that enters from trade to trade.
  mutating func match(_ deed: Deed, _ index: Int64, _ trades: [Trade], at time: Nanoseconds) {
    let isBid = deed.kind == .buy || deed.kind == .buyAtMarket
    let isAtMarket = deed.kind == .buyAtMarket || deed.kind == .sellAtMarket
    var order = MarketOrder(
      id: index, trader: deed.actor, isBid ? .bid : .ask, limit: isAtMarket ? nil : deed.amount,
      quantity: Int64(deed.quantity))
    seats[Int(deed.actor)].order = index
    for trade in trades {
      if violation != nil { return }
      follow(trade, &order, at: time)
    }
    if isAtMarket {
      if order.quantity > 0 { judgeRest(of: order, at: time) }
    } else if order.quantity > 0 {
      insert(order)
    }
  }

  private mutating func follow(_ trade: Trade, _ order: inout MarketOrder, at time: Nanoseconds) {
    let isBid = order.side == .bid
    guard (isBid ? trade.bid : trade.ask) == order.id else {
      return report(
        .priority, "order \(order.id) enters, and \(trade.bid) trades with \(trade.ask)", time)
    }
    let id = isBid ? trade.ask : trade.bid
    guard let other = resting(id, at: time) else { return }
    if (isBid ? asks : bids).first?.id != id {
      let first = (isBid ? asks : bids).first?.id ?? 0
      report(.priority, "order \(order.id) trades with \(id), and \(first) is before it", time)
    }
    judgeBounds(trade, order, other, at: time)
    if trade.price != other.limit || trade.received != trade.price {
      report(
        .priority,
        "order \(order.id) trades at \(trade.price) with \(id), which rests at \(other.limit ?? 0)",
        time)
    }
    if violation != nil { return }
    reduce(other, by: trade.quantity)
    order.quantity -= trade.quantity
    transfer(trade)
  }

  /// An order that a trade names; it must be in the book.
  mutating func resting(_ id: Int64, at time: Nanoseconds) -> MarketOrder? {
    if let order = orders[id] { return order }
    if withdrawn.contains(id) {
      report(.withdrawn, "order \(id) trades after it was withdrawn", time)
    } else {
      report(.withinOrders, "order \(id) trades, and nothing is left of it", time)
    }
    return nil
  }

  mutating func judgeBounds(
    _ trade: Trade, _ order: MarketOrder, _ other: MarketOrder, at time: Nanoseconds
  ) {
    for party in [order, other] {
      let price = party.side == .bid ? trade.price : trade.received
      if !party.accepts(price) || trade.quantity > party.quantity || trade.quantity <= 0 {
        report(
          .withinOrders,
          "order \(party.id) trades \(trade.quantity) at \(price), and has \(party.quantity) "
            + "at \(party.limit ?? 0)", time)
      }
    }
  }

  /// What a market order leaves could not be traded.
  private mutating func judgeRest(of order: MarketOrder, at time: Nanoseconds) {
    guard let id = (order.side == .bid ? asks : bids).first?.id, let other = orders[id] else {
      return
    }
    let account = accounts[Int(order.trader)]
    let coins = account.all.coins - account.need.coins
    if order.side == .bid, coins < other.limit ?? 0 { return }
    report(.priority, "order \(order.id) stops, and \(id) is there to trade with", time)
  }
}

/// The book and the accounts.
extension MarketAudit {
  mutating func insert(_ order: MarketOrder) {
    orders[order.id] = order
    if order.side == .bid { bids.insert(order) } else { asks.insert(order) }
    accounts[Int(order.trader)].need += Self.cost(of: order, order.quantity)
  }

  mutating func remove(_ order: MarketOrder) {
    orders[order.id] = nil
    if order.side == .bid { bids.remove(order) } else { asks.remove(order) }
    accounts[Int(order.trader)].need -= Self.cost(of: order, order.quantity)
  }

  mutating func reduce(_ order: MarketOrder, by quantity: Int64) {
    if quantity >= order.quantity { return remove(order) }
    orders[order.id]?.quantity -= quantity
    accounts[Int(order.trader)].need -= Self.cost(of: order, quantity)
  }

  private static func cost(of order: MarketOrder, _ units: Int64) -> Ledger.Money {
    order.side == .bid
      ? Ledger.Money(coins: (order.limit ?? 0) * units) : Ledger.Money(units: units)
  }

  mutating func transfer(_ trade: Trade) {
    let units = Ledger.Money(units: trade.quantity)
    let paid = Ledger.Money(coins: trade.price * trade.quantity)
    let received = Ledger.Money(coins: trade.received * trade.quantity)
    accounts[Int(trade.buyer)].all += units - paid
    accounts[Int(trade.seller)].all += received - units
    accounts[accounts.count - 2].all += paid - received
    seats[Int(trade.buyer)].traded += trade.quantity
    seats[Int(trade.seller)].traded += trade.quantity
  }

  /// What the replica states that accounts have now.
  mutating func judgeBalances(
    _ balances: [(number: Int32, account: Ledger.Account)], _ index: Int64, at time: Nanoseconds
  ) {
    var (before, after) = (Ledger.Money(), Ledger.Money())
    for (number, account) in balances {
      before += accounts[Int(number)].stated.all
      after += account.all
      accounts[Int(number)].stated = account
      if !account.free.isSound || !account.held.isSound {
        report(.noDebt, "after entry \(index) \(Self.text(number, account))", time)
      }
    }
    if before != after {
      report(
        .conservation,
        "entry \(index) makes \(after.coins - before.coins) coins and "
          + "\(after.units - before.units) units", time)
    }
    for (number, account) in balances {
      let (all, need) = (accounts[Int(number)].all, accounts[Int(number)].need)
      if account.held == need, account.free == all - need { continue }
      report(
        .exactSettlement,
        "after entry \(index) \(Self.text(number, account)); \(all.coins) and \(all.units) are due "
          + "it, \(need.coins) and \(need.units) of them set aside", time)
    }
  }

  private static func text(_ number: Int32, _ account: Ledger.Account) -> String {
    "t\(number + 1) has \(account.free.coins) coins and \(account.free.units) units, and "
      + "\(account.held.coins) and \(account.held.units) set aside"
  }
}

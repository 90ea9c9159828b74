import Simulator

/// Transfers, in two halves: what crashes in between leaves a hold in the books, and whoever sequences next
/// ends it.
extension Books {
  private static func hold(_ session: Raft.Session) -> Ledger.HoldID {
    -(Int64(session.client) << 32 | Int64(session.sequence)) - 1
  }

  mutating func beginTransfer(_ deed: Deed) -> Verdict {
    if rules.mistake == .forgetsSessions { ended[deed.session] = nil }
    if ended[deed.session] != nil || transfers.place(of: deed.session) != nil {
      return .repeated
    }
    guard ledger.isKnown(deed.actor), ledger.isKnown(deed.subject) else { return .unknownAccount }
    guard deed.amount > 0, deed.amount < AuctionRules.priceLimit else { return .invalid }
    let money = Ledger.Money(coins: deed.amount)
    guard ledger.reserve(money, of: deed.actor, under: Books.hold(deed.session)) else {
      if rules.mistake == .overdraws {
        ledger.force(deed.amount, from: deed.actor, to: deed.subject)
      }
      ended[deed.session] = false
      return .insufficientFunds
    }
    transfers.append(
      Transfer(
        session: deed.session, source: deed.actor, target: deed.subject, coins: deed.amount),
      deed.session)
    return .done
  }

  mutating func endTransfer(_ deed: Deed) -> Verdict {
    guard let place = transfers.place(of: deed.session) else {
      return ended[deed.session] == nil ? .unknownAccount : .repeated
    }
    let transfer = transfers.remove(at: place)
    let hold = Books.hold(deed.session)
    let money = Ledger.Money(coins: transfer.coins)
    ended[deed.session] = true
    if ledger.settle(hold, to: transfer.target, money) {
      events.append(
        .paid(from: transfer.source, to: transfer.target, coins: transfer.coins))
    }
    ledger.release(hold)
    if rules.mistake == .mintsMoney { ledger.force(1, from: nil, to: transfer.target) }
    return .done
  }
}

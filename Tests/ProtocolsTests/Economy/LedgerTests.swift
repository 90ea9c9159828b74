import Simulator
import Testing

@testable import Protocols

/// Money moves, and is neither made nor lost.
struct LedgerTests {
  private typealias Money = Ledger.Money
  private var ledger = Ledger(accounts: 3, each: Ledger.Money(coins: 100, units: 5))

  private func money(_ coins: Int64) -> Ledger.Money { Ledger.Money(coins: coins) }

  @Test func `an entry of the log stays at 40 bytes`() {
    #expect(MemoryLayout<Deed>.size == 28)
    #expect(MemoryLayout<Raft.Entry>.stride == 40)
    #expect(_isPOD(Raft.Entry.self))
  }

  @Test mutating func `a hold is paid from in parts, with fees, and what is left is free again`() {
    let total = ledger.total
    let isReserved = ledger.reserve(money(60), of: 0, under: 7)
    let isSettled = ledger.settle(7, to: 1, money(20), fee: 3)
    let slashed = ledger.slash(7, coins: 10)
    let released = ledger.release(7)
    #expect(isReserved && isSettled && slashed == 10 && released == money(30))
    #expect(ledger[0]?.free.coins == 70 && ledger[1]?.free.coins == 117)
    #expect(ledger[ledger.feeAccount]?.free.coins == 3)
    #expect(ledger[ledger.treasury]?.free.coins == 10)
    #expect(ledger.total == total && ledger.openHolds.isEmpty)
  }

  @Test mutating func `what is refused changes nothing`() {
    let isReserved = ledger.reserve(money(60), of: 0, under: 7)
    #expect(isReserved)
    let before = ledger
    let refused = [
      ledger.reserve(money(1), of: 1, under: 7),  // The hold is open.
      ledger.reserve(money(41), of: 0, under: 8),  // The account has 40.
      ledger.reserve(Money(units: 6), of: 0, under: 8),
      ledger.reserve(money(-1), of: 0, under: 8),
      ledger.reserve(money(1), of: 5, under: 8),  // There is no such account.
      ledger.settle(7, to: 1, money(61)),
      ledger.settle(7, to: 1, money(10), fee: 11),
      ledger.settle(8, to: 1, money(1)),  // There is no such hold.
      ledger.transfer(money(41), from: 0, to: 1),
    ]
    #expect(refused == Array(repeating: false, count: refused.count))
    let released = ledger.release(8)
    let slashed = ledger.slash(8, coins: 5)
    #expect(released == nil && slashed == 0 && ledger == before)
  }

  @Test mutating func `a settlement that is asked for again finds no hold`() {
    let isReserved = ledger.reserve(money(60), of: 0, under: 7)
    let isSettled = ledger.settle(7, to: 1, money(60))
    let released = ledger.release(7)
    #expect(isReserved && isSettled && released == Money())
    let before = ledger
    let isAgain = ledger.settle(7, to: 1, money(60))
    let isReleased = ledger.release(7) != nil
    #expect(!isAgain && !isReleased && ledger == before)
  }

  @Test func `random moves keep the total, and nothing falls below nothing`() {
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomStream(seed: seed, .test)
      var ledger = Ledger(accounts: 4, each: Money(coins: 50, units: 4))
      let total = ledger.total
      for _ in 0..<100 {
        move(&ledger, &random)
        #expect(ledger.total == total)
        #expect(ledger.accounts.allSatisfy { $0.free.isSound && $0.held.isSound })
        let held = ledger.openHolds.reduce(into: Money()) { $0 += $1.rest }
        #expect(held == ledger.accounts.reduce(into: Money()) { $0 += $1.held })
      }
    }
  }

  private func move(_ ledger: inout Ledger, _ random: inout RandomStream) {
    let amount = Money(coins: random.within(-2...30), units: random.within(-1...3))
    let id = random.within(0...5)
    let (one, other) = (Int32(random.below(7)), Int32(random.below(7)))
    switch random.below(5) {
    case 0: _ = ledger.transfer(amount, from: one, to: other)
    case 1: _ = ledger.reserve(amount, of: one, under: id)
    case 2: _ = ledger.settle(id, to: other, amount, fee: random.within(-1...5))
    case 3: ledger.slash(id, coins: amount.coins)
    default: ledger.release(id)
    }
  }
}

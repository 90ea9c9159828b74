import Simulator
import Testing

@testable import Protocols

/// Money moves, and is neither made nor lost.
struct LedgerTests {
  private typealias Money = Ledger.Money
  private var ledger = Ledger(accounts: 3, each: Ledger.Money(coins: 100, units: 5))

  @Test func `an entry of the log stays at 40 bytes`() {
    #expect(MemoryLayout<Deed>.size == 28)
    #expect(MemoryLayout<Raft.Entry>.stride == 40)
    #expect(_isPOD(Raft.Entry.self))
  }

  @Test mutating func `a hold is paid from in parts, with fees, and what is left is free again`() {
    let total = ledger.total
    let step0 = ledger.reserve(Money(coins: 60), of: 0, under: 7)
    #expect(step0)
    let step1 = ledger.settle(7, to: 1, Money(coins: 20), fee: 3)
    #expect(step1)
    let step2 = ledger.slash(7, coins: 10)
    #expect(step2 == 10)
    let step3 = ledger.release(7)
    #expect(step3 == Money(coins: 30))
    #expect(ledger[0]?.free.coins == 70 && ledger[1]?.free.coins == 117)
    #expect(ledger[ledger.feeAccount]?.free.coins == 3)
    #expect(ledger[ledger.treasury]?.free.coins == 10)
    #expect(ledger.total == total && ledger.openHolds.isEmpty)
  }

  @Test mutating func `what is refused changes nothing`() {
    let step4 = ledger.reserve(Money(coins: 60), of: 0, under: 7)
    #expect(step4)
    let before = ledger
    let step5 = ledger.reserve(Money(coins: 1), of: 1, under: 7)
    #expect(!step5, "the hold is open")
    let step6 = ledger.reserve(Money(coins: 41), of: 0, under: 8)
    #expect(!step6, "the account has 40")
    let step7 = ledger.reserve(Money(units: 6), of: 0, under: 8)
    #expect(!step7, "the account has 5 units")
    let step8 = ledger.reserve(Money(coins: -1), of: 0, under: 8)
    #expect(!step8)
    let step9 = ledger.reserve(Money(coins: 1), of: 5, under: 8)
    #expect(!step9, "there is no such account")
    let step10 = ledger.settle(7, to: 1, Money(coins: 61))
    #expect(!step10, "more than the hold has")
    let step11 = ledger.settle(7, to: 1, Money(coins: 10), fee: 11)
    #expect(!step11)
    let step12 = ledger.settle(8, to: 1, Money(coins: 1))
    #expect(!step12, "there is no such hold")
    let step13 = ledger.transfer(Money(coins: 41), from: 0, to: 1)
    #expect(!step13)
    let released = ledger.release(8)
    let slashed = ledger.slash(8, coins: 5)
    #expect(released == nil && slashed == 0)
    #expect(ledger == before)
  }

  @Test mutating func `a settlement that is asked for again finds no hold`() {
    let step14 = ledger.reserve(Money(coins: 60), of: 0, under: 7)
    #expect(step14)
    let step15 = ledger.settle(7, to: 1, Money(coins: 60))
    #expect(step15)
    let step16 = ledger.release(7)
    #expect(step16 == Money())
    let before = ledger
    let step17 = ledger.settle(7, to: 1, Money(coins: 60))
    #expect(!step17)
    let step18 = ledger.release(7)
    #expect(step18 == nil)
    #expect(ledger == before)
  }

  @Test func `random moves keep the total, and nothing falls below nothing`() {
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomStream(seed: seed, .test)
      var ledger = Ledger(accounts: 4, each: Money(coins: 50, units: 4))
      let total = ledger.total
      for _ in 0..<100 {
        let amount = Money(
          coins: random.within(-2...30), units: random.within(-1...3))
        let id = random.within(0...5)
        let (one, other) = (Int32(random.below(7)), Int32(random.below(7)))
        switch random.below(5) {
        case 0: _ = ledger.transfer(amount, from: one, to: other)
        case 1: _ = ledger.reserve(amount, of: one, under: id)
        case 2: _ = ledger.settle(id, to: other, amount, fee: random.within(-1...5))
        case 3: ledger.slash(id, coins: amount.coins)
        default: ledger.release(id)
        }
        #expect(ledger.total == total)
        #expect(ledger.accounts.allSatisfy { $0.free.isSound && $0.held.isSound })
        let held = ledger.openHolds.reduce(into: Money()) { $0 += $1.rest }
        #expect(held == ledger.accounts.reduce(into: Money()) { $0 += $1.held })
      }
    }
  }
}

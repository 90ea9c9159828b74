import Simulator
import Testing

@testable import Protocols

/// Prices that grope for the crossing.
struct TatonnementTests {
  @Test func `whatever the gain, a price settles where most is traded`() {
    for seed in 0..<(Effort.isFull ? 10_000 : 500) as Range<UInt64> {
      var stream = RandomStream(seed: seed, .test)
      let call = RandomCall(&stream)
      let gain = [1, 100, 1000, 50_000][Int(stream.below(4))] as Int64
      let end = Tatonnement(gain: gain, limit: 100).settle(
        from: stream.within(0...20), call.bids, call.asks)
      #expect(end.isSettled, "seed \(seed)")
      let trades = Tatonnement.trades(at: end.price, call.bids, call.asks)
      let volume = trades.reduce(0) { $0 + $1.quantity }
      #expect(volume == call.best?.volume ?? 0, "seed \(seed)")
      #expect(trades.allSatisfy { $0.price == end.price })
    }
  }

  @Test func `a price rises with excess demand and says when its steps are used up`() {
    let (bids, asks) = ([bid(1, 50, 4)], [ask(2, 40, 4)])
    let way = Tatonnement(gain: 500, limit: 3)
    let end = way.settle(from: 10, bids, asks)
    #expect(end == Tatonnement.End(price: 16, steps: 3, isSettled: false))
    let far = Tatonnement(gain: 500, limit: 30).settle(from: 10, bids, asks)
    #expect(far == Tatonnement.End(price: 40, steps: 15, isSettled: true))
  }

  @Test func `the long side is served by limit and time`() {
    let bids = [bid(3, 9, 2), bid(1, 8, 2), bid(2, 8, 2)]
    let trades = Tatonnement.trades(at: 8, bids, [ask(11, 8, 3)])
    #expect(terms(trades) == [[3, 11, 2, 8], [1, 11, 1, 8]])
  }

  @Test func `the original's price does not heed what is in excess`() {
    let (first, second) = (Tatonnement.wander(from: 100, 1), Tatonnement.wander(from: 100, 2))
    #expect(first.price != second.price && first.steps == 10)
  }
}

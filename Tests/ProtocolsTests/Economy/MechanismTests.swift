import Simulator
import Testing

@testable import Protocols

/// Who wins and what is paid, against searches of another kind that try everything.
struct MechanismTests {
  private static var instances: Range<UInt64> { 0..<(Effort.isFull ? 10_000 : 1_000) }

  /// Bids of up to five bidders for sets of up to four items.
  private static func bids(_ random: inout RandomStream, items: Int) -> [Offer] {
    (0..<Int(1 + random.below(9))).map { _ in
      Offer(
        bidder: Int32(random.below(5)), price: random.within(1...30),
        bundle: UInt16(1 + random.below((1 << UInt64(items)) - 1)))
    }
  }

  /// Gives every item to a bidder or to nobody, in all ways; a bidder pays its best bid that it can use.
  private static func welfare(_ bids: [Offer], items: Int, without left: Int32? = nil) -> Int64 {
    let holders = 6
    var ways = 1
    for _ in 0..<items { ways *= holders }
    var best: Int64 = 0
    for way in 0..<ways {
      var sets = [UInt16](repeating: 0, count: holders)
      var rest = way
      for item in 0..<items {
        sets[rest % holders] |= 1 << UInt16(item)
        rest /= holders
      }
      var sum: Int64 = 0
      for bidder in 0..<5 where Int32(bidder) != left {
        let usable = bids.filter {
          $0.bidder == bidder && $0.bundle & ~sets[bidder] == 0
        }
        sum += usable.map { $0.price }.max() ?? 0
      }
      best = max(best, sum)
    }
    return best
  }

  @Test func `the best sets and the payments of their winners are those of an exhaustive search`() {
    for seed in Self.instances {
      var random = RandomStream(seed: seed, .test)
      let items = Int(1 + random.below(4))
      let bids = Self.bids(&random, items: items)
      let problem = WinnerDetermination(items: items, offers: bids)
      let allocation = problem.exact()
      let best = Self.welfare(bids, items: items)
      #expect(allocation.welfare == best, "seed \(seed)")
      Self.expectFeasible(allocation, bids, "seed \(seed)")
      let payments = problem.externalities(of: allocation)
      for (winner, payment) in zip(allocation.winners, payments) {
        let others = Self.welfare(bids, items: items, without: bids[winner].bidder)
        #expect(payment == others - (best - bids[winner].price), "seed \(seed)")
        #expect(payment >= 0 && payment <= bids[winner].price, "seed \(seed)")
      }
      let greedy = problem.greedy()
      Self.expectFeasible(greedy, bids, "greedy, seed \(seed)")
      #expect(greedy.welfare <= best, "seed \(seed)")
      // At least the optimum over the root of the number of items, where no bidder bids twice.
      if Set(bids.map { $0.bidder }).count == bids.count {
        #expect(greedy.welfare * greedy.welfare * Int64(items) >= best * best, "seed \(seed)")
      }
    }
  }

  private static func expectFeasible(_ allocation: Allocation, _ bids: [Offer], _ where: String) {
    var taken: UInt16 = 0
    var bidders: Set<Int32> = []
    for winner in allocation.winners {
      #expect(bids[winner].bundle & taken == 0, "\(`where`)")
      #expect(bidders.insert(bids[winner].bidder).inserted, "\(`where`)")
      taken |= bids[winner].bundle
    }
    #expect(allocation.welfare == allocation.winners.reduce(0) { $0 + bids[$1].price })
  }

  @Test func `the checks' search finds the same`() {
    for seed in Self.instances {
      var random = RandomStream(seed: seed, .test, 1)
      let bids = Self.bids(&random, items: 3)
      let search = ExhaustiveSearch(bids: bids)
      #expect(search.welfare() == Self.welfare(bids, items: 3), "seed \(seed)")
      #expect(
        search.welfare(without: 2) == Self.welfare(bids, items: 3, without: 2), "seed \(seed)")
    }
  }

  @Test func `of one item the best bid wins, and pays the second or the reserve`() {
    for seed in Self.instances {
      var random = RandomStream(seed: seed, .test, 2)
      let isPurchase = random.below(2) == 0
      let rule = SingleItem(isPurchase: isPurchase, reserve: random.within(5...15))
      let bids = (0..<Int32(random.below(8))).map {
        Offer(bidder: $0, price: random.within(1...20))
      }
      let ranking = rule.ranking(of: bids)
      let able = bids.filter {
        isPurchase ? $0.price <= rule.reserve : $0.price >= rule.reserve
      }
      #expect(ranking.count == able.count)
      guard let first = ranking.first else { continue }
      // Nobody beats it, and of those that equal it none came before.
      #expect(able.allSatisfy { isPurchase ? $0.price >= first.price : $0.price <= first.price })
      #expect(able.first { $0.price == first.price } == first)
      let others = able.filter { $0 != first }.map { $0.price }
      let second = isPurchase ? others.min() : others.max()
      #expect(rule.secondPrice(ranking, at: 0) == second ?? rule.reserve)
    }
  }

  @Test func `under the second price and the externality no lie brings more than the truth`() {
    for seed in Self.instances {
      var random = RandomStream(seed: seed, .test, 3)
      let value = random.within(1...30)
      let lie = random.within(1...40)
      let rule = SingleItem(isPurchase: false, reserve: 3)
      let others = (1..<5 as Range<Int32>).map { Offer(bidder: $0, price: random.within(1...30)) }
      func gain(_ bid: Int64) -> Int64 {
        let ranking = rule.ranking(of: [Offer(bidder: 0, price: bid)] + others)
        return ranking.first?.bidder == 0 ? value - rule.secondPrice(ranking, at: 0) : 0
      }
      #expect(gain(lie) <= gain(value), "seed \(seed)")
      let bundle = UInt16(1 + random.below(7))
      let sets = Self.bids(&random, items: 3).filter { $0.bidder != 0 }
      func gainOfSet(_ bid: Int64) -> Int64 {
        let offers = [Offer(bidder: 0, price: bid, bundle: bundle)] + sets
        let problem = WinnerDetermination(items: 3, offers: offers)
        let allocation = problem.exact()
        guard let place = allocation.winners.firstIndex(of: 0) else { return 0 }
        return value - problem.externalities(of: allocation)[place]
      }
      #expect(gainOfSet(lie) <= gainOfSet(value), "seed \(seed)")
    }
  }
}

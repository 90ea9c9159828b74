import Simulator

/// What items are worth to bidders, and what tasks cost them: drawn for each auction and bidder, by a key of
/// the run. Nothing but the bidder itself, measures and checks look at it.
public struct Valuation: Hashable, Sendable {
  let settings: Economy.Settings

  /// The values of a run.
  public init(_ settings: Economy.Settings) { self.settings = settings }

  private func word(_ auction: Int32, _ bidder: Int32, _ salt: UInt64) -> UInt64 {
    let place = UInt64(UInt32(bitPattern: auction)) << 32 | UInt64(UInt32(bitPattern: bidder))
    return RandomStream.mix(
      RandomStream.mix(place &+ settings.key) &+ salt &* 0x9E37_79B9_7F4A_7C15)
  }

  private func draw(_ range: ClosedRange<Int64>, _ word: UInt64) -> Int64 {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int64(RandomStream.scale(word, width))
  }

  /// What the one item of an auction is worth to a bidder.
  public func value(_ auction: Int32, _ bidder: Int32) -> Int64 {
    draw(settings.values, word(auction, bidder, 1))
  }

  /// What the task of an auction costs a worker.
  public func cost(_ auction: Int32, _ bidder: Int32) -> Int64 {
    draw(settings.costs, word(auction, bidder, 2))
  }

  /// The sets of items that a bidder wants one of, each once, with what it is worth.
  public func bundles(_ auction: Int32, _ bidder: Int32) -> [Offer] {
    var offers: [Offer] = []
    for number in 0..<settings.bundles {
      let bundle = bundle(word(auction, bidder, 3 + UInt64(number)))
      if offers.contains(where: { $0.bundle == bundle }) { continue }
      offers.append(
        Offer(bidder: bidder, price: worth(bundle, auction, bidder), bundle: bundle))
    }
    return offers
  }

  /// One to three items, from a word.
  private func bundle(_ word: UInt64) -> UInt16 {
    let size = 1 + Int(word % 3)
    var bundle: UInt16 = 0
    for part in 0..<size {
      bundle |= 1 << UInt16((word >> UInt64(8 + 8 * part)) % UInt64(settings.rules.items))
    }
    return bundle
  }

  /// What a set of items is worth to a bidder: the sum, and more for each item beyond the first.
  private func worth(_ bundle: UInt16, _ auction: Int32, _ bidder: Int32) -> Int64 {
    var sum: Int64 = 0
    for item in 0..<settings.rules.items where bundle & 1 << UInt16(item) != 0 {
      sum += draw(settings.values, word(auction, bidder, 100 + UInt64(item)))
    }
    return sum + sum * settings.synergy * Int64(bundle.nonzeroBitCount - 1) / 100
  }

  /// The commitment key of a bidder in an auction, which it tells when it reveals its bid.
  func secret(_ auction: Int32, _ bidder: Int32) -> Raft.Session {
    let word = word(auction, bidder, 2_000)
    return Raft.Session(
      client: Int32(truncatingIfNeeded: word), sequence: Int32(truncatingIfNeeded: word >> 32))
  }

  /// How a bidder bids.
  public func strategy(of bidder: Int32) -> Economy.Strategy {
    settings.strategies[Int(bidder) % settings.strategies.count]
  }

  /// The bid that a bidder makes of a value, or of a cost.
  public func bid(_ value: Int64, of bidder: Int32, isCost: Bool) -> Int64 {
    var percent: Int64 = 100
    if settings.deviant?.index == Int(bidder) {
      percent += settings.deviation
    } else if strategy(of: bidder) == .shading {
      percent += isCost ? settings.shading : -settings.shading
    }
    return Swift.max(1, value * percent / 100)
  }
}

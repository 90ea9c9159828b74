public import Simulator

extension Market {
  /// How a market works and what its traders do; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Number of the agents, from the first on, that replicate the exchange; the others trade.
    public var replicas = 3
    /// How orders become trades.
    public var mode = Mode.continuous
    /// Whether the exchange keeps its rules, or which it breaks as the original does.
    public var rules = Rules.safe
    /// Time between two clearings.
    public var interval = 500 * Nanoseconds.millisecond
    /// Who gets the last units of a call.
    public var allocation = CallAuction.Allocation.time
    /// What a unit of a call costs.
    public var pricing = CallAuction.Pricing.uniform
    /// How much of the excess demand a price rises by, in thousandths.
    public var gain: Int64 = 100
    /// The most prices that are cried at a clearing.
    public var steps: Int32 = 200

    /// How traders choose their prices.
    public var strategy = Strategy.zeroIntelligence
    /// How far a shading trader stays off its limit, in thousandths of it.
    public var shade: Int64 = 100
    /// The least that a unit is worth or costs.
    public var lowest: Int64 = 50
    /// The most.
    public var highest: Int64 = 150
    /// Units that each trader wants to trade in all.
    public var units: Int64 = 10
    /// Most units of one order.
    public var lot: Int64 = 2
    /// Coins that each account is opened with.
    public var coins: Int64 = 100_000
    /// Share of the orders without a limit.
    public var marketOrders = Ratio.never
    /// Time between the end of an order and the trader's next.
    public var pause = Delay.uniform(low: 100 * .millisecond, high: .second)
    /// How long an order rests before its trader withdraws it.
    public var patience = 2 * Nanoseconds.second
    /// Wait before a request is repeated, doubled up to `longestRetry`.
    public var retry = 200 * Nanoseconds.millisecond
    /// The longest such wait.
    public var longestRetry = 2 * Nanoseconds.second
    /// From then on traders enter no more orders.
    public var stop = Nanoseconds.never
    /// What traders' limits are drawn from.
    public var seed: UInt64 = 0
    /// Those of the log.
    public var raft = Raft.Settings.embedded
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// A continuous market.
    public init() {}

    /// Whether a rule is broken as the original breaks it.
    func breaks(_ rule: Rules) -> Bool { rules == rule || rules == .asWritten }

    /// Whether a trader buys: every other one.
    public func side(of trader: Int32) -> TradeSide { trader % 2 == 0 ? .bid : .ask }

    /// What a unit is worth to a trader that buys, or costs one that sells.
    public func limit(of trader: Int32) -> Int64 {
      let stream = RandomStream(seed: seed, .agent, 1 << 33)
      let span = UInt64(highest - lowest + 1)
      let word = stream.word(at: UInt64(UInt32(bitPattern: trader)))
      return lowest + Int64(truncatingIfNeeded: RandomStream.scale(word, span))
    }

    /// What trade between these traders can be worth at most.
    ///
    /// - Complexity: O(n log n).
    public func optimum(traders: Int) -> Int64 {
      var (buyers, sellers): ([Welfare.Wish], [Welfare.Wish]) = ([], [])
      for trader in 0..<Int32(truncatingIfNeeded: traders) {
        let wish = Welfare.Wish(limit: limit(of: trader), quantity: units)
        if side(of: trader) == .bid { buyers.append(wish) } else { sellers.append(wish) }
      }
      return Welfare.optimum(buyers: buyers, sellers: sellers)
    }
  }

  /// How orders become trades.
  public enum Mode: String, Word {
    /// Each as it comes, at the limit of the order that rests.
    case continuous
    /// All at once in intervals, where their curves cross.
    case call
    /// All at once in intervals, at a price that gropes for the crossing.
    case tatonnement
  }

  /// Whether the exchange keeps its rules, or which it breaks as the original does.
  public enum Rules: String, Word {
    /// All are kept.
    case safe
    /// A trade is at the middle of both limits.
    case midpoint = "midpoint price"
    /// An order without a limit gets one of 999,999 or 0, and trades at the middle.
    case sentinels = "sentinel prices"
    /// Among orders of one price the newest comes first.
    case newestFirst = "no time priority"
    /// A withdrawal is answered and does nothing.
    case deafCancel = "cancel does nothing"
    /// A call looks at the first bid and the first ask only.
    case bestLevels = "best levels only"
    /// In a call the first buyer and the first seller trade everything.
    case firstTakesAll = "first takes all"
    /// A price is found by chance.
    case randomWalk = "random walk"
    /// Every rule is broken.
    case asWritten = "as written"
  }

  /// How a trader chooses the price of an order.
  public enum Strategy: String, Word {
    /// What a unit is worth to it.
    case truthful
    /// Less than that, by `shade`.
    case shading
    /// Drawn from those at which it loses nothing (Gode and Sunder, 1993: ZI-C).
    case zeroIntelligence = "zero intelligence"
    /// Drawn from all prices (ZI-U).
    case reckless
  }
}

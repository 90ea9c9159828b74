public import Simulator

extension Economy {
  /// How the agents of a cluster trade; equal at all of them.
  public struct Settings: Hashable, Sendable {
    /// The replicated log's.
    public var raft = Raft.Settings.embedded
    /// What the books hold deeds to.
    public var rules: AuctionRules
    /// Agents that replicate the log, the first.
    public var replicas: Int
    /// After which time the auctioneer announces again what it has had no answer to.
    public var repeatEvery: Nanoseconds = 100 * .millisecond
    /// How many agents an auction is announced to; nil for all.
    public var invited: Int?
    /// What an item is worth to a bidder, drawn for each.
    public var values: ClosedRange<Int64> = 100...2_000
    /// What a task costs a worker, drawn for each.
    public var costs: ClosedRange<Int64> = 100...2_000
    /// How much more a set of items is worth than the items apart, in per cent.
    public var synergy: Int64 = 20
    /// For how many sets of items a bidder bids.
    public var bundles = 2
    /// How agents bid, dealt to them in turn.
    public var strategies: [Strategy] = [.truthful]
    /// By how much an agent that shades bids less than its value, in per cent.
    public var shading: Int64 = 20
    /// A bidder that bids otherwise than the others; nil for none.
    public var deviant: AgentID?
    /// By how much, in per cent.
    public var deviation: Int64 = 0
    /// How long a task takes.
    public var work = Delay.constant(200 * .millisecond)
    /// Tasks that a worker takes up at once.
    public var capacity = 4
    /// The share of agents, the last, that take tasks up and do not do them, and claim a perfect record.
    public var unreliable: Int64 = 0
    /// What values and costs are drawn by.
    public var key: UInt64 = 0
    /// A planted mistake, if any.
    public var mistake: Mistake? {
      didSet { rules.mistake = mistake }
    }

    /// The settings of a cluster of which all or the first agents replicate the log.
    public init(agents: Int, replicas: Int? = nil) {
      rules = AuctionRules(bidders: agents)
      self.replicas = replicas ?? Swift.min(agents, 5)
    }

    /// Whether an agent replicates the log.
    public func isReplica(_ agent: AgentID) -> Bool { agent.index < replicas }

    /// The bidders that an auction is announced to: all, or as many in a row from one that depends on its number.
    public func bidders(of auction: Int32) -> [Int32] {
      let count = Int32(truncatingIfNeeded: rules.bidders)
      guard let invited, invited < rules.bidders else { return Array(0..<count) }
      let first = RandomStream.scale(
        RandomStream.mix(key &+ UInt64(auction)), UInt64(rules.bidders))
      return (0..<Int32(truncatingIfNeeded: invited)).map {
        (Int32(truncatingIfNeeded: first) + $0) % count
      }
    }

    /// Whether an agent fails the tasks that it takes up.
    public func isUnreliable(_ agent: Int32) -> Bool {
      Int64(rules.bidders) - Int64(agent) <= Int64(rules.bidders) * unreliable / 100
    }
  }

  /// How a bidder makes a bid of a value.
  public enum Strategy: String, Word {
    /// It bids what the item is worth to it, or what the task costs it.
    case truthful
    /// It bids less, or asks for more, by a share.
    case shading
    /// It bids what the item is worth to it, and only when the bidding is about to end.
    case sniping
  }
}

public import Simulator

extension Swim {
  /// How members are watched; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Length of a period, in which an agent probes one member.
    public var period = Nanoseconds.second
    /// Time that a member has to answer a ping before others are asked to ping it; less than a period.
    public var timeout = 500 * Nanoseconds.millisecond
    /// Number of agents asked to ping a member that did not answer: the paper's K.
    public var relays: Int32 = 3
    /// Who is probed next.
    public var order = Order.roundRobin
    /// When periods start.
    public var phases = Phases.random
    /// How news of members travels.
    public var dissemination = Dissemination.infection
    /// Times that news is sent, for each unit of the logarithm of the group's size: the paper's lambda.
    public var lambda: Int32 = 3
    /// Pieces of news in one message.
    public var newsLimit: Int32 = 8
    /// Whether a member whose probe failed is suspected before it is declared dead.
    public var suspicion = true
    /// The shortest suspicion in thousandths of a period, for each unit of the decimal logarithm of the
    /// group's size: Lifeguard's alpha.
    public var alpha: Int64 = 5000
    /// The longest suspicion in thousandths of the shortest: Lifeguard's beta.
    public var beta: Int64 = 6000
    /// Confirmations that make a suspicion the shortest: Lifeguard's K.
    public var confirmations: Int32 = 3
    /// Lifeguard: whether an agent that is not well probes less often and waits longer.
    public var localHealthProbe = false
    /// Lifeguard: whether a suspicion lasts longer the fewer confirm it.
    public var localHealthSuspicion = false
    /// Lifeguard: whether a ping tells a suspected member that it is.
    public var buddy = false
    /// The greatest local health multiplier: Lifeguard's S.
    public var healthLimit: Int32 = 8
    /// How often an agent compares its table with another's; 0 for never.
    public var sync: Nanoseconds = 0
    /// How often an agent pings one that it holds to be dead; 0 for never.
    public var reconnect: Nanoseconds = 0
    /// A mistake that is planted, if any.
    public var mistake: Mistake?

    /// The defaults, which are those of scenario files.
    public init() {}
  }

  /// Who is probed next.
  public enum Order: String, Word {
    /// Any member, each as likely.
    case random
    /// Each member once in a pass, in an order drawn for the pass.
    case roundRobin = "round robin"
  }

  /// When periods start.
  public enum Phases: String, Word {
    /// Whenever the agent's clock shows a multiple of the period.
    case aligned
    /// At a moment of the period that each agent draws when it starts.
    case random
  }

  /// How news of members travels.
  public enum Dissemination: String, Word {
    /// On pings and answers.
    case infection
    /// The agent that finds something out sends it to all members at once.
    case multicast
  }
}

extension Swim.Settings {
  /// log2(10) and log2(e), with as many binary places as `FixedPoint`.
  private static var log2Of10: UInt64 { 935_039_633_142_894 }
  private static var log2OfE: Int64 { 406_082_553_034_800 }

  /// Times that a piece of news is sent: lambda * ceil(ln(n + 1)).
  func sendLimit(members: Int) -> Int32 {
    let logarithm = FixedPoint.log2(UInt64(members + 1))
    let units = (logarithm + Self.log2OfE - 1) / Self.log2OfE
    return lambda * Int32(truncatingIfNeeded: max(1, units))
  }

  /// How long a suspicion lasts that so many others have confirmed, in a group of so many.
  ///
  /// Without Lifeguard's rule it is always the shortest, alpha * log10(n) periods. With it it is
  /// max - (max - min) * log(c + 1) / log(K + 1), and the shortest if the group cannot give K confirmations.
  func suspicionTime(confirmations: Int, members: Int) -> Nanoseconds {
    let base = UInt64(Swift.max(1, period / 1000 * alpha + period % 1000 * alpha / 1000))
    let logarithm = Swift.max(Self.log2Of10, UInt64(FixedPoint.log2(UInt64(members))))
    let shortest = Self.share(of: base, logarithm, Self.log2Of10)
    let needed = Int(self.confirmations)
    if !localHealthSuspicion || needed > members - 2 || needed == 0 { return shortest }
    let longest = shortest / 1000 * beta
    let gained = Self.share(
      of: UInt64(longest - shortest),
      UInt64(FixedPoint.log2(UInt64(Swift.min(confirmations, needed) + 1))),
      UInt64(FixedPoint.log2(UInt64(needed + 1))))
    return Swift.max(shortest, longest - gained)
  }

  /// `value * numerator / denominator`, rounded down.
  private static func share(
    of value: UInt64, _ numerator: UInt64, _ denominator: UInt64
  ) -> Nanoseconds {
    let product = value.multipliedFullWidth(by: numerator)
    if product.high >= denominator { return .max / 4 }
    return Int64(
      clamping: Swift.min(
        denominator.dividingFullWidth((product.high, product.low)).quotient, UInt64(Int64.max / 4)))
  }

  /// How long a relay waits for the answer to a ping: where it must say that there was none, 80 % of the
  /// timeout; otherwise as long as the period goes on after the timeout.
  var relayPatience: Nanoseconds { localHealthProbe ? timeout / 5 * 4 : period - timeout }
}

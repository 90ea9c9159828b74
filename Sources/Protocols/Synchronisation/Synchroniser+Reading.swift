public import Simulator

extension Synchroniser.Settings {
  /// How the brief's pseudo-code is read where it leaves something open or cannot work at all.
  ///
  /// The defaults are the plainest reading. The others repair one defect each, so that those behind it
  /// can be watched.
  public struct Reading: Hashable, Sendable {
    /// What follows when two clocks are equal, for which the pseudo-code has no branch.
    public var equalClocks: EqualClocks
    /// Whether a coordinator counts its updates in its clock; as written nothing ever does.
    public var clocksTick: Bool
    /// Whether acknowledgements are tracked and marked under one name; as written they are tracked under
    /// process identities and marked under agent identities.
    public var acknowledgesByAgent: Bool
    /// What the undefined resolver does with a concurrent update.
    public var resolver: Resolver
    /// Whether a newer update's clock is adopted, as written, or merged.
    public var mergesClocks: Bool
    /// Time from the broadcast of an update until its acknowledgements are tracked.
    public var trackingDelay: Nanoseconds

    @frozen
    public enum EqualClocks: Hashable, Sendable {
      /// No branch matches: the agent's process dies, and with it what it knew.
      case crash
      /// As if newer: applied and acknowledged.
      case newer
      /// As if older: ignored.
      case older
    }

    @frozen
    public enum Resolver: Hashable, Sendable {
      /// The local value stays.
      case keep
      /// The update's value is taken.
      case overwrite
    }

    public init(
      equalClocks: EqualClocks = .crash, clocksTick: Bool = false,
      acknowledgesByAgent: Bool = false, resolver: Resolver = .keep, mergesClocks: Bool = false,
      trackingDelay: Nanoseconds = 0
    ) {
      precondition(trackingDelay >= 0, "no time is negative")
      self.equalClocks = equalClocks
      self.clocksTick = clocksTick
      self.acknowledgesByAgent = acknowledgesByAgent
      self.resolver = resolver
      self.mergesClocks = mergesClocks
      self.trackingDelay = trackingDelay
    }
  }
}

public import Simulator

extension BriefSynchroniser {
  /// How the brief's pseudo-code is read where it leaves something open or cannot work at all.
  ///
  /// The defaults are the plainest reading. The others repair one defect each, so that those behind it
  /// can be watched.
  public struct Reading: Hashable, Sendable {
    /// What follows when two clocks are equal, for which the pseudo-code has no branch.
    public var equalClocks: EqualClocks
    /// Whether a coordinator counts its updates in its clock; as written nothing ever does.
    public var clocksTick: Bool
    /// The name under which acknowledgements are tracked; they are marked under the agent's.
    public var acknowledgedBy: Naming
    /// What the undefined resolver does with a concurrent update.
    public var resolver: Resolver
    /// What becomes of a newer update's clock.
    public var newerClocks: NewerClocks
    /// Time from the broadcast of an update until its acknowledgements are tracked.
    public var trackingDelay: Nanoseconds

    /// What follows when an update's clock equals the agent's.
    @frozen
    public enum EqualClocks: String, Word {
      /// No branch matches: the agent's process dies, and with it what it knew.
      case crash
      /// As if newer: applied and acknowledged.
      case newer
      /// As if older: ignored.
      case older
    }

    /// The identity that an acknowledgement is tracked by.
    @frozen
    public enum Naming: String, Word {
      /// The process's identity, as written.
      case process
      /// The agent's identity.
      case agent
    }

    /// What becomes of a concurrent update's value.
    @frozen
    public enum Resolver: String, Word {
      /// The local value stays.
      case keep
      /// The update's value is taken.
      case overwrite
    }

    /// What becomes of the local clock when a newer update is applied.
    @frozen
    public enum NewerClocks: String, Word {
      /// It takes the place of the local one, as written.
      case adopt
      /// It is merged with the local one.
      case merge
    }

    /// A reading; by default the plainest.
    ///
    /// - Precondition: `trackingDelay` is not negative.
    public init(
      equalClocks: EqualClocks = .crash, clocksTick: Bool = false,
      acknowledgedBy: Naming = .process, resolver: Resolver = .keep,
      newerClocks: NewerClocks = .adopt, trackingDelay: Nanoseconds = 0
    ) {
      precondition(trackingDelay >= 0, "tracking delay \(trackingDelay) must not be negative")
      self.equalClocks = equalClocks
      self.clocksTick = clocksTick
      self.acknowledgedBy = acknowledgedBy
      self.resolver = resolver
      self.newerClocks = newerClocks
      self.trackingDelay = trackingDelay
    }
  }
}

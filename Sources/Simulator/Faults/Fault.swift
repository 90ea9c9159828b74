/// An event of the world that harms it: when, what, to whom, and for how long.
public struct Fault: Hashable, Sendable {
  /// What reports and expectations call it; unique among the faults of a run.
  public var name: String
  /// When it begins.
  public var trigger: Trigger
  /// What it does, and to whom.
  public var action: FaultAction
  /// Time from its begin to its end, or nil if it never ends. A jump of a clock ends at once.
  public var duration: Nanoseconds?
  /// What else ends it, once it comes about after the start of the fault: whichever comes first. Occurrences
  /// are counted from the start of the fault on; a level ends it when it is next told to be reached.
  public var until: Trigger?
  /// The number of the event after which it ends, where a person ended it between two events.
  public var endEvent: Int64?
  /// For cuts: alternates between cut and whole until it ends.
  public var flapping: Flapping?
  /// Whether a run in which it changes nothing is all right.
  public var mayHaveNoEffect: Bool

  /// A fault that does not end and must take effect, unless said otherwise.
  public init(
    name: String, trigger: Trigger, action: FaultAction, duration: Nanoseconds? = nil,
    until: Trigger? = nil, endEvent: Int64? = nil, flapping: Flapping? = nil,
    mayHaveNoEffect: Bool = false
  ) {
    self.name = name
    self.trigger = trigger
    self.action = action
    self.duration = duration
    self.until = until
    self.endEvent = endEvent
    self.flapping = flapping
    self.mayHaveNoEffect = mayHaveNoEffect
  }

  /// When a fault begins, or what ends it.
  @frozen
  public enum Trigger: Hashable, Sendable {
    case at(Nanoseconds)
    /// Once a milestone (an index of the note type's `milestoneNames`) has been seen `count` times, or
    /// has reached that level, and the delay has passed.
    case milestone(Int, count: Int64, delay: Nanoseconds)
    /// Once another fault has begun, or has ended, and the delay has passed.
    case fault(String, Edge, delay: Nanoseconds)
    /// Once so many messages that match have arrived at agents that are up, and the delay has passed.
    case arrival(MessageMatch, count: Int64, delay: Nanoseconds)
    /// Right after the event of this number, before whatever else is due: what a person did between two
    /// events of a run comes again at the same place.
    case afterEvent(Int64)
  }

  /// An end of the time that a fault lasts.
  @frozen
  public enum Edge: String, Word {
    case began
    case ended
  }

  /// The rhythm of a flapping link; it begins cut.
  @frozen
  public struct Flapping: Hashable, Sendable {
    /// How long it stays cut each time.
    public var cut: Nanoseconds
    /// How long it stays whole each time.
    public var whole: Nanoseconds

    /// A rhythm of two positive spans.
    public init(cut: Nanoseconds, whole: Nanoseconds) {
      precondition(cut > 0 && whole > 0, "both phases of a flapping link take time")
      self.cut = cut
      self.whole = whole
    }
  }
}

public import Simulator

/// So many events in a span of time.
public struct Rate: Hashable, Sendable {
  /// At least one.
  public let events: Int64
  /// At least a nanosecond.
  public let span: Nanoseconds

  public init(events: Int64, span: Nanoseconds) {
    precondition(events > 0 && span > 0, "a rate is positive")
    self.events = events
    self.span = span
  }

  /// The mean time between two events, rounded down, at least a nanosecond.
  public var meanInterval: Nanoseconds { Swift.max(1, span / events) }
}

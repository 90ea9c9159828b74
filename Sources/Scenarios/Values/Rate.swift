public import Simulator

/// A number of events in a span of time.
public struct Rate: Hashable, Sendable {
  /// At least one.
  public let events: Int64
  /// At least a nanosecond.
  public let span: Nanoseconds

  /// As many events in a span, both positive.
  public init(events: Int64, span: Nanoseconds) {
    precondition(events > 0 && span > 0, "a rate is positive")
    self.events = events
    self.span = span
  }

  /// Whether the mean time between the events of one of several sources, in whole nanoseconds, is that of
  /// the rate to within a hundredth.
  public func isKept(eachOf sources: Int64) -> Bool {
    let interval = meanInterval(eachOf: sources)
    if interval >= 100 { return true }
    let product = span.multipliedFullWidth(by: sources)
    let (quotient, rest) = events.dividingFullWidth(product)
    return quotient >= 1 && rest * 100 <= events * quotient
  }

  /// The mean time between two events, rounded down, at least a nanosecond.
  public var meanInterval: Nanoseconds { meanInterval(eachOf: 1) }

  /// The mean time between two events of one of several sources that share the rate, rounded down.
  ///
  /// At least a nanosecond; so long that any run is over if it would not fit.
  public func meanInterval(eachOf sources: Int64) -> Nanoseconds {
    let product = span.multipliedFullWidth(by: sources)
    let doubled = (product.high << 1) | Int64(product.low >> 63)
    if doubled >= events { return .never }
    return Swift.max(1, events.dividingFullWidth(product).quotient)
  }
}

public import Simulator

/// Unavailability as clients see it: the stretches without a successful operation while load existed.
///
/// A gap runs from the start of the load to the first success, from one success to the next, and from
/// the last one to the end of the load; so a system that never answers has one gap as long as the load.
/// Successes outside the load are not counted. The load may stop and start again. Times do not fall.
@frozen
public struct GapMeter: Hashable, Sendable {
  /// Where the gap that is open started; nil while there is no load.
  private var openSince: Nanoseconds?

  /// A meter before any load.
  public init() {}

  /// Load starts; without effect when it is there already.
  public mutating func beginLoad(at time: Nanoseconds) {
    if openSince == nil { openSince = time }
  }

  /// An operation succeeded.
  ///
  /// - Returns: the gap that it closed, or nil when there was no load.
  public mutating func succeed(at time: Nanoseconds) -> Span? {
    guard let start = openSince else { return nil }
    openSince = time
    return Span(start: start, end: time)
  }

  /// The load ends, and with it the last gap.
  ///
  /// - Returns: the gap that it closed, or nil when there was no load.
  public mutating func endLoad(at time: Nanoseconds) -> Span? {
    guard let start = openSince else { return nil }
    openSince = nil
    return Span(start: start, end: time)
  }
}

public import Simulator

/// A stretch of virtual time from `start` up to `end`.
@frozen
public struct Span: Hashable, Sendable {
  /// The first moment of it.
  public let start: Nanoseconds
  /// Never before `start`.
  public let end: Nanoseconds

  /// The stretch between two moments, which may be one.
  @inlinable
  public init(start: Nanoseconds, end: Nanoseconds) {
    precondition(start <= end, "a span from \(start) must not end at \(end)")
    self.start = start
    self.end = end
  }
}

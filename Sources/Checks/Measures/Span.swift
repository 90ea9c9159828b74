public import Simulator

/// A stretch of virtual time from `start` up to `end`.
@frozen
public struct Span: Hashable, Sendable {
  public let start: Nanoseconds
  /// Never before `start`.
  public let end: Nanoseconds

  @inlinable
  public init(start: Nanoseconds, end: Nanoseconds) {
    precondition(start <= end, "a span from \(start) must not end at \(end)")
    self.start = start
    self.end = end
  }
}

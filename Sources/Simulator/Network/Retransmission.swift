/// When a connection sends again what was lost, as TCP does (RFC 6298, section 5; RFC 9293, 3.8.3).
@frozen
public struct Retransmission: Hashable, Sendable {
  /// Time until what was lost is sent again; twice as long after each time that it is lost again.
  public var first: Nanoseconds
  /// The longest time between two attempts.
  public var longest: Nanoseconds
  /// Time from the first loss after which the connection gives up, and is reset.
  public var limit: Nanoseconds

  /// As Linux has it by default, unless said otherwise: 15 attempts, the last after 924.6 seconds.
  public init(
    first: Nanoseconds = 200 * .millisecond, longest: Nanoseconds = 120 * .second,
    limit: Nanoseconds = 924_600 * .millisecond
  ) {
    precondition(first > 0 && longest >= first, "attempts after \(first), at most \(longest)")
    precondition(limit > 0, "a connection gives up after \(limit)")
    self.first = first
    self.longest = longest
    self.limit = limit
  }
}

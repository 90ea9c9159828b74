/// A moment of virtual time, or a span of it, in nanoseconds; a run starts at 0.
///
/// 63 bits hold 292 years. It is `Int64` and not `Int` because `Int` is 32 bits wide in WebAssembly.
public typealias Nanoseconds = Int64

extension Nanoseconds {
  /// One microsecond.
  public static var microsecond: Nanoseconds { 1_000 }
  /// One millisecond.
  public static var millisecond: Nanoseconds { 1_000_000 }
  /// One second.
  public static var second: Nanoseconds { 1_000_000_000 }
  /// A time that no run reaches: far enough to mean never, near enough that a sum does not overflow.
  public static var never: Nanoseconds { Nanoseconds.max / 4 }
}

extension Nanoseconds {
  /// Seconds to the nanosecond, as traces print it: `12.003456789s`.
  public var text: String {
    let (seconds, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    let digits = String(rest)
    let zeros = String(repeating: "0", count: 9 - digits.utf8.count)
    return (self < 0 ? "-" : "") + String(seconds) + "." + zeros + digits + "s"
  }

  /// As a span from now on: within `0 ... never`, so that a sum with a time of a run does not overflow.
  @inlinable
  var clampedSpan: Nanoseconds { Swift.min(Swift.max(self, 0), .never) }
}

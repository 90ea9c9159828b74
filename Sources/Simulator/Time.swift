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

public import Simulator

/// What leases and their storage promise, by name.
public enum LeasingCheck: String, Word {
  /// The storage takes no write of a lease after one of a later lease.
  ///
  /// Without a fence it rests on holders that are never paused, and on writes that are never late.
  case fencedWrites = "fenced writes"
  /// Each lease has a greater number than all before, over crashes of the service too.
  case risingFences = "rising fences"
  /// A write is acknowledged only when it is durable.
  case durableFirst = "durable first"

  /// The names of all checks.
  public static var names: [String] { words }
}

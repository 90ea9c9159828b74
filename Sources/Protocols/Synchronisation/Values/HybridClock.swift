public import Simulator

/// A time stamp close to the physical time that never contradicts causality.
///
/// Hybrid logical clocks (Kulkarni, Demirbas, Madappa, Avva and Leone, *Logical Physical Clocks*, 2014,
/// figure 5), in whole nanoseconds: if `e` happened before `f`, `e`'s stamp is lower. It stays within the
/// greatest difference between the agents' clocks.
public struct HybridClock: Hashable, Comparable, Sendable {
  /// The highest physical time heard of.
  public private(set) var time: Nanoseconds
  /// Events since then.
  public private(set) var count: Int64

  /// A stamp; by default one below any that an event can have.
  public init(time: Nanoseconds = .min, count: Int64 = 0) {
    self.time = time
    self.count = count
  }

  /// A local event, or a message being sent.
  public mutating func tick(at now: Nanoseconds) {
    if now > time {
      time = now
      count = 0
    } else {
      count += 1
    }
  }

  /// A message with this stamp is received.
  public mutating func receive(_ other: HybridClock, at now: Nanoseconds) {
    let latest = max(time, other.time)
    if now > latest {
      time = now
      count = 0
    } else if time == other.time {
      count = max(count, other.count) + 1
    } else {
      count = (time > other.time ? count : other.count) + 1
      time = latest
    }
  }

  public static func < (left: HybridClock, right: HybridClock) -> Bool {
    left.time != right.time ? left.time < right.time : left.count < right.count
  }
}

extension HybridClock: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("time", time: time > .min ? time : nil)
    visitor.field("count", count)
  }
}

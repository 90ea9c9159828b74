/// An agent's own clock: a line through a point, `1 + drift` local nanoseconds for each of the world's.
///
/// It shows whole nanoseconds, rounded down. What would lie beyond `.never` stands still there.
@frozen
public struct AgentClock: Hashable, Sendable {
  /// The world's time at the last change of the line.
  @usableFromInline var worldBase: Nanoseconds
  /// What the clock showed then; within plus or minus `.never`.
  @usableFromInline var localBase: Nanoseconds
  /// Parts per million too fast; never slower than one nanosecond in a millisecond.
  public private(set) var drift: Int64
  /// The sum of all drift asked for, of which `drift` is what a clock can do.
  private var wantedDrift: Int64

  /// The clock at the start of a run; a drift that no clock can have is bounded.
  public init(_ conditions: ClockConditions = ClockConditions()) {
    worldBase = 0
    localBase = AgentClock.bound(conditions.offset)
    wantedDrift = 0
    drift = 0
    changeDrift(by: conditions.drift, at: 0)
  }

  /// What the clock shows at a time of the world not before its last change; never runs backwards.
  @inlinable
  public func local(at world: Nanoseconds) -> Nanoseconds {
    let span = world &- worldBase
    return localBase &+ (drift == 0 ? span : stretch(span))
  }

  /// The first time of the world, not before the last change, at which the clock shows `local` or more;
  /// `.never` or later when no run reaches it.
  @inlinable
  public func world(at local: Nanoseconds) -> Nanoseconds {
    let span = local &- localBase
    if span <= 0 { return worldBase }
    if span >= .never { return .never }
    return drift == 0 ? worldBase &+ span : worldBase &+ shrink(span)
  }

  /// `span * rate / 10^6`, rounded down.
  @usableFromInline
  func stretch(_ span: Nanoseconds) -> Nanoseconds {
    let rate = 1_000_000 &+ drift
    let (millions, rest) = span.quotientAndRemainder(dividingBy: 1_000_000)
    let (whole, overflows) = millions.multipliedReportingOverflow(by: rate)
    if overflows || whole >= .never { return .never }
    return Swift.min(whole &+ (rest &* rate) / 1_000_000, .never)
  }

  /// The least span that `stretch` makes at least `span`.
  @usableFromInline
  func shrink(_ span: Nanoseconds) -> Nanoseconds {
    let rate = 1_000_000 &+ drift
    let (millions, rest) = span.quotientAndRemainder(dividingBy: rate)
    if millions >= .never / 1_000_000 { return .never }
    return millions &* 1_000_000 &+ (rest &* 1_000_000 &+ rate &- 1) / rate
  }

  /// Changes the speed at a time of the world; what the clock shows stays continuous.
  /// - Returns: whether the clock can follow, and so runs otherwise now.
  @discardableResult
  mutating func changeDrift(by change: Int64, at world: Nanoseconds) -> Bool {
    localBase = AgentClock.bound(local(at: world))
    worldBase = world
    let before = drift
    wantedDrift &+= Swift.min(Swift.max(change, -1_000_000_000_000), 1_000_000_000_000)
    drift = Swift.min(Swift.max(wantedDrift, -999_999), 999_000_000)
    return drift != before
  }

  /// Moves the clock by a step at a time of the world.
  mutating func jump(by step: Nanoseconds, at world: Nanoseconds) {
    localBase = AgentClock.bound(local(at: world) &+ AgentClock.bound(step))
    worldBase = world
  }

  private static func bound(_ time: Nanoseconds) -> Nanoseconds {
    Swift.min(Swift.max(time, -.never), .never)
  }
}

/// An agent's own clock: a line through a point, `1 + drift` local nanoseconds for each of the world's.
@frozen
public struct AgentClock: Hashable, Sendable {
  /// The world's time at the last change of the line.
  @usableFromInline var worldBase: Nanoseconds
  /// What the clock showed then.
  @usableFromInline var localBase: Nanoseconds
  /// Parts per million too fast.
  public internal(set) var drift: Int64

  public init(_ conditions: ClockConditions = ClockConditions()) {
    worldBase = 0
    localBase = conditions.offset
    drift = conditions.drift
  }

  /// What the clock shows at a time of the world not before its last change; never runs backwards.
  @inlinable
  public func local(at world: Nanoseconds) -> Nanoseconds {
    let span = world &- worldBase
    if drift == 0 { return localBase &+ span }
    let (millions, rest) = span.quotientAndRemainder(dividingBy: 1_000_000)
    return localBase &+ span &+ (millions &* drift) &+ ((rest &* drift) / 1_000_000)
  }

  /// The first time of the world, not before the last change, at which the clock shows `local` or more.
  @inlinable
  public func world(at local: Nanoseconds) -> Nanoseconds {
    let span = local &- localBase
    if drift == 0 || span <= 0 { return worldBase &+ Swift.max(span, 0) }
    let rate = 1_000_000 &+ drift
    let (wholes, rest) = span.quotientAndRemainder(dividingBy: rate)
    var world = worldBase &+ (wholes &* 1_000_000) &+ ((rest &* 1_000_000) / rate) &- 2
    if world < worldBase { world = worldBase }
    while self.local(at: world) < local { world &+= 1 }
    return world
  }

  /// Changes the speed at a time of the world; what the clock shows stays continuous.
  mutating func setDrift(_ drift: Int64, at world: Nanoseconds) {
    localBase = local(at: world)
    worldBase = world
    self.drift = drift
  }

  /// Moves the clock by a step at a time of the world.
  mutating func jump(by step: Nanoseconds, at world: Nanoseconds) {
    localBase = local(at: world) &+ step
    worldBase = world
  }
}

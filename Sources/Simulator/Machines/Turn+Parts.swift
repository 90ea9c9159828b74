/// What a machine that is made of several steps its parts with.
extension Turn {
  /// Steps a part of a machine with a turn of its own: the same agent, moment and stream of randomness.
  ///
  /// Nothing is allocated unless the part asks for more than usual, and nothing is copied: each effect is
  /// moved out of the part's turn, which is lent to `step` and must not be kept.
  /// - Parameters:
  ///   - step: steps the part.
  ///   - take: makes an effect of the part's one of the whole's; called for each, in the order asked for.
  @inlinable @inline(__always)
  public mutating func stepPart<Part: Machine>(
    _ step: (inout Turn<Part>) -> Void, _ take: (consuming Effect<Part>, inout Turn) -> Void
  ) {
    // The block outlives the part's turn, which leaves nothing in it.
    unsafe withUnsafeTemporaryAllocation(
      of: Effect<Part>.self, capacity: EffectBuffer<Effect<Part>>.partCapacity
    ) { block in
      var part = unsafe Turn<Part>(agent, now, random, EffectBuffer(lent: block))
      step(&part)
      random = part.random
      if part.computed > 0 { compute(part.computed) }
      part.effects.drain { take($0, &self) }
    }
  }

  @inlinable @inline(__always)
  init(
    _ agent: AgentID, _ now: Nanoseconds, _ random: RandomStream,
    _ effects: consuming EffectBuffer<Effect<M>>
  ) {
    self.agent = agent
    self.now = now
    self.random = random
    self.effects = effects
  }
}

/// What a load that is made of several steps its parts with.
extension LoadTurn {
  /// Steps a part of a load with a turn of its own: the same moment and stream of randomness.
  ///
  /// The part's turn is lent to `step` and must not be kept.
  /// - Parameters:
  ///   - step: steps the part.
  ///   - take: makes an effect of the part's one of the whole's; called for each, in the order asked for.
  @inlinable @inline(__always)
  public mutating func stepPart<Part: Load>(
    _ step: (inout LoadTurn<Part>) -> Void,
    _ take: (consuming LoadEffect<Part>, inout LoadTurn) -> Void
  ) {
    // The block outlives the part's turn, which leaves nothing in it.
    unsafe withUnsafeTemporaryAllocation(
      of: LoadEffect<Part>.self, capacity: EffectBuffer<LoadEffect<Part>>.partCapacity
    ) { block in
      var part = unsafe LoadTurn<Part>(now, random, EffectBuffer(lent: block))
      step(&part)
      random = part.random
      part.effects.drain { take($0, &self) }
    }
  }

  @inlinable @inline(__always)
  init(
    _ now: Nanoseconds, _ random: RandomStream, _ effects: consuming EffectBuffer<LoadEffect<L>>
  ) {
    self.now = now
    self.random = random
    self.effects = effects
  }
}

/// What a machine that is made of several steps its parts with.
extension Turn {
  /// A turn for a part of a machine: the same agent, moment and stream of randomness as the whole's.
  ///
  /// The whole takes `random` back after the step and translates the effects, with `drain`.
  @inlinable
  public init<Whole: Machine>(partOf whole: borrowing Turn<Whole>) {
    agent = whole.agent
    now = whole.now
    random = whole.random
    // Few: a step seldom asks for more, and small blocks cost little to get and to give back.
    capacity = 8
    count = 0
    unsafe effects = UnsafeMutablePointer.allocate(capacity: capacity)
  }

  /// Hands the effects over one by one, in the order asked for; the turn is empty afterwards.
  ///
  /// Nothing is copied: each effect is moved out.
  @inlinable @inline(__always)
  public mutating func drain(_ take: (consuming Effect<M>) -> Void) {
    let last = count
    count = 0
    for place in 0..<last {
      // The first `last` places are initialised; each is moved out once, and `take` cannot reach this
      // turn meanwhile.
      take(unsafe (effects + place).move())
    }
  }
}

/// What a load that is made of several steps its parts with.
extension LoadTurn {
  /// A turn for a part of a load: the same moment and stream of randomness as the whole's.
  ///
  /// The whole takes `random` back after the step and translates the effects, with `drain`.
  @inlinable
  public init<Whole: Load>(partOf whole: borrowing LoadTurn<Whole>) {
    now = whole.now
    random = whole.random
  }

  /// Hands the effects over one by one, in the order asked for; the turn is empty afterwards.
  @inlinable @inline(__always)
  public mutating func drain(_ take: (LoadEffect<L>) -> Void) {
    for effect in effects { take(effect) }
    effects.removeAll(keepingCapacity: true)
  }
}

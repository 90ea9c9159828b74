/// What was asked for during one step, in the order asked for.
///
/// Move-only, so that effects are moved in and out and never copied.
// Safe: the block belongs to the buffer alone, or is lent to it for as long as it lives, and only the
// first `count` places are read.
@safe @frozen @usableFromInline
struct EffectBuffer<Element>: ~Copyable {
  @usableFromInline var places: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  /// Effects asked for so far: the first `count` places are initialised.
  @usableFromInline var count = 0
  /// Whether the block was allocated by this buffer, and is not lent to it.
  @usableFromInline var ownsBlock: Bool

  /// A buffer with a block of its own.
  @inlinable
  init(capacity: Int) {
    self.capacity = capacity
    ownsBlock = true
    unsafe places = UnsafeMutablePointer.allocate(capacity: capacity)
  }

  /// A buffer in a block that is lent to it, not empty and not initialised, and outlives it.
  @inlinable @inline(__always)
  @unsafe init(lent block: UnsafeMutableBufferPointer<Element>) {
    capacity = block.count
    ownsBlock = false
    unsafe places = block.baseAddress.unsafelyUnwrapped
  }

  @inlinable @inline(__always)
  deinit {
    // The first `count` places are initialised and owned by this buffer alone.
    if count > 0 { unsafe places.deinitialize(count: count) }
    if ownsBlock { unsafe places.deallocate() }
  }

  @inlinable @inline(__always)
  mutating func append(_ effect: consuming Element) {
    if count == capacity { grow() }
    // `count < capacity`, and places from `count` on are not initialised.
    unsafe (places + count).initialize(to: effect)
    count += 1
  }

  @usableFromInline @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    // All `count` effects move; the old block is left uninitialised, and freed unless it was lent.
    unsafe larger.moveInitialize(from: places, count: count)
    if ownsBlock { unsafe places.deallocate() }
    unsafe places = larger
    capacity *= 2
    ownsBlock = true
  }

  /// Hands the effects over one by one, in the order asked for; the buffer is empty afterwards.
  ///
  /// Nothing is copied: each effect is moved out.
  @inlinable @inline(__always)
  mutating func drain(_ take: (consuming Element) -> Void) {
    let last = count
    count = 0
    for place in 0..<last {
      // The first `last` places are initialised; each is moved out once, and `take` cannot reach this
      // buffer meanwhile.
      take(unsafe (places + place).move())
    }
  }

  /// Takes the effects out, in the order asked for; the buffer is empty afterwards.
  mutating func takeAll() -> [Element] {
    var taken: [Element] = []
    drain { taken.append($0) }
    return taken
  }
}

extension EffectBuffer {
  /// Room for what a part of a machine asks for in one step, which is seldom more.
  ///
  /// Blocks of up to a kibibyte are lent from the stack, larger ones would be allocated.
  @inlinable
  static var partCapacity: Int {
    Swift.max(1, Swift.min(8, 1024 / MemoryLayout<Element>.stride))
  }
}

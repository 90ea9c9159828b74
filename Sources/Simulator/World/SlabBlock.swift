/// The memory of a slab: places of one value and one link each.
@usableFromInline
@safe final class SlabBlock<Element> {
  /// The link of a place in use; free places hold the number of the next free one, or -1.
  @usableFromInline static var live: Int32 { -2 }

  @usableFromInline let places: UnsafeMutableRawPointer
  @usableFromInline let capacity: Int

  // The link stands where a struct of the value and an `Int32` would have it: in the padding behind the
  // value where there is some. So a value is always written before its link.
  @inlinable @inline(__always)
  static var linkOffset: Int { (MemoryLayout<Element>.size + 3) & ~3 }

  @inlinable @inline(__always)
  static var stride: Int {
    let alignment = Swift.max(MemoryLayout<Element>.alignment, 4)
    return (linkOffset + 4 + alignment - 1) & ~(alignment - 1)
  }

  /// Where the value of a place of this block is or may be.
  @inlinable @inline(__always)
  static func value(
    _ places: UnsafeMutableRawPointer, _ index: Int
  ) -> UnsafeMutablePointer<Element> {
    // Only ever values of this type are stored there.
    unsafe (places + index &* stride).assumingMemoryBound(to: Element.self)
  }

  /// The link of a place of this block.
  @inlinable @inline(__always)
  static func link(_ places: UnsafeMutableRawPointer, _ index: Int) -> UnsafeMutablePointer<Int32> {
    // Every link is initialised when its block is made.
    unsafe (places + index &* stride + linkOffset).assumingMemoryBound(to: Int32.self)
  }

  /// A block of which every place is free, chained in order.
  @usableFromInline
  init(capacity: Int) {
    self.capacity = capacity
    // At the start of a line of the cache, so that values of up to 32 bytes do not straddle two.
    unsafe places = .allocate(
      byteCount: capacity * Self.stride, alignment: Swift.max(64, MemoryLayout<Element>.alignment))
    for index in 0..<capacity {
      unsafe Self.link(places, index).initialize(
        to: index + 1 < capacity ? Int32(index + 1) : -1)
    }
  }

  /// A block with copies of the values and the same chain.
  convenience init(copying other: SlabBlock) {
    self.init(capacity: other.capacity)
    for index in 0..<capacity {
      if other.isLive(index) {
        // Live places are initialised.
        place(unsafe Self.value(other.places, index).pointee, at: index)
      } else {
        unsafe Self.link(places, index).pointee = Self.link(other.places, index).pointee
      }
    }
  }

  /// Whether a place holds a value.
  func isLive(_ index: Int) -> Bool {
    unsafe Self.link(places, index).pointee == Self.live
  }

  /// Puts a value into a place that holds none, outside the chain of free places.
  func place(_ value: consuming Element, at index: Int) {
    unsafe Self.value(places, index).initialize(to: value)
    unsafe Self.link(places, index).pointee = Self.live
  }

  /// Takes the value out of a live place, which is then in no chain.
  func remove(_ index: Int) -> Element {
    unsafe Self.link(places, index).pointee = -1
    return unsafe Self.value(places, index).move()
  }

  deinit {
    // Live places are initialised and owned by this block alone.
    for index in 0..<capacity where isLive(index) {
      unsafe Self.value(places, index).deinitialize(count: 1)
    }
    unsafe places.deallocate()
  }
}

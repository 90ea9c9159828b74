/// The agents of a world in raw memory, so that a machine is stepped in place.
///
/// Copies share memory until `makeUnique`, as those of `Slab` do.
// Safe: all `count` places are initialised for the whole life of the block.
@safe @frozen
public struct Roster<Element> {
  @usableFromInline var block: RosterBlock<Element>
  @usableFromInline var places: UnsafeMutablePointer<Element>
  /// Number of agents, fixed for the life of the world.
  public let count: Int

  /// Makes each element by its index.
  public init(count: Int, _ make: (Int) -> Element) {
    block = RosterBlock(count: count, make)
    unsafe places = block.places
    self.count = count
  }

  /// The element at an index, in place; the index is looked at in debug builds alone.
  @inlinable
  public subscript(_ index: Int) -> Element {
    @inline(__always) _read {
      assert(index >= 0 && index < count)
      yield unsafe places[index]
    }
    @inline(__always) _modify {
      assert(index >= 0 && index < count)
      yield unsafe &places[index]
    }
  }

  /// Gives this copy memory of its own.
  @inlinable
  public mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&block) { copyBlock() }
  }

  @usableFromInline @inline(never)
  mutating func copyBlock() {
    let source = self
    block = RosterBlock(count: count) { source[$0] }
    unsafe places = block.places
  }
}

/// The memory of a roster.
@usableFromInline
@safe final class RosterBlock<Element> {
  @usableFromInline let places: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int, _ make: (Int) -> Element) {
    self.count = count
    unsafe places = .allocate(capacity: count)
    for index in 0..<count { unsafe (places + index).initialize(to: make(index)) }
  }

  deinit {
    // All places are initialised and owned by this block alone.
    unsafe places.deinitialize(count: count)
    unsafe places.deallocate()
  }
}

/// Values in raw memory under small stable numbers; freed numbers are used again, last freed first.
///
/// Copies share memory. `makeUnique` gives a copy its own; whoever changes a slab calls it first, once
/// for a run and not for each change.
// Safe: a place is initialised exactly while its link says `live`, and the block is freed by its owner.
@safe @frozen
public struct Slab<Element> {
  @usableFromInline var block: SlabBlock<Element>
  @usableFromInline var values: UnsafeMutablePointer<Element>
  @usableFromInline var links: UnsafeMutablePointer<Int32>
  @usableFromInline var firstFree: Int32
  public internal(set) var count: Int

  public init() {
    block = SlabBlock(capacity: 16)
    unsafe values = block.values
    unsafe links = block.links
    firstFree = 0
    count = 0
  }

  /// Stores a value and returns its number.
  @inlinable @inline(__always)
  public mutating func insert(_ value: consuming Element) -> Int32 {
    if firstFree < 0 { grow() }
    let number = firstFree
    // The number came from the chain of free places, so its place is not initialised.
    unsafe firstFree = links[Int(number)]
    unsafe links[Int(number)] = SlabBlock<Element>.live
    unsafe (values + Int(number)).initialize(to: value)
    adjustCount(by: 1)
    return number
  }

  /// Takes a value out; its number is free from now on.
  @inlinable @inline(__always)
  public mutating func take(_ number: Int32) -> Element {
    // The caller holds the number from `insert`, so the place is initialised.
    unsafe links[Int(number)] = firstFree
    firstFree = number
    adjustCount(by: -1)
    return unsafe (values + Int(number)).move()
  }

  /// The value of a number in place.
  @inlinable
  public subscript(_ number: Int32) -> Element {
    @inline(__always) _read { yield unsafe values[Int(number)] }
    @inline(__always) _modify { yield unsafe &values[Int(number)] }
  }

  /// Numbers in use, ascending.
  /// - Complexity: O(capacity)
  public var numbers: [Int32] {
    // All links of the block are initialised.
    (0..<Int32(block.capacity)).filter { unsafe links[Int($0)] == SlabBlock<Element>.live }
  }

  @usableFromInline @inline(__always)
  mutating func adjustCount(by change: Int) { count &+= change }

  @usableFromInline @inline(never)
  mutating func grow() {
    let larger = SlabBlock<Element>(capacity: block.capacity * 2)
    let old = block.capacity
    // Every place of the old block is live when the free chain is empty; all move, and the old block
    // is told that it holds nothing.
    unsafe larger.values.moveInitialize(from: values, count: old)
    for index in 0..<old {
      unsafe larger.links[index] = SlabBlock<Element>.live
      unsafe links[index] = -1
    }
    adopt(larger)
    firstFree = Int32(old)
  }

  /// Gives this copy memory of its own.
  @inlinable
  public mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&block) { copyBlock() }
  }

  @usableFromInline @inline(never)
  mutating func copyBlock() {
    let copy = SlabBlock<Element>(capacity: block.capacity)
    for index in 0..<block.capacity {
      // Live places are initialised in the old block and not yet in the new one.
      unsafe copy.links[index] = links[index]
      if unsafe links[index] == SlabBlock<Element>.live {
        unsafe (copy.values + index).initialize(to: values[index])
      }
    }
    adopt(copy)
  }

  private mutating func adopt(_ new: SlabBlock<Element>) {
    block = new
    unsafe values = new.values
    unsafe links = new.links
  }
}

/// The memory of a slab.
@usableFromInline
@safe final class SlabBlock<Element> {
  /// The link of a place in use; free places hold the number of the next free one, or -1.
  @usableFromInline static var live: Int32 { -2 }

  @usableFromInline let values: UnsafeMutablePointer<Element>
  @usableFromInline let links: UnsafeMutablePointer<Int32>
  @usableFromInline let capacity: Int

  @usableFromInline
  init(capacity: Int) {
    self.capacity = capacity
    unsafe values = .allocate(capacity: capacity)
    unsafe links = .allocate(capacity: capacity)
    for index in 0..<capacity {
      unsafe (links + index).initialize(to: index + 1 < capacity ? Int32(index + 1) : -1)
    }
  }

  deinit {
    // Live places are initialised and owned by this block alone.
    for index in 0..<capacity where unsafe links[index] == SlabBlock.live {
      unsafe (values + index).deinitialize(count: 1)
    }
    unsafe values.deallocate()
    unsafe links.deallocate()
  }
}

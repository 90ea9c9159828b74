/// Values in raw memory under small stable numbers; freed numbers are used again, last freed first.
///
/// A place holds a value and, in what alignment leaves behind it, a link: one line of the processor's
/// cache and not two. Copies share memory. `makeUnique` gives a copy its own; code that changes a slab
/// calls it first, once for a run and not for each change.
// Safe: a place is initialised exactly while its link says `live`, and the block is freed by its owner.
@safe @frozen
public struct Slab<Element> {
  @usableFromInline var block: SlabBlock<Element>
  @usableFromInline var places: UnsafeMutableRawPointer
  @usableFromInline var firstFree: Int32
  /// Number of values.
  public internal(set) var count: Int

  /// A slab without values.
  public init() {
    block = SlabBlock(capacity: 16)
    unsafe places = block.places
    firstFree = 0
    count = 0
  }

  /// Stores a value and returns its number.
  @inlinable @inline(__always)
  public mutating func insert(_ value: consuming Element) -> Int32 {
    if firstFree < 0 { grow() }
    let number = firstFree
    // The number came from the chain of free places, so its place is not initialised.
    let link = unsafe SlabBlock<Element>.link(places, Int(number))
    unsafe firstFree = link.pointee
    unsafe SlabBlock<Element>.value(places, Int(number)).initialize(to: value)
    unsafe link.pointee = SlabBlock<Element>.live
    adjustCount(by: 1)
    return number
  }

  /// Takes a value out; its number is free from now on.
  @inlinable @inline(__always)
  public mutating func take(_ number: Int32) -> Element {
    // The caller holds the number from `insert`, so the place is initialised.
    unsafe SlabBlock<Element>.link(places, Int(number)).pointee = firstFree
    firstFree = number
    adjustCount(by: -1)
    return unsafe SlabBlock<Element>.value(places, Int(number)).move()
  }

  /// The value of a number in place.
  @inlinable
  public subscript(_ number: Int32) -> Element {
    @inline(__always) _read {
      yield unsafe SlabBlock<Element>.value(places, Int(number)).pointee
    }
    @inline(__always) _modify {
      yield unsafe &SlabBlock<Element>.value(places, Int(number)).pointee
    }
  }

  /// Number of places; it never falls.
  var capacity: Int { block.capacity }

  /// Numbers in use, ascending.
  /// - Complexity: O(capacity)
  public var numbers: [Int32] {
    (0..<Int32(block.capacity)).filter { block.isLive(Int($0)) }
  }

  @usableFromInline @inline(__always)
  mutating func adjustCount(by change: Int) { count &+= change }

  @usableFromInline @inline(never)
  mutating func grow() {
    let old = block.capacity
    // Every place of the old block is live when the free chain is empty; all move.
    let larger = SlabBlock<Element>(capacity: old * 2)
    for index in 0..<old { larger.place(block.remove(index), at: index) }
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
    adopt(SlabBlock(copying: block))
  }

  private mutating func adopt(_ new: SlabBlock<Element>) {
    block = new
    unsafe places = new.places
  }
}

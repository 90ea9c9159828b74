/// The pending events of a run in the order they are due; equal times leave in the order pushed.
///
/// A radix-64 timing wheel (Varghese and Lauck, *Hashed and Hierarchical Timing Wheels*, SOSP 1987)
/// over a slab of raw memory. An event lives in the bucket named by the highest base-64 digit in
/// which its time differs from `now` (the level) and by that digit of its time (the slot). Buckets
/// are lists in the order pushed. When the earliest bucket holds one event, that one leaves at once;
/// when it holds more, they move down to narrower buckets, in list order and always into empty ones,
/// so that equal times stay first in, first out with no sequence number.
///
/// With a tie seed, the next of all events pending at one instant is uniformly random instead.
///
/// **Copies.** A copy shares its storage until `makeUnique()` is called on it. Pushing, popping and
/// removing do not look whether it is shared: code that copies queues calls `makeUnique()` once before
/// it changes one, as a world does at the entry of each run.
///
/// - Complexity: an event moves at most ten times between push and pop, whatever else is pending.
///   Memory is proportional to the most events that were ever pending at once.
@frozen
@safe
public struct EventQueue: @unchecked Sendable {
  // All raw pointers point into `storage`, which this struct keeps alive, and every index is that of
  // a node or bucket that the storage was allocated with: this makes each unsafe access below safe.
  @usableFromInline var storage: EventQueueStorage
  @usableFromInline var nodes: UnsafeMutablePointer<Node>
  @usableFromInline var buckets: UnsafeMutablePointer<Bucket>
  /// One word a level: bit `s` is set when the bucket of slot `s` holds an event.
  @usableFromInline var occupancy: UnsafeMutablePointer<UInt64>
  /// Bit `l` is set when a bucket of level `l` holds an event.
  @usableFromInline var levels: UInt32
  /// The free node to use next, or 0.
  @usableFromInline var firstFree: Int32
  /// The number of events of this instant that `popShuffled` has yet to draw; 0 without a tie seed.
  @usableFromInline var instantCount: Int32
  @usableFromInline let shufflesTies: Bool
  @usableFromInline var tieStream: RandomStream

  @usableFromInline var latest: Nanoseconds
  @usableFromInline var pendingCount: Int

  /// An event in the slab; node 0 is no event, and stands for *none*.
  @frozen @usableFromInline
  struct Node {
    @usableFromInline var time: Nanoseconds
    /// The node behind this one in its bucket, or the next free node; of the last one, unspecified.
    @usableFromInline var next: Int32
    /// The node before this one in its bucket; of the first one, unspecified but not negative.
    /// Negative: waits in the instant's draw, at the place that `next` tells.
    @usableFromInline var previous: Int32
    @usableFromInline var tag: UInt32
    @usableFromInline var index: UInt32
  }

  /// The ends of a bucket's list; both 0 when it is empty.
  @frozen @usableFromInline
  struct Bucket {
    @usableFromInline var head: Int32
    @usableFromInline var tail: Int32

    @inlinable
    init(head: Int32, tail: Int32) {
      self.head = head
      self.tail = tail
    }
  }

  /// - Parameter tieSeed: when not nil, events due at one instant leave in a random order of this seed.
  public init(tieSeed: UInt64? = nil) {
    shufflesTies = tieSeed != nil
    tieStream = RandomStream(seed: tieSeed ?? 0, .ties)
    storage = EventQueueStorage(capacity: 32, shufflesTies: shufflesTies)
    unsafe nodes = storage.nodes
    unsafe buckets = storage.buckets
    unsafe occupancy = storage.occupancy
    levels = 0
    firstFree = 1
    instantCount = 0
    latest = 0
    pendingCount = 0
  }

  /// The time of the last event popped, or 0: the earliest time that may be pushed.
  @inlinable
  public var now: Nanoseconds { latest }

  /// The number of pending events.
  @inlinable
  public var count: Int { pendingCount }

  /// Whether nothing is pending.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// How many events can be pending before the storage grows.
  public var capacity: Int { storage.capacity - 1 }

  /// Gives this copy storage of its own if it shares it.
  ///
  /// - Complexity: O(capacity) when shared, else O(1).
  public mutating func makeUnique() {
    if isKnownUniquelyReferenced(&storage) { return }
    adopt(EventQueueStorage(copying: storage, capacity: storage.capacity))
  }

  func checkedCapacity() -> Int {
    let doubled = storage.capacity * 2
    precondition(doubled <= Int(Int32.max) / 2, "too many pending events")
    return doubled
  }

  mutating func adopt(_ new: EventQueueStorage) {
    storage = new
    unsafe nodes = new.nodes
    unsafe buckets = new.buckets
    unsafe occupancy = new.occupancy
  }
}

/// The memory of an `EventQueue`: freed when the last queue that shares it is gone.
@usableFromInline
@safe
final class EventQueueStorage: @unchecked Sendable {
  @usableFromInline typealias Node = EventQueue.Node
  @usableFromInline typealias Bucket = EventQueue.Bucket

  static let levelCount = 11
  static let bucketCount = 64 * levelCount

  /// The number of nodes, node 0 included.
  @usableFromInline let capacity: Int
  @usableFromInline let nodes: UnsafeMutablePointer<Node>
  @usableFromInline let buckets: UnsafeMutablePointer<Bucket>
  @usableFromInline let occupancy: UnsafeMutablePointer<UInt64>
  /// The nodes that wait for their draw in a shuffled instant; empty without shuffling.
  let instant: UnsafeMutableBufferPointer<Int32>

  private init(allocating capacity: Int, _ shufflesTies: Bool) {
    self.capacity = capacity
    unsafe nodes = .allocate(capacity: capacity)
    unsafe buckets = .allocate(capacity: EventQueueStorage.bucketCount)
    unsafe occupancy = .allocate(capacity: EventQueueStorage.levelCount)
    unsafe instant = .allocate(capacity: shufflesTies ? capacity : 0)
    unsafe instant.initialize(repeating: 0)
  }

  convenience init(capacity: Int, shufflesTies: Bool) {
    self.init(allocating: capacity, shufflesTies)
    unsafe buckets.initialize(
      repeating: Bucket(head: 0, tail: 0), count: EventQueueStorage.bucketCount)
    unsafe occupancy.initialize(repeating: 0, count: EventQueueStorage.levelCount)
    initializeFreeNodes(from: 0)
  }

  /// A copy with room for `capacity` nodes, at least as many as the original has; the additional ones
  /// are linked to one another as free.
  convenience init(copying other: EventQueueStorage, capacity: Int) {
    self.init(allocating: capacity, unsafe other.instant.count > 0)
    unsafe buckets.initialize(from: other.buckets, count: EventQueueStorage.bucketCount)
    unsafe occupancy.initialize(from: other.occupancy, count: EventQueueStorage.levelCount)
    unsafe nodes.initialize(from: other.nodes, count: other.capacity)
    for place in unsafe other.instant.indices { unsafe instant[place] = other.instant[place] }
    initializeFreeNodes(from: other.capacity)
  }

  /// Links the nodes from `start` to the last.
  private func initializeFreeNodes(from start: Int) {
    for ticket in start..<capacity {
      let next = Int32(ticket + 1 == capacity ? 0 : ticket + 1)
      unsafe (nodes + ticket).initialize(
        to: Node(time: 0, next: next, previous: 0, tag: 0, index: 0))
    }
  }

  // All pointees are trivial, so there is nothing to deinitialise.
  deinit {
    unsafe nodes.deallocate()
    unsafe buckets.deallocate()
    unsafe occupancy.deallocate()
    unsafe instant.deallocate()
  }
}

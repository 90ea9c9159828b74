extension EventQueue {
  /// Adds an event and returns its ticket, with which `remove` takes it out again.
  ///
  /// A ticket is good until its event is popped or removed; after that it may name another event.
  /// - Precondition: `time >= now`.
  /// - Complexity: O(1), amortised over the growth of the storage.
  @inlinable
  @discardableResult
  public mutating func push(time: Nanoseconds, tag: UInt32, index: UInt32) -> Int32 {
    precondition(time >= now, "an event cannot be due before the last one popped")
    if firstFree == 0 { grow() }
    let ticket = firstFree
    let node = unsafe nodes + Int(ticket)
    firstFree = unsafe node.pointee.next
    unsafe node.pointee.time = time
    unsafe node.pointee.tag = tag
    unsafe node.pointee.index = index
    pendingCount &+= 1
    append(ticket, time)
    return ticket
  }

  /// Which base-64 digit is the highest in which `time` differs from `now`.
  @inlinable
  func level(of time: Nanoseconds) -> Int {
    let difference = UInt64(bitPattern: time ^ now) | 1
    return ((63 &- difference.leadingZeroBitCount) &* 43) >> 8  // divides 0...63 by 6
  }

  /// Puts a node at the end of the bucket of its time.
  ///
  /// Without a branch, which would be hard to predict: an empty bucket's tail is node 0, whose links
  /// nobody reads, and its head is 0.
  @inlinable
  mutating func append(_ ticket: Int32, _ time: Nanoseconds) {
    let level = level(of: time)
    let slot = Int(truncatingIfNeeded: (time &>> Int64(level &* 6)) & 63)
    let place = unsafe buckets + (level &* 64 &+ slot)
    let bucket = unsafe place.pointee
    unsafe nodes[Int(bucket.tail)].next = ticket
    unsafe nodes[Int(ticket)].previous = bucket.tail
    let onlyIfEmpty = (bucket.tail &- 1) >> 31
    unsafe place.pointee = Bucket(head: bucket.head | (ticket & onlyIfEmpty), tail: ticket)
    unsafe occupancy[level] |= 1 &<< UInt64(slot)
    levels |= 1 &<< UInt32(level)
  }

  @usableFromInline
  mutating func grow() {
    let used = storage.capacity
    adopt(EventQueueStorage(copying: storage, capacity: checkedCapacity()))
    firstFree = Int32(used)
  }
}

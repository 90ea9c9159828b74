extension EventQueue {
  /// Takes out the next event if it is due at `limit` or before.
  ///
  /// When none is, nothing changes: `now` stays, and any time from `now` on may still be pushed.
  /// - Complexity: O(1) amortised. When the answer is nil, as `nextTime`.
  @inlinable
  public mutating func popFirst(notAfter limit: Nanoseconds) -> Event? {
    if levels == 0 || shufflesTies { return popRarely(notAfter: limit) }
    let level = levels.trailingZeroBitCount
    let slot = unsafe occupancy[level].trailingZeroBitCount
    let place = level &* 64 &+ slot
    let bucket = unsafe buckets[place]
    let ticket: Int32
    if bucket.head == bucket.tail {
      ticket = bucket.head
      if unsafe nodes[Int(ticket)].time > limit { return nil }
      clear(level, slot)
    } else if level == 0 {
      ticket = bucket.head
      if unsafe nodes[Int(ticket)].time > limit { return nil }
      unsafe buckets[place].head = nodes[Int(ticket)].next
    } else {
      ticket = spread(level, slot, limit)
      if ticket == 0 { return nil }
    }
    return release(ticket)
  }

  /// The time of the next event, or nil when none is pending.
  ///
  /// - Complexity: linear in the number of events in the earliest bucket.
  public var nextTime: Nanoseconds? {
    if instantCount > 0 { return now }
    if levels == 0 { return nil }
    let level = levels.trailingZeroBitCount
    let bucket = unsafe buckets[level * 64 + occupancy[level].trailingZeroBitCount]
    return unsafe nodes[Int(level == 0 ? bucket.head : earliest(in: bucket))].time
  }

  /// Makes `now` the time of an event that left its bucket, frees its node and tells its content.
  @inlinable
  mutating func release(_ ticket: Int32) -> Event {
    let node = unsafe nodes + Int(ticket)
    let event = unsafe Event(
      time: node.pointee.time, tag: node.pointee.tag, index: node.pointee.index)
    latest = event.time
    unsafe node.pointee.next = firstFree
    firstFree = ticket
    pendingCount &-= 1
    return event
  }

  /// Empties a bucket without a look at its nodes.
  @inlinable
  mutating func clear(_ level: Int, _ slot: Int) {
    unsafe buckets[level &* 64 &+ slot] = Bucket(head: 0, tail: 0)
    let rest = unsafe occupancy[level] & ~(1 &<< UInt64(slot))
    unsafe occupancy[level] = rest
    if rest == 0 { levels &= ~(1 &<< UInt32(level)) }
  }

  /// The first of the earliest nodes of a bucket that is not empty.
  func earliest(in bucket: Bucket) -> Int32 {
    var ticket = bucket.head
    var best = ticket
    var time = unsafe nodes[Int(best)].time
    while ticket != bucket.tail {
      ticket = unsafe nodes[Int(ticket)].next
      let other = unsafe nodes[Int(ticket)].time
      if other < time {
        time = other
        best = ticket
      }
    }
    return best
  }

  /// Takes the first of the earliest nodes out of the lowest bucket and moves the others down to the
  /// buckets that they have when `now` is its time; 0 and no change if it is due after `limit`.
  ///
  /// Nodes of other buckets stay: all of them differ from the new `now` in the same digit as before.
  @usableFromInline
  mutating func spread(_ level: Int, _ slot: Int, _ limit: Nanoseconds) -> Int32 {
    let bucket = unsafe buckets[level &* 64 &+ slot]
    let first = earliest(in: bucket)
    let time = unsafe nodes[Int(first)].time
    if time > limit { return 0 }
    latest = time
    clear(level, slot)
    var ticket = bucket.head
    while true {
      let next = unsafe nodes[Int(ticket)].next
      if ticket != first { unsafe append(ticket, nodes[Int(ticket)].time) }
      if ticket == bucket.tail { return first }
      ticket = next
    }
  }

  @usableFromInline
  mutating func popRarely(notAfter limit: Nanoseconds) -> Event? {
    shufflesTies ? popShuffled(notAfter: limit) : nil
  }
}

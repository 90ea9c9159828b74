extension EventQueue {
  /// Takes out the next event if it is due at `limit` or before.
  ///
  /// When none is, nothing changes: `now` stays, and any time from `now` on may still be pushed.
  /// - Complexity: O(1) amortised. When the answer is nil, at worst as `nextTime`.
  @inlinable
  public mutating func popFirst(notAfter limit: Nanoseconds) -> Event? {
    if levels == 0 || shufflesTies { return popRarely(notAfter: limit) }
    let ticket = takeFirst(notAfter: limit)
    return ticket == 0 ? nil : release(ticket)
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

  /// Takes the next node out of the wheel, which is not empty; 0 if it is due after `limit`.
  ///
  /// `now` is then between its old value and the time of the node: the caller sets it to that time.
  @inlinable
  mutating func takeFirst(notAfter limit: Nanoseconds) -> Int32 {
    let level = levels.trailingZeroBitCount
    let slot = unsafe occupancy[level].trailingZeroBitCount
    let bucket = unsafe buckets[level &* 64 &+ slot]
    if level != 0 && bucket.head != bucket.tail { return descend(limit) }
    return unsafe nodes[Int(bucket.head)].time > limit ? 0 : takeHead(level, slot)
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

  /// The first of the earliest nodes of a bucket that is not empty; 0 if it holds more than `bound`.
  func earliest(in bucket: Bucket, bound: Int = .max) -> Int32 {
    var ticket = bucket.head
    var best = ticket
    var time = unsafe nodes[Int(best)].time
    var left = bound
    while ticket != bucket.tail {
      left &-= 1
      if left == 0 { return 0 }
      ticket = unsafe nodes[Int(ticket)].next
      let other = unsafe nodes[Int(ticket)].time
      if other < time {
        time = other
        best = ticket
      }
    }
    return best
  }

  /// Takes the next node out of the wheel when the earliest bucket holds several of several times; 0
  /// and no change if it is due after `limit`.
  ///
  /// The bucket's other nodes move down. A short bucket is searched for its earliest node first, and
  /// the others move to where they belong from then on. A long one is not worth a second pass over
  /// memory: it is spread over the level below, if all of it is due. Nodes of other buckets stay: they
  /// differ from the new `now` in the same digit as from the old.
  @usableFromInline
  mutating func descend(_ limit: Nanoseconds) -> Int32 {
    while true {
      let level = levels.trailingZeroBitCount
      let slot = unsafe occupancy[level].trailingZeroBitCount
      let bucket = unsafe buckets[level &* 64 &+ slot]
      if level == 0 || bucket.head == bucket.tail { return takeHead(level, slot) }
      let span = (1 &<< Int64(level &* 6)) &- 1 as Nanoseconds
      let start = (latest & ~(span &* 64 &+ 63)) | (Nanoseconds(slot) &<< Int64(level &* 6))
      if start > limit { return 0 }
      // Six was the best of 4...32 at 100,000 pending; at fewer it does not matter.
      let first = earliest(in: bucket, bound: (start | span) <= limit ? 6 : .max)
      let time = first == 0 ? start : unsafe nodes[Int(first)].time
      if time > limit { return 0 }
      latest = time
      clear(level, slot)
      moveDown(bucket, except: first)
      if first != 0 { return first }
    }
  }

  /// Puts the nodes of a cleared bucket, but one, where they belong since `now` changed.
  mutating func moveDown(_ bucket: Bucket, except first: Int32) {
    var ticket = bucket.head
    while true {
      let next = unsafe nodes[Int(ticket)].next
      if ticket != first { unsafe append(ticket, nodes[Int(ticket)].time) }
      if ticket == bucket.tail { return }
      ticket = next
    }
  }

  /// Takes out the head of a bucket of level 0 or with a single node.
  @inlinable
  mutating func takeHead(_ level: Int, _ slot: Int) -> Int32 {
    let bucket = unsafe buckets[level &* 64 &+ slot]
    if bucket.head == bucket.tail {
      clear(level, slot)
    } else {
      unsafe buckets[level &* 64 &+ slot].head = nodes[Int(bucket.head)].next
    }
    return bucket.head
  }

  @usableFromInline
  mutating func popRarely(notAfter limit: Nanoseconds) -> Event? {
    shufflesTies ? popShuffled(notAfter: limit) : nil
  }
}

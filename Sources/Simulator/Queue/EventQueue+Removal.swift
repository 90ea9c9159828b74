extension EventQueue {
  /// Takes out a pending event.
  ///
  /// - Precondition: the event of this ticket was neither popped nor removed since it was pushed.
  @inlinable
  public mutating func remove(_ ticket: Int32) {
    precondition(
      ticket > 0 && Int(ticket) < storage.capacity, "no event was pushed with this ticket")
    let node = unsafe nodes[Int(ticket)]
    if node.previous < 0 {
      removeFromInstant(ticket)
    } else {
      unlink(ticket, node)
    }
    unsafe nodes[Int(ticket)].next = firstFree
    firstFree = ticket
    pendingCount &-= 1
  }

  @inlinable
  mutating func unlink(_ ticket: Int32, _ node: Node) {
    let level = level(of: node.time)
    let slot = Int(truncatingIfNeeded: (node.time &>> Int64(level &* 6)) & 63)
    let place = unsafe buckets + (level &* 64 &+ slot)
    let bucket = unsafe place.pointee
    if bucket.head == bucket.tail {
      clear(level, slot)
    } else if bucket.head == ticket {
      unsafe place.pointee.head = node.next
    } else if bucket.tail == ticket {
      unsafe place.pointee.tail = node.previous
    } else {
      unsafe nodes[Int(node.previous)].next = node.next
      unsafe nodes[Int(node.next)].previous = node.previous
    }
  }
}

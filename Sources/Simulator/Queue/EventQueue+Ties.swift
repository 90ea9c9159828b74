extension EventQueue {
  /// Pops a uniformly random one of the events due at the next instant.
  ///
  /// The events of the instant wait in an array, out of the wheel; those pushed at that very instant
  /// meanwhile join them before the next draw. A drawn place is filled with the last of the array.
  /// - Complexity: O(1) amortised.
  mutating func popShuffled(notAfter limit: Nanoseconds) -> Event? {
    if instantCount == 0, !openInstant(notAfter: limit) { return nil }
    if now > limit { return nil }
    gatherInstant()
    let drawn = Int32(truncatingIfNeeded: tieStream.below(UInt64(UInt32(instantCount))))
    let ticket = unsafe storage.instant[Int(drawn)]
    removeFromInstant(ticket)
    return release(ticket)
  }

  /// Finds the next instant, and makes it `now` with its first event waiting.
  mutating func openInstant(notAfter limit: Nanoseconds) -> Bool {
    if levels == 0 { return false }
    let first = takeFirst(notAfter: limit)
    if first == 0 { return false }
    latest = unsafe nodes[Int(first)].time
    joinInstant(first)
    return true
  }

  /// Moves the events due now from the wheel to the instant's array, in the order pushed.
  mutating func gatherInstant() {
    let slot = Int(truncatingIfNeeded: now & 63)
    let bucket = unsafe buckets[slot]
    if bucket.head == 0 { return }
    clear(0, slot)
    var ticket = bucket.head
    while true {
      let next = unsafe nodes[Int(ticket)].next
      joinInstant(ticket)
      if ticket == bucket.tail { return }
      ticket = next
    }
  }

  mutating func joinInstant(_ ticket: Int32) {
    unsafe storage.instant[Int(instantCount)] = ticket
    unsafe nodes[Int(ticket)].next = instantCount
    unsafe nodes[Int(ticket)].previous = -1
    instantCount += 1
  }

  @usableFromInline
  mutating func removeFromInstant(_ ticket: Int32) {
    instantCount -= 1
    let last = unsafe storage.instant[Int(instantCount)]
    let place = unsafe nodes[Int(ticket)].next
    unsafe storage.instant[Int(place)] = last
    unsafe nodes[Int(last)].next = place
  }
}

extension EventQueue {
  /// Every pending event with its ticket; those due at one time in the order pushed.
  ///
  /// - Complexity: linear in the number of pending events.
  public var pending: [(ticket: Int32, event: Event)] {
    var found: [(ticket: Int32, event: Event)] = []
    for place in 0..<Int(instantCount) { found.append(unsafe entry(storage.instant[place])) }
    for level in 0..<EventQueueStorage.levelCount where levels & (1 << UInt32(level)) != 0 {
      for slot in 0..<64 where unsafe occupancy[level] & (1 << UInt64(slot)) != 0 {
        let bucket = unsafe buckets[level * 64 + slot]
        var ticket = bucket.head
        found.append(entry(ticket))
        while ticket != bucket.tail {
          ticket = unsafe nodes[Int(ticket)].next
          found.append(entry(ticket))
        }
      }
    }
    return found
  }

  private func entry(_ ticket: Int32) -> (ticket: Int32, event: Event) {
    let node = unsafe nodes[Int(ticket)]
    return (ticket, Event(time: node.time, tag: node.tag, index: node.index))
  }
}

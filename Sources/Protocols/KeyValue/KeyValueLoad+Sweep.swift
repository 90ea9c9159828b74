import Simulator

/// Operations whose time is over.
///
/// A client looks after all its operations with one alarm, which goes off when the first of them
/// would be due; so an answered operation costs no alarm of its own.
extension KeyValueLoad {
  /// Sees to it that the client looks no later than this.
  mutating func armSweep(
    _ client: Int32, at time: Nanoseconds, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    if time >= clients[Int(client)].sweepAt { return }
    clients[Int(client)].sweepAt = time
    wake(client, Alarm.sweep, at: time, &turn)
  }

  /// Gives up waiting for answers that are overdue.
  ///
  /// - Complexity: O(slots of the client).
  mutating func sweep(_ client: Int32, _ turn: inout LoadTurn<KeyValueLoad>) {
    let index = Int(client)
    // Nothing arms the alarm until all is looked at.
    clients[index].sweepAt = -1
    for slot in 0..<width {
      let place = index * width + slot
      if slots[place].phase == .asking, slots[place].due <= turn.now {
        timeOut(client, slot, &turn)
      }
    }
    failOverdue(client, &turn)
    var next = clients[index].waiting.first.map { $0.invokedAt + settings.patience } ?? .never
    for place in (index * width)..<((index + 1) * width) where slots[place].phase == .asking {
      next = Swift.min(next, slots[place].due)
    }
    clients[index].sweepAt = .never
    if next < .never { armSweep(client, at: next, &turn) }
  }

  /// Operations that waited in line until the client's patience was at an end were never asked for.
  mutating func failOverdue(_ client: Int32, _ turn: inout LoadTurn<KeyValueLoad>) {
    while let first = clients[Int(client)].waiting.first,
      first.invokedAt + settings.patience <= turn.now
    {
      turn.note(.failed(clients[Int(client)].waiting.removeFirst().id))
    }
  }
}

import Simulator

/// Pings for others, whose own did not get through.
extension Swim {
  mutating func relay(
    _ number: Int32, of member: AgentID, for requester: AgentID, _ turn: inout Turn<Swim>
  ) {
    sequence &+= 1
    if relays.isEmpty { turn.setTimer(.relay, after: settings.relayPatience) }
    relays.append(
      Relay(
        sequence: sequence, requester: requester, theirs: number,
        due: turn.now + settings.relayPatience))
    turn.send(.ping(sequence, newsFor(member)), to: member)
  }

  /// Hands an answer to whom it is for; one that comes too late means nothing.
  ///
  /// - Complexity: O(log relays).
  mutating func passOn(_ number: Int32, _ turn: inout Turn<Swim>) {
    var (low, high) = (0, relays.count)
    while low < high {
      let middle = (low + high) / 2
      if relays[middle].sequence < number { low = middle + 1 } else { high = middle }
    }
    guard low < relays.count, relays[low].sequence == number, !relays[low].isAnswered else {
      return
    }
    relays[low].isAnswered = true
    let requester = relays[low].requester
    turn.send(.ack(relays[low].theirs, newsFor(requester)), to: requester)
  }

  /// Says of the pings whose time is over that there was no answer, where that is heeded.
  mutating func endRelays(_ turn: inout Turn<Swim>) {
    var count = 0
    while count < relays.count, relays[count].due <= turn.now {
      let relay = relays[count]
      count += 1
      if relay.isAnswered || !settings.localHealthProbe { continue }
      turn.send(.nack(relay.theirs, newsFor(relay.requester)), to: relay.requester)
    }
    relays.removeFirst(count)
    if let next = relays.first { turn.setTimer(.relay, after: next.due - turn.now) }
  }
}

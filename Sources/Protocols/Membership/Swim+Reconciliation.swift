import Simulator

/// What brings tables together that news has not reached, and sides that hold each other to be dead.
extension Swim {
  mutating func sync(_ turn: inout Turn<Swim>) {
    turn.setTimer(.sync, after: settings.sync)
    if let member = drawMember(&turn) { turn.send(.digest(table.digest), to: member) }
  }

  /// Sends the agent's table to another that holds something else.
  func compare(_ digest: UInt64, of other: AgentID, _ turn: inout Turn<Swim>) {
    if digest != table.digest { turn.send(.table(rows, isReturn: false), to: other) }
  }

  /// Takes in another's table.
  ///
  /// Where suspicion is on, its dead are suspected first: verdicts of an agent that was cut off for long
  /// would else be everybody's at once.
  ///
  /// - Returns: whether the sender holds less of the agent than the agent says of itself.
  mutating func merge(
    _ updates: [Update], from sender: AgentID, _ turn: inout Turn<Swim>
  ) -> Bool {
    var isBehind = false
    for update in updates {
      let row = update.row
      if settings.suspicion, row.status == .dead, update.member != id,
        table[update.member].isPresent
      {
        let suspect = Row(.suspect, row.incarnation)
        _ = take([Update(update.member, suspect, by: sender)], &turn)
      } else if take([update], &turn) {
        isBehind = true
      }
    }
    return isBehind
  }

  /// All that the agent holds, but for those that are alive in their first incarnation.
  var rows: [Update] {
    table.exceptions.map { Update($0, table[$0], by: accuser(of: $0)) }
  }

  /// Pings a member that is held to be dead, which tells it so.
  mutating func reconnect(_ turn: inout Turn<Swim>) {
    turn.setTimer(.reconnect, after: settings.reconnect)
    while !lost.isEmpty {
      let position = Int(truncatingIfNeeded: turn.random.below(UInt64(lost.count)))
      let member = AgentID(rawValue: lost[position])
      if table[member].status == .dead {
        sequence &+= 1
        return turn.send(.ping(sequence, newsFor(member)), to: member)
      }
      lost.swapAt(position, lost.count - 1)
      lost.removeLast()
      table.setLost(member, false)
    }
  }
}

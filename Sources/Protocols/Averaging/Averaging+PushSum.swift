import Simulator

/// Push-sum (Kempe, Dobra and Gehrke, 2003) on the directed exponential graph, one target a round.
///
/// A part under way is neither the sender's nor the receiver's: the sender writes it down before it leaves
/// and sends it again until the receiver has it on its disk; the receiver knows by its number whether it
/// has it. While a part for an agent is under way no other is sent there.
extension Averaging {
  /// An agent with less than this weight, 2^-16, keeps it: so little that rounding would tell.
  private static var leastWeight: Int64 { one >> 16 }

  /// Sends half of what there is to the round's target.
  mutating func share(_ turn: inout Turn<Averaging>) {
    guard hops > 0, kept.weight >= Averaging.leastWeight, currentRound > kept.round else { return }
    let hop = (currentRound - 1) % hops
    if kept.outgoing.contains(where: { $0.hop == hop }) { return }
    let share = Share(
      hop: hop, sequence: currentRound, value: kept.value >> 1, weight: kept.weight >> 1)
    let rest = settings.mistake == .dropsRemainders ? share.value : kept.value - share.value
    write(.shared(rest, weight: kept.weight - share.weight, share), &turn)
    send(share, &turn)
  }

  /// Sends a part to the agent that it is for.
  func send(_ share: Share, _ turn: inout Turn<Averaging>) {
    turn.send(.share(share), to: Averaging.agent(away(1 << Int64(share.hop))))
  }

  mutating func take(_ share: Share, from sender: AgentID, _ turn: inout Turn<Averaging>) {
    if share.sequence > kept.lastTaken(share.hop) || settings.mistake == .countsRepeats {
      write(
        .took(
          kept.value &+ share.value, weight: kept.weight &+ share.weight, hop: share.hop,
          sequence: share.sequence), &turn)
    }
    turn.send(.taken(hop: share.hop, sequence: share.sequence), to: sender)
  }

  mutating func confirm(_ hop: Int32, _ sequence: Int32, _ turn: inout Turn<Averaging>) {
    let isOpen = kept.outgoing.contains { $0.hop == hop && $0.sequence == sequence }
    if isOpen { write(.delivered(hop: hop), &turn) }
  }
}

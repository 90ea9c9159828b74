import Simulator

/// Decisions that an agent learns: announced, or asked for where it missed the announcement.
extension Hierarchy {
  mutating func learn(
    _ proposal: Int32, _ outcome: Tally.Outcome, _ turn: inout Turn<Hierarchy>
  ) {
    if disk.entry(proposal).isLearned { return }
    persist(.learned(proposal, outcome), &turn)
    turn.note(.learned(proposal, outcome))
    for level in 1...max(1, Int32(truncatingIfNeeded: rank)) {
      for kind in [Query.Kind.vote, .record] {
        guard let collection = remove(Key(level, kind, proposal)) else { continue }
        for client in collection.clients {
          turn.respond(.decided(proposal, outcome), to: client)
        }
      }
    }
  }

  /// Decisions on so many proposals are told with one message.
  static var batch: Int32 { 64 }

  mutating func receiveAsk(
    from proposal: Int32, by sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    let end = min(disk.learnedCount, proposal &+ Hierarchy.batch)
    guard proposal >= 0, proposal < end else { return }
    turn.send(
      .decisions(from: proposal, (proposal..<end).compactMap { disk.entry($0).outcome }),
      to: sender)
  }

  mutating func receive(
    _ outcomes: [Tally.Outcome], from proposal: Int32, _ turn: inout Turn<Hierarchy>
  ) {
    for (offset, outcome) in outcomes.enumerated() {
      learn(proposal &+ Int32(truncatingIfNeeded: offset), outcome, &turn)
    }
  }
}

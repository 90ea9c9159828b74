import Simulator

/// Connections, where an agent accepts only so many in a cycle: a contact asks before it tells.
extension Gossip {
  /// Asks an agent for a connection.
  mutating func call(_ turn: inout Turn<Gossip>) {
    let partner = partner(&turn)
    callee = partner.rawValue
    turn.send(.call, to: partner)
  }

  mutating func answerCall(from caller: AgentID, _ turn: inout Turn<Gossip>) {
    if accepted >= settings.connectionLimit { return turn.send(.rejected, to: caller) }
    accepted += 1
    turn.send(.accepted, to: caller)
  }

  /// The contact that was accepted; an answer to an earlier call changes nothing.
  mutating func open(_ partner: AgentID, _ turn: inout Turn<Gossip>) {
    guard callee == partner.rawValue else { return }
    callee = -1
    exchange(with: partner, &turn)
  }

  /// Calls another agent, if any may yet be called in this cycle.
  mutating func hunt(afterRejectionBy partner: AgentID, _ turn: inout Turn<Gossip>) {
    guard callee == partner.rawValue else { return }
    callee = -1
    if attempts == 0 { return }
    attempts -= 1
    call(&turn)
  }
}

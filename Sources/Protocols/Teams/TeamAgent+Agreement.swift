import Simulator

/// Snapshots: getting them, voting on them, and going on from what was decided.
extension TeamAgent {
  /// The snapshot of this round and digest, if this agent has it.
  func snapshot(_ round: Int32, _ digest: Int64) -> Snapshot? {
    if decided.round == round, decided.digest == digest { return decided }
    return candidates.first { $0.round == round && $0.digest == digest }
  }

  /// Takes a snapshot in: it is durable before anything that rests on it leaves.
  mutating func receiveSnapshot(_ snapshot: Snapshot, _ turn: inout Turn<TeamAgent>) {
    guard snapshot.round > decided.round, self.snapshot(snapshot.round, snapshot.digest) == nil
    else { return }
    candidates.append(snapshot)
    turn.persist(.candidate(snapshot))
    voteOnHeldBack(&turn)
    startWork(&turn)
  }

  /// Sends what was asked for, or a later snapshot that was decided.
  func supply(
    _ round: Int32, _ digest: Int64, to agent: AgentID, _ turn: inout Turn<TeamAgent>
  ) {
    if let snapshot = snapshot(round, digest) {
      turn.send(.snapshot(snapshot), to: agent)
    } else if decided.round > round {
      turn.send(.snapshot(decided), to: agent)
    }
  }

  /// A member votes when it has what it votes on, and against what can no longer be decided.
  mutating func receiveProposal(
    _ proposal: Proposal, from sender: AgentID, _ turn: inout Turn<TeamAgent>
  ) {
    let round = proposal.expectedVersion + 1
    let hasVoted = parts.deliberation.votes[proposal.id] != nil
    if hasVoted || snapshot(round, proposal.value) != nil || settings.mistake == .acceptsUnseen {
      return vote(on: proposal, from: sender, &turn)
    }
    if round <= decided.round {
      _ = ask(.deliberation(.vote(proposal.id, .reject)), &turn)
    } else if heldBack.contains(where: { $0.id == proposal.id }) {
      // The proposer asks for the second time, and the snapshot has not come.
      turn.send(.fetch(round: round, digest: proposal.value), to: sender)
    } else {
      heldBack.removeAll { $0.id.proposer == sender }
      heldBack.append(proposal)
    }
  }

  private mutating func vote(
    on proposal: Proposal, from sender: AgentID, _ turn: inout Turn<TeamAgent>
  ) {
    Self.step(&parts, &inbox, &turn) {
      $0.receive(.deliberation(.proposal(proposal)), from: sender, &$1)
    }
  }

  private mutating func voteOnHeldBack(_ turn: inout Turn<TeamAgent>) {
    let ready = heldBack.filter { snapshot($0.expectedVersion + 1, $0.value) != nil }
    if ready.isEmpty { return }
    heldBack.removeAll { proposal in ready.contains { $0.id == proposal.id } }
    for proposal in ready { vote(on: proposal, from: proposal.id.proposer, &turn) }
  }

  /// Goes on from the newest snapshot that the log has decided, or asks for it.
  mutating func adopt(_ turn: inout Turn<TeamAgent>) {
    let state = parts.deliberation.state(of: TeamAgent.variable)
    if state.version <= decided.round { return }
    if let snapshot = snapshot(state.version, state.value) { return goOn(from: snapshot, &turn) }
    if wanted?.round == state.version { return }
    wanted = Wanted(
      round: state.version, digest: state.value,
      proposer: state.proposal?.proposer ?? profile.id)
    fetchAgain(&turn)
  }

  private mutating func goOn(from snapshot: Snapshot, _ turn: inout Turn<TeamAgent>) {
    decided = snapshot
    candidates.removeAll { $0.round <= snapshot.round }
    heldBack.removeAll { $0.expectedVersion < snapshot.round }
    wanted = nil
    turn.persist(.decided(round: snapshot.round, digest: snapshot.digest))
    turn.note(.adopted(snapshot))
    dropStaleWork(&turn)
    settle(&turn)
    arrive(&turn)
    startWork(&turn)
  }

  /// Asks for a snapshot that is lacking: its proposer first, then one agent after the other.
  mutating func fetchAgain(_ turn: inout Turn<TeamAgent>) {
    guard let wanted, profile.clusterSize > 1 else { return }
    self.wanted?.attempts += 1
    var index = (wanted.proposer.index + wanted.attempts) % profile.clusterSize
    if index == profile.id.index { index = (index + 1) % profile.clusterSize }
    turn.send(.fetch(round: wanted.round, digest: wanted.digest), to: AgentID(index))
  }
}

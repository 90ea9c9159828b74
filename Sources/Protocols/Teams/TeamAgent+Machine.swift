public import Simulator

extension TeamAgent: Machine {
  public static var roleNames: [String] { CoordinatingAgent.roleNames + ["team coordinator"] }

  public func claim(toRole role: Int) -> Int64? {
    let own = CoordinatingAgent.roleNames.count
    return role < own ? parts.claim(toRole: role) : term
  }

  public mutating func shareMemory(_ storage: inout Storage, with other: TeamAgent) {
    parts.shareMemory(&storage.parts, with: other.parts)
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<TeamAgent>
  ) {
    decided = storage.decided ?? settings.job.initial
    candidates = storage.candidates
    Self.step(&parts, &inbox, &turn) { $0.start(from: storage.parts, recovery, &$1) }
    arrive(&turn)
    look(&turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<TeamAgent>
  ) {
    switch message {
    case .parts(.deliberation(.proposal(let proposal)))
    where proposal.variable == TeamAgent.variable:
      receiveProposal(proposal, from: sender, &turn)
    case .parts(let message):
      Self.step(&parts, &inbox, &turn) { $0.receive(message, from: sender, &$1) }
    case .lease(let lease): receiveLease(lease, from: sender, &turn)
    case .report(let lease, let values): receiveReport(lease, values, from: sender, &turn)
    case .receipt(let lease, _): work.settle(lease)
    case .snapshot(let snapshot): receiveSnapshot(snapshot, &turn)
    case .fetch(let round, let digest): supply(round, digest, to: sender, &turn)
    }
    look(&turn)
  }

  /// Goes on after a failed flush as the replicated log says.
  public mutating func writeFailed(_ turn: inout Turn<TeamAgent>) -> Bool {
    guard parts.deliberation.raft.outlivesWriteErrors else { return false }
    Self.step(&parts, &inbox, &turn) { _ = $0.writeFailed(&$1) }
    return true
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<TeamAgent>) {
    switch timer {
    case .parts(let timer): Self.step(&parts, &inbox, &turn) { $0.expire(timer, &$1) }
    case .work: completeWork(&turn)
    case .tick: tick(&turn)
    }
    look(&turn)
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<TeamAgent>
  ) {
    switch request {
    case .outcome:
      let (round, headline) = announcement
      turn.respond(
        round >= settings.job.rounds ? .finished(headline: headline) : .underWay(round: round),
        to: id)
    }
  }

  /// Says again what had no effect.
  private mutating func tick(_ turn: inout Turn<TeamAgent>) {
    tickIsArmed = false
    reportAgain(&turn)
    fetchAgain(&turn)
    tickCoordination(&turn)
  }

  /// The tick goes on as long as something is open.
  mutating func armTick(_ turn: inout Turn<TeamAgent>) {
    let isNeeded =
      wanted != nil || work.awaitsReceipt || coordination.map { $0.phase != .over } ?? false
    if tickIsArmed || !isNeeded { return }
    tickIsArmed = true
    turn.setTimer(.tick, after: settings.resend)
  }
}

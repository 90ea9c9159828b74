public import Simulator

extension Hierarchy: Machine {
  public static var roleNames: [String] { ["root", "branch", "coordinator"] }

  /// The root; those that coordinate groups of groups below it; and those that coordinate agents alone.
  public func claim(toRole role: Int) -> Int64? {
    let rank = rank
    guard rank > 0 else { return nil }
    let own = rank == tree.levels ? 0 : rank > 1 ? 1 : 2
    return role == own ? seats[rank - 1].term : nil
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Hierarchy>
  ) {
    disk = storage
    isFresh = recovery == .fresh
    takeSeat(at: 1, coordinator: nil, root: nil, &turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    switch message {
    case .heartbeat(let heartbeat): receive(heartbeat, from: sender, &turn)
    case .heard(let unit, let term, let learned):
      receiveHeard(unit, term, learned: learned, from: sender, &turn)
    case .query(let query, let unit): receive(query, to: unit, from: sender, &turn)
    case .report(let report): receive(report, &turn)
    case .refused(let group, let term): receiveRefusal(group, term, &turn)
    case .leads(let group, let agent): heed(agent, of: group, &turn)
    case .elsewhere(let unit, let agent): receiveElsewhere(unit, agent, from: sender, &turn)
    case .took(let unit): receiveTook(unit, from: sender, &turn)
    case .ask(let proposal): receiveAsk(from: proposal, by: sender, &turn)
    case .decisions(let proposal, let outcomes): receive(outcomes, from: proposal, &turn)
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Hierarchy>) {
    let level = Int(timer.level)
    switch (timer.purpose, seats[level - 1].phase) {
    case (.retry, _): retry(level, &turn)
    case (.phase, .coordinating): beat(level, &turn)
    case (.phase, _):
      isFresh = isFresh && seats[level - 1].phase == .candidate
      stand(level, &turn)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Hierarchy>
  ) {
    switch request {
    case .decide(let proposal): decide(proposal, id, &turn)
    }
  }
}

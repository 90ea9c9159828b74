public import Simulator

extension Election: Machine {
  public static var roleNames: [String] { ["leader", "candidate"] }

  /// Leaders and candidates claim by their terms, and where there are none by their identities.
  public func claim(toRole role: Int) -> Int64? {
    let isLeader = role == 0
    if let fenced { return fenced.claim(isLeader: isLeader) }
    if let bully, isLeader ? bully.leads : bully.isCandidate { return Int64(profile.id.rawValue) }
    if let brief, isLeader, brief.leads { return 0 }
    return nil
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Election>
  ) {
    fenced?.start(from: storage, recovery, &turn)
    bully?.start(recovery, &turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    fenced?.receive(message, from: sender, &turn)
    bully?.receive(message, from: sender, &turn)
    brief?.receive(message, from: sender, &turn)
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Election>) {
    fenced?.expire(timer, &turn)
    bully?.expire(&turn)
    brief?.expire(&turn)
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Election>
  ) {
    fenced?.accept(request, id, &turn)
    bully?.accept(request, id, &turn)
    brief?.accept(request, id, &turn)
  }
}

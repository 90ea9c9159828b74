public import Simulator

extension Gossip: Machine {
  public static var roleNames: [String] { ["infective"] }

  /// Whoever spreads more rumours claims more.
  public func claim(toRole role: Int) -> Int64? {
    interests.isEmpty ? nil : Int64(interests.count)
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Gossip>
  ) {
    known = storage.known
    if clusterSize < 2 { return }
    if settings.cycles == .random { phase = turn.random.within(0...settings.interval - 1) }
    if settings.pulls { armCycle(&turn) }
    if settings.antiEntropy > 0 { startAntiEntropy(&turn) }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Gossip>
  ) {
    enterCycle(at: turn.now)
    switch message {
    case .push(let batch): take(batch, from: sender, &turn)
    case .pull: serve(sender, except: RumourSet(), &turn)
    case .pushPull(let batch): meet(batch, from: sender, &turn)
    case .reply(let batch): take(batch, from: sender, &turn)
    case .feedback(let needed, let known): judge(needed, known)
    case .call: answerCall(from: sender, &turn)
    case .accepted: open(sender, &turn)
    case .rejected: hunt(afterRejectionBy: sender, &turn)
    case .digest(let theirs): compare(theirs, of: sender, &turn)
    case .difference(let updates, let wanted):
      learn(updates, .antiEntropy, &turn)
      supply(wanted, to: sender, &turn)
    case .updates(let updates): learn(updates, .antiEntropy, &turn)
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Gossip>) {
    switch timer {
    case .cycle: startCycle(&turn)
    case .antiEntropy: reconcile(&turn)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Gossip>
  ) {
    enterCycle(at: turn.now)
    switch request {
    case .start(let rumour):
      if !known.contains(rumour) { learn(rumour, .client, &turn) }
      turn.respond(.started(rumour), to: id)
    }
  }
}

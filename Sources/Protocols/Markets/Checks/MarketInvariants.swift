public import Simulator

/// The promises of a market, checked with every deed that a replica applies; `MarketCheck` lists them.
///
/// An audit keeps the book and the accounts again, by another way than the exchange does, from the log's deeds and
/// from what the replicas state that these did.
public struct MarketInvariants: Observer {
  public typealias Subject = Market
  public typealias LoadNote = Nothing

  private var audit: MarketAudit

  /// Watches a run of so many agents from its start.
  public init(_ settings: Market.Settings, agentCount: Int) {
    audit = MarketAudit(settings, agentCount: agentCount)
  }

  /// The first violation, if any.
  public var violation: Violation? { audit.violation }

  public var hasViolation: Bool { audit.violation != nil }

  public mutating func noted(_ note: Market.Note, by agent: AgentID, at time: Nanoseconds) {
    // Decided here, so that the log's many notes cost no more.
    if case .raft = note { return }
    audit.noted(note, by: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .crashed = change { audit.crashed(agent) }
  }

  public mutating func sent(
    _ message: Market.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    switch message {
    case .answer(let answer), .filled(let answer): audit.told(answer, to: target, at: time)
    case .raft, .ask, .elsewhere: return
    }
  }
}

extension MarketAudit {
  /// A trader is told how things stand: they stood so once entries were applied somewhere, which is after they
  /// were committed.
  mutating func told(_ answer: Market.Answer, to agent: AgentID, at time: Nanoseconds) {
    let trader = agent.index - settings.replicas
    guard seats.indices.contains(trader) else { return }
    let seat = seats[trader]
    let isAhead = answer.sequence > seat.sequence || answer.traded > seat.traded
    let isOther = answer.sequence == seat.sequence && answer.status != seat.status
    if isAhead || isOther && answer.status != .repeated {
      report(
        .committedFirst,
        "t\(trader + 1) is told that request \(answer.sequence) is \(answer.status.word) and "
          + "\(answer.traded) units are traded; committed are request \(seat.sequence), "
          + "\(seat.status.word), and \(seat.traded)", time)
    }
  }
}

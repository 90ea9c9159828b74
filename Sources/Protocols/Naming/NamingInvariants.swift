public import Simulator

/// What a registry of names promises, checked at each note and timer; `NamingCheck` lists it.
public struct NamingInvariants: Observer {
  public typealias Subject = Naming
  public typealias LoadNote = Nothing

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let settle: Nanoseconds
  private var board: NameBoard

  /// Watches a run from its start.
  public init(_ settings: Naming.Settings, agentCount: Int) {
    settle = settings.settle
    board = NameBoard(names: Int(settings.names), agents: agentCount)
  }

  public mutating func noted(_ note: Naming.Note, by agent: AgentID, at time: Nanoseconds) {
    look(at: time)
    _ = board.note(note, by: agent, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    look(at: time)
    if case .crashed = change { _ = board.crash(agent, at: time) }
  }

  public mutating func expired(_ timer: Naming.Timer, of agent: AgentID, at time: Nanoseconds) {
    look(at: time)
  }

  private mutating func look(at time: Nanoseconds) {
    if violation != nil { return }
    for name in board.names {
      if let since = name.differsSince, time - since > settle {
        let both = "\(name.pair.first.description) and \(name.pair.second.description)"
        report(
          .namesAgree, "\(both) are connected and differ on the owner of name \(name.number)",
          at: time)
      }
      if let since = name.orphanSince, time - since > settle {
        report(
          .ownersKnown,
          "\(name.knower.description) knows an owner of name \(name.number) that it is not connected to",
          at: time)
      }
    }
  }

  private mutating func report(_ check: NamingCheck, _ message: String, at time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}

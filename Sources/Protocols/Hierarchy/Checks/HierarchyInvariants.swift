public import Simulator

/// The safety of hierarchies, checked in every step of a run; `HierarchyCheck` lists what is checked.
///
/// The checks go by what is durable and by which reports reached whom, and take from notes who was
/// elected and what was decided. That decisions reach all agents is for expectations to demand.
public struct HierarchyInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Hierarchy

  private var safety: HierarchySafety

  /// The first violated invariant, if any.
  public var violation: Violation? { safety.violation }
  public var hasViolation: Bool { safety.violation != nil }

  /// Watches a run from its start.
  public init(_ settings: Hierarchy.Settings, agentCount: Int) {
    safety = HierarchySafety(settings, agentCount: agentCount)
  }

  public mutating func noted(_ note: Hierarchy.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .elected(let group, let term): safety.elect(agent, group, term, at: time)
    case .tallied(let proposal, let group, let counts):
      safety.checkCounts(counts, proposal, group, agent, at: time)
    case .decided(let proposal, let outcome, _):
      safety.decide(proposal, outcome, agent, at: time)
    case .learned(let proposal, let outcome):
      safety.decide(proposal, outcome, agent, at: time)
    default: break
    }
  }

  public mutating func sent(
    _ message: Hierarchy.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard case .report(let report) = message else { return }
    if report.unit.level == 0 {
      safety.checkClaim(report, of: source, at: time)
    } else if report.query.kind == .vote {
      safety.checkCounts(report.counts, report.query.subject, report.unit, source, at: time)
    }
  }

  public mutating func delivered(
    _ message: Hierarchy.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    if case .report(let report) = message, report.query.kind == .vote {
      safety.deliver(report, to: target)
    }
  }

  public mutating func responded(
    _ reply: Hierarchy.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    if case .decided(let proposal, let outcome) = reply {
      safety.decide(proposal, outcome, agent, at: time)
    }
  }

  public mutating func becameDurable(
    _ write: Hierarchy.Storage.Write, _ storage: borrowing Hierarchy.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    safety.becameDurable(write, of: agent, at: time)
  }

  /// A disk may lose what it kept, or keep what a crash caught under way: that is a fault of the disk.
  public mutating func storageChanged(
    _ storage: borrowing Hierarchy.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    safety.take(storage.ballots, storage.entries, of: agent)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .crashed = change { safety.crash(agent) }
  }
}

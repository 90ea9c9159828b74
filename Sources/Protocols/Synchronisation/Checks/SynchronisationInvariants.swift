public import Simulator

/// The safety of synchronised variables, checked in every step of a run, and its convergence at the end.
///
/// `SynchronisationCheck` lists what is checked. The causes of a write are derived from which agent
/// wrote and applied what when, and not from the clocks that agents send: each agent has a row of how many
/// updates of each other it has applied, and a write's causes are its agent's row at that moment. As long
/// as no check has fired, an agent has applied a prefix of each origin's updates, so rows lose nothing.
///
/// A lost disk may take updates along that no other agent has, and the knowledge of which numbers are
/// in use: after declared amnesia `lostUpdate`, `uniqueDots` and `convergence` may rightly fire.
public struct SynchronisationInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Synchroniser

  @usableFromInline var ledger: SynchronisationLedger

  /// Watches a run from its start.
  ///
  /// - Parameter quiet: the time without a write or a fault's start or end after which all must agree.
  public init(
    agentCount: Int, _ settings: Synchroniser.Settings, quiet: Nanoseconds = 5 * .second
  ) {
    ledger = SynchronisationLedger(agentCount: agentCount, settings, quiet: quiet)
  }

  /// The first violated invariant, if any.
  @inlinable public var violation: Violation? { ledger.violation }

  @inlinable public var hasViolation: Bool { ledger.violation != nil }

  /// The run is over: checks convergence and that no update is lost, if it was quiet for long enough.
  public mutating func finish(at time: Nanoseconds) { ledger.finish(at: time) }

  /// Whether the run was quiet for long enough when it was over, or a check was violated before.
  public var isJudged: Bool { ledger.isJudged }

  @inlinable
  public mutating func noted(_ note: Synchroniser.Note, by agent: AgentID, at time: Nanoseconds) {
    ledger.noted(note, by: agent, at: time)
  }

  @inlinable
  public mutating func stepped(
    _ machine: borrowing Synchroniser, _ agent: AgentID, at time: Nanoseconds
  ) {
    if ledger.mustLook(at: agent) { ledger.stepped(machine, agent, at: time) }
  }

  @inlinable
  public mutating func sent(
    _ message: Synchroniser.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    ledger.sent(message, from: source, to: target, at: time)
  }

  @inlinable
  public mutating func responded(
    _ reply: Synchroniser.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    ledger.responded(reply, by: agent, at: time)
  }

  @inlinable
  public mutating func becameDurable(
    _ write: Synchroniser.Storage.Write, _ storage: borrowing Synchroniser.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    ledger.becameDurable(write, storage, of: agent, at: time)
  }

  @inlinable
  public mutating func storageChanged(
    _ storage: borrowing Synchroniser.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    ledger.storageChanged(storage, of: agent, at: time)
  }

  @inlinable
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    ledger.changed(agent, change, at: time)
  }

  @inlinable
  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.faulted(at: time)
  }
}

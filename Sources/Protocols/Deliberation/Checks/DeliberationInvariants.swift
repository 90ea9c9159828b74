public import Simulator

/// The promises of a deliberation, checked with every note and message of a run.
///
/// `DeliberationCheck` lists them. Votes are taken from the messages that reach their proposer, not
/// from what the proposer makes of them.
public struct DeliberationInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Deliberation

  @usableFromInline var ledger: DeliberationLedger

  /// Watches a run of agents with these settings from its start.
  public init(_ settings: Deliberation.Settings) { ledger = DeliberationLedger(settings) }

  /// The first violation, if any.
  @inlinable public var violation: Violation? { ledger.violation }

  @inlinable public var hasViolation: Bool { ledger.violation != nil }

  @inlinable
  public mutating func noted(_ note: Deliberation.Note, by agent: AgentID, at time: Nanoseconds) {
    // Decided here, so that the log's many notes and messages cost no call.
    if case .raft = note { return }
    ledger.noted(note, by: agent, at: time)
  }

  @inlinable
  public mutating func delivered(
    _ message: Deliberation.Message, from source: AgentID, to target: AgentID,
    sentAt: Nanoseconds, at time: Nanoseconds
  ) {
    if case .raft = message { return }
    ledger.delivered(message, from: source, at: time)
  }

  public mutating func becameDurable(
    _ write: Deliberation.Storage.Write, _ storage: borrowing Deliberation.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    ledger.becameDurable(write, of: agent, at: time)
  }

  public mutating func storageChanged(
    _ storage: borrowing Deliberation.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    ledger.storageChanged(storage, of: agent)
  }
}

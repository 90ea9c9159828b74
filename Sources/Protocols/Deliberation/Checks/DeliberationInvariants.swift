public import Simulator

/// The promises of a deliberation, checked with every note and message of a run.
///
/// `DeliberationCheck` lists them. Votes are taken from the messages that reach their proposer, not
/// from what the proposer makes of them.
public struct DeliberationInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Deliberation

  public private(set) var ledger: DeliberationLedger

  public init(_ settings: Deliberation.Settings) { ledger = DeliberationLedger(settings) }

  /// What must never happen and did, the first time it did.
  public var violation: Violation? { ledger.violation }
  public var hasViolation: Bool { ledger.violation != nil }

  public mutating func noted(_ note: Deliberation.Note, by agent: AgentID, at time: Nanoseconds) {
    ledger.noted(note, by: agent, at: time)
  }

  public mutating func delivered(
    _ message: Deliberation.Message, from source: AgentID, to target: AgentID,
    sentAt: Nanoseconds, at time: Nanoseconds
  ) {
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

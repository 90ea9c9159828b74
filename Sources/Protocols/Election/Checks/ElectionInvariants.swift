public import Simulator

/// The safety of elections, checked at each note and each write of a run; `ElectionCheck` lists it.
///
/// A scenario whose disks lose what was durable, or whose clocks jump or drift beyond the allowance,
/// may rightly violate `oneLease`, `oneLeader` and `oneAcknowledgement`.
public struct ElectionInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Election

  @usableFromInline var safety: ElectionSafety

  /// Watches a run from its start.
  ///
  /// - Parameter driftAllowance: the most by which clocks may run fast, in parts per million.
  public init(directory: Election.Directory, driftAllowance: Int64) {
    safety = ElectionSafety(directory, driftAllowance: driftAllowance)
  }

  /// The first violated invariant, if any.
  @inlinable public var violation: Violation? { safety.violation }

  @inlinable public var hasViolation: Bool { safety.violation != nil }

  @inlinable
  public mutating func noted(_ note: Election.Note, by agent: AgentID, at time: Nanoseconds) {
    safety.noted(note, by: agent, at: time)
  }

  @inlinable
  public mutating func stepped(
    _ machine: borrowing Election, _ agent: AgentID, at time: Nanoseconds
  ) {
    if safety.awaitsSteps { safety.stepped(agent) }
  }

  @inlinable
  public mutating func sent(
    _ message: Election.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if case .acknowledge = message.body {
      safety.sentAcknowledgement(message, from: source, to: target, at: time)
    }
  }

  @inlinable
  public mutating func becameDurable(
    _ write: Election.Storage.Write, _ storage: borrowing Election.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    safety.becameDurable(write, of: agent, at: time)
  }

  @inlinable
  public mutating func storageChanged(
    _ storage: borrowing Election.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    safety.storageChanged(storage.records, of: agent)
  }

  @inlinable
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    safety.changed(agent, change)
  }
}

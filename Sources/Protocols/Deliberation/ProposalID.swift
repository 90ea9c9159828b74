public import Simulator

/// The identity of a proposal: unique in a run, and ordered.
///
/// A proposer takes a new epoch at each start of its process, from its disk, and numbers its proposals
/// within it; so an identity comes back only where a disk has forgotten what was durable.
@frozen
public struct ProposalID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Which life of the proposer's process, from 0.
  public let epoch: Int32
  /// The agent that opened it.
  public let proposer: AgentID
  /// Number among the proposer's of this epoch, from 1.
  public let sequence: Int32

  /// The identity of one proposal.
  @inlinable
  public init(epoch: Int32, proposer: AgentID, sequence: Int32) {
    self.epoch = epoch
    self.proposer = proposer
    self.sequence = sequence
  }

  @inlinable
  public static func < (left: ProposalID, right: ProposalID) -> Bool {
    (left.epoch, left.proposer, left.sequence) < (right.epoch, right.proposer, right.sequence)
  }

  /// As messages of checks write it: `n3.0.1`.
  public var description: String { "\(proposer.description).\(epoch).\(sequence)" }
}

extension ProposalID: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("proposer", proposer)
    visitor.fields("epoch", epoch, "sequence", sequence)
  }
}

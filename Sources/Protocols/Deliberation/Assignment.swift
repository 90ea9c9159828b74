public import Simulator

/// What an accepted proposal asks the replicated log for: one variable's next value.
///
/// It takes effect where it stands in the log, if the variable is then still at `expectedVersion`;
/// of two that expect the same version the first in the log wins. A repetition of a proposal that
/// stands in the log already has no effect.
@frozen
public struct Assignment: Traceable {
  /// The next value.
  public let value: Int64
  /// Number of the variable, from 0.
  public let variable: Int32
  /// The version that the variable must have for the change to take effect.
  public let expectedVersion: Int32
  /// The proposal that was accepted.
  public let proposal: ProposalID

  /// A change, as an accepted proposal asks for it.
  @inlinable
  public init(variable: Int32, value: Int64, expectedVersion: Int32, proposal: ProposalID) {
    self.value = value
    self.variable = variable
    self.expectedVersion = expectedVersion
    self.proposal = proposal
  }

  /// As messages of checks write it: `x0=8 from version 0 (n3.1.1)`.
  public var description: String {
    "x\(variable)=\(value) from version \(expectedVersion) (\(proposal.description))"
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("value", value)
    visitor.fields("variable", variable, "expectedVersion", expectedVersion)
    visitor.field("proposal", proposal)
  }

  /// Size in a message or on disk.
  static var byteCount: Int { 29 }
}

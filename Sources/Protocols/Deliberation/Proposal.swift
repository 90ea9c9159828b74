public import Simulator

/// A change of one variable, put to the vote.
@frozen
public struct Proposal: Fielded, Hashable, Sendable {
  /// Its identity.
  public let id: ProposalID
  /// Number of the variable to change, from 0.
  public let variable: Int32
  /// The value proposed.
  public let value: Int64
  /// The version of the variable that the change is meant for.
  public let expectedVersion: Int32

  /// A change under this identity.
  @inlinable
  public init(_ id: ProposalID, variable: Int32, value: Int64, expectedVersion: Int32) {
    self.id = id
    self.variable = variable
    self.value = value
    self.expectedVersion = expectedVersion
  }

  /// What it asks the log for once it is accepted.
  @inlinable public var assignment: Assignment {
    Assignment(variable: variable, value: value, expectedVersion: expectedVersion, proposal: id)
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    assignment.fields(into: &visitor)
  }
}

/// The variables that agents know how to judge, by number.
public enum Variable {
  /// In millionths.
  public static var learningRate: Int32 { 0 }
  /// A power of two.
  public static var batchSize: Int32 { 1 }
  /// The number of an architecture; larger ones ask for more specialisation.
  public static var modelArchitecture: Int32 { 2 }
}

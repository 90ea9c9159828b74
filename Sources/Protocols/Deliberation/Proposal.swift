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
  /// Who votes on it; nil for the whole electorate, where that never changes.
  public let view: ElectorateView?

  /// A change under this identity.
  @inlinable
  public init(
    _ id: ProposalID, variable: Int32, value: Int64, expectedVersion: Int32,
    view: ElectorateView? = nil
  ) {
    self.view = view
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
    if let view { visitor.field("view", view) }
  }

  /// Size in a message or on disk.
  var byteCount: Int { Assignment.byteCount + (view == nil ? 0 : ElectorateView.byteCount) }
}

/// The variables that agents know how to judge, by number.
public enum Variable {
  /// Who votes: the places of a view.
  public static var electorate: Int32 { -1 }
  /// In millionths.
  public static var learningRate: Int32 { 0 }
  /// A power of two.
  public static var batchSize: Int32 { 1 }
  /// The number of an architecture; larger ones ask for more specialisation.
  public static var modelArchitecture: Int32 { 2 }
}

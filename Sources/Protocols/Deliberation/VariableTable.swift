public import Simulator

/// What an agent knows of the variables that proposals change.
public struct VariableTable: Hashable, Sendable {
  private var states: [Int32: State] = [:]

  /// A variable at some version; version 0 with value 0 is before any change.
  public struct State: Fielded, Hashable, Sendable {
    /// What it holds.
    public var value: Int64 = 0
    /// Number of changes so far.
    public var version: Int32 = 0
    /// The proposal that set it, if any.
    public var proposal: ProposalID?

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("version", version)
      visitor.field("value", value)
      visitor.field("proposal", proposal)
    }
  }

  /// No variable has changed.
  public init() {}

  /// The state of a variable.
  public subscript(variable: Int32) -> State { states[variable] ?? State() }

  /// Makes a change the variable's next version, and gives its number.
  mutating func apply(_ assignment: Assignment) -> Int32 {
    let version = self[assignment.variable].version + 1
    states[assignment.variable] = State(
      value: assignment.value, version: version, proposal: assignment.proposal)
    return version
  }
}

extension VariableTable: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.list(states.sorted { $0.key < $1.key }.map { Row(variable: $0.key, state: $0.value) })
  }

  private struct Row: Fielded {
    let variable: Int32
    let state: State

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("variable", variable)
      state.fields(into: &visitor)
    }
  }
}

public import Simulator

extension Synchroniser {
  /// What a client asks an agent for.
  @frozen
  public enum Request: Traceable {
    /// Writes a variable. The variable's policy says what the amount means: a value, a step of a counter,
    /// a set of elements as bits, a candidate for the maximum. A request that the network delivers twice is
    /// two writes.
    case write(variable: Int32, amount: Int64)
    case read(variable: Int32)
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Traceable {
    /// The update is applied at as many agents as the setting `completion` asks for, to its level; these
    /// have not said so yet.
    case complete(number: Int64, missing: AgentSet)
    /// The deadline passed before that; these have not acknowledged it, and get it by the exchange.
    case partial(number: Int64, missing: AgentSet)
    /// What the variable is worth here, of how many versions, and which updates are in it; the mode
    /// `brief` does not say.
    case value(Int64, versions: Int32, delivered: VectorClock)
    /// There is no such variable.
    case unknownVariable
    /// The agent lost its disk and does not know yet which numbers it has used; ask another.
    case recovering
  }
}

extension Synchroniser.Request {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .write(let variable, let amount):
      visitor.kind(0, "write", "variable", variable)
      visitor.field("amount", amount)
    case .read(let variable): visitor.kind(1, "read", "variable", variable)
    }
  }
}

extension Synchroniser.Reply {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .complete(let number, let missing):
      visitor.kind(0, "complete")
      visitor.field("number", number)
      visitor.field("missing", missing)
    case .partial(let number, let missing):
      visitor.kind(1, "partial")
      visitor.field("number", number)
      visitor.field("missing", missing)
    case .value(let value, let versions, let delivered):
      visitor.kind(2, "value", "versions", versions)
      visitor.field("value", value)
      visitor.field("delivered", delivered)
    case .unknownVariable: visitor.kind(3, "unknown variable")
    case .recovering: visitor.kind(4, "recovering")
    }
  }
}

public import Simulator

extension Election {
  /// What a client asks of an agent, in a scope.
  @frozen
  public struct Request: Traceable {
    /// The agents whose leader it is about.
    public let scope: Scope
    /// What is asked.
    public let operation: Operation

    /// Of all agents unless a scope is named.
    @inlinable
    public init(_ operation: Operation, _ scope: Scope = .global) {
      self.scope = scope
      self.operation = operation
    }
  }

  /// What an agent is asked to do.
  @frozen
  public enum Operation: String, Word {
    /// Hold an election, unless a leader is known to be there.
    case elect
    /// Give up leadership, if the agent has it.
    case resign
    /// A leader's act: every member of the scope is told, and accepts it or not.
    case order
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Traceable {
    /// A majority accepted the order of this term; where there are no terms, it was sent.
    case done(Term)
    /// The agent does not lead the scope, or no longer; the leader, if known.
    case notLeader(AgentID?)
    /// An election is under way, of this term or number.
    case started(Int64)
    /// No election: a leader is there; which, if known.
    case hasLeader(AgentID?)
  }
}

extension Election.Request {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch operation {
    case .elect: visitor.kind(0, "elect", of: scope)
    case .resign: visitor.kind(1, "resign", of: scope)
    case .order: visitor.kind(2, "order", of: scope)
    }
  }
}

extension Election.Reply {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .done(let term):
      visitor.kind(0, "done")
      visitor.field("term", term)
    case .notLeader(let leader):
      visitor.kind(1, "not leader")
      visitor.field("leader", leader)
    case .started(let election):
      visitor.kind(2, "started")
      visitor.field("election", election)
    case .hasLeader(let leader):
      visitor.kind(3, "has leader")
      visitor.field("leader", leader)
    }
  }
}

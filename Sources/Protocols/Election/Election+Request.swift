public import Simulator

extension Election {
  /// What a client asks of an agent, in a scope.
  @frozen
  public struct Request: Traceable {
    public let scope: Scope
    public let operation: Operation

    @inlinable
    public init(_ operation: Operation, _ scope: Scope = .global) {
      self.scope = scope
      self.operation = operation
    }

    public func feed(_ digest: inout Digest) {
      digest.feed((UInt64(UInt32(bitPattern: scope.rawValue)) << 8) | operation.code)
    }

    public var description: String {
      switch operation {
      case .order: "order for \(scope.description)"
      case .elect: "elect for \(scope.description)"
      case .resign: "resign for \(scope.description)"
      }
    }
  }

  @frozen
  public enum Operation: Hashable, Sendable {
    /// A leader's act: every member of the scope is told, and accepts it or not.
    case order
    /// Hold an election, unless a leader is known to be there.
    case elect
    /// Give up leadership, if the agent has it.
    case resign

    var code: UInt64 {
      switch self {
      case .order: 0
      case .elect: 1
      case .resign: 2
      }
    }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Traceable {
    /// A majority accepted the order of this term; where there are no terms, it was sent.
    case done(Term)
    /// The agent does not lead the scope, or no longer; who does, if known.
    case notLeader(AgentID?)
    /// An election is under way, of this term or number.
    case started(Int64)
    /// No election: a leader is there; who, if known.
    case standing(AgentID?)

    public func feed(_ digest: inout Digest) {
      switch self {
      case .done(let term): feed(0, term, &digest)
      case .notLeader(let leader): feed(1, Int64(leader?.rawValue ?? -1), &digest)
      case .started(let number): feed(2, number, &digest)
      case .standing(let leader): feed(3, Int64(leader?.rawValue ?? -1), &digest)
      }
    }

    private func feed(_ tag: Int, _ value: Int64, _ digest: inout Digest) {
      digest.feed(tag)
      digest.feed(value)
    }

    public var description: String {
      switch self {
      case .done(let term): "done in term \(term)"
      case .notLeader(let leader): "not leader, \(leader?.description ?? "nobody") is"
      case .started(let number): "election \(number) started"
      case .standing(let leader): "no election, \(leader?.description ?? "a leader") stands"
      }
    }
  }
}

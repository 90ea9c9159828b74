public import Simulator

extension CoordinatingAgent {
  /// What a client asks an agent for: what one of its parts does.
  @frozen
  public enum Request: Hashable, Sendable {
    case deliberation(Deliberation.Request)
    case election(Election.Request)
    case synchronisation(Synchroniser.Request)
    case barrier(Barrier.Request)
  }

  /// What a client is answered, by the part that it asked.
  @frozen
  public enum Reply: Hashable, Sendable {
    case deliberation(Deliberation.Reply)
    case election(Election.Reply)
    case synchronisation(Synchroniser.Reply)
    case barrier(Barrier.Reply)
  }
}

extension CoordinatingAgent.Request {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .deliberation(let request): visitor.part(0, nil, request)
    case .election(let request): visitor.part(1, "election", request)
    case .synchronisation(let request): visitor.part(2, "synchronisation", request)
    case .barrier(let request): visitor.part(3, "barrier", request)
    }
  }
}

extension CoordinatingAgent.Reply {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .deliberation(let reply): visitor.part(0, nil, reply)
    case .election(let reply): visitor.part(1, "election", reply)
    case .synchronisation(let reply): visitor.part(2, "synchronisation", reply)
    case .barrier(let reply): visitor.part(3, "barrier", reply)
    }
  }
}

public import Simulator

extension CoordinatingAgent {
  /// What a client asks an agent for: what one of its parts does.
  @frozen
  public enum Request: Traceable {
    case deliberation(Deliberation.Request)
    case election(Election.Request)
    case synchronisation(Synchroniser.Request)
    case barrier(Barrier.Request)

    /// Whose request it is.
    public var pattern: Pattern {
      switch self {
      case .deliberation: .deliberation
      case .election: .election
      case .synchronisation: .synchronisation
      case .barrier: .barrier
      }
    }

    public func feed(_ digest: inout Digest) {
      digest.feed(UInt64(pattern.rawValue))
      switch self {
      case .deliberation(let request): request.feed(&digest)
      case .election(let request): request.feed(&digest)
      case .synchronisation(let request): request.feed(&digest)
      case .barrier(let request): request.feed(&digest)
      }
    }

    public var description: String {
      switch self {
      case .deliberation(let request): request.description
      case .election(let request): request.description
      case .synchronisation(let request): request.description
      case .barrier(let request): request.description
      }
    }
  }

  /// What a client is answered, by the part that it asked.
  @frozen
  public enum Reply: Traceable {
    case deliberation(Deliberation.Reply)
    case election(Election.Reply)
    case synchronisation(Synchroniser.Reply)
    case barrier(Barrier.Reply)

    /// Whose reply it is.
    public var pattern: Pattern {
      switch self {
      case .deliberation: .deliberation
      case .election: .election
      case .synchronisation: .synchronisation
      case .barrier: .barrier
      }
    }

    public func feed(_ digest: inout Digest) {
      digest.feed(UInt64(pattern.rawValue))
      switch self {
      case .deliberation(let reply): reply.feed(&digest)
      case .election(let reply): reply.feed(&digest)
      case .synchronisation(let reply): reply.feed(&digest)
      case .barrier(let reply): reply.feed(&digest)
      }
    }

    public var description: String {
      switch self {
      case .deliberation(let reply): reply.description
      case .election(let reply): reply.description
      case .synchronisation(let reply): reply.description
      case .barrier(let reply): reply.description
      }
    }
  }
}

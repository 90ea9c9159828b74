public import Simulator

extension CoordinatingAgent.Request: ClientContent {
  public var byteCount: Int {
    switch self {
    case .deliberation(let request): request.byteCount
    case .election(let request): request.byteCount
    case .synchronisation(let request): request.byteCount
    case .barrier(let request): request.byteCount
    }
  }
}

extension CoordinatingAgent.Reply: ClientContent {
  public var byteCount: Int {
    switch self {
    case .deliberation(let reply): reply.byteCount
    case .election(let reply): reply.byteCount
    case .synchronisation(let reply): reply.byteCount
    case .barrier(let reply): reply.byteCount
    }
  }
}

public import Simulator

extension DeliberationLoad {
  /// What a client did or learned.
  public enum Note: Traceable {
    case asked(RequestID)
    case answered(RequestID, Deliberation.Reply)
    /// Nobody told the client how its proposal ended.
    case gaveUp(RequestID)
    /// The client met an end that it takes for impossible, and asks for nothing more.
    case exited(RequestID)

    public var description: String {
      switch self {
      case .asked(let id): "\(id.description) asked"
      case .answered(let id, let reply): "\(id.description): \(reply.description)"
      case .gaveUp(let id): "\(id.description) given up"
      case .exited(let id): "client exited over \(id.description)"
      }
    }

    public func feed(_ digest: inout Digest) {
      switch self {
      case .asked(let id): digest.feed(id, tag: 0)
      case .answered(let id, let reply):
        digest.feed(id, tag: 1)
        reply.feed(&digest)
      case .gaveUp(let id): digest.feed(id, tag: 2)
      case .exited(let id): digest.feed(id, tag: 3)
      }
    }
  }
}

extension Digest {
  fileprivate mutating func feed(_ id: RequestID, tag: Int) {
    feed((Int64(id.client) << 32) | Int64(id.attempt))
    feed(tag)
  }
}

public import Simulator

extension Deliberation.Request: ClientContent {
  public var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .propose: frame + 18
    case .choose(_, let values, _): frame + 6 + 8 * values.count
    case .vote: frame + 14
    case .store(let request): request.byteCount
    }
  }
}

extension Deliberation.Reply: ClientContent {
  public var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .begun: frame + 13
    case .ended: frame + 18
    case .receipt: frame + 2
    case .noElectorate, .notOffered: frame + 1
    case .store(let reply): reply.byteCount
    }
  }
}

public import Simulator

extension CoordinatingAgent {
  /// What agents send to one another: what their parts do.
  @frozen
  public enum Message: MessageContent {
    case deliberation(Deliberation.Message)
    case election(Election.Message)
    case synchronisation(Synchroniser.Message)
    case barrier(Barrier.Message)
  }
}

extension CoordinatingAgent.Message {
  public static var kindNames: [String] {
    CoordinatingAgent.joined(
      Deliberation.Message.kindNames, Election.Message.kindNames, Synchroniser.Message.kindNames,
      [
        "arrive", "arrive ack", "release", "abort", "release ack", "refusal", "signal", "query",
        "appeal", "probe", "standing", "get", "got", "put", "put done", "released", "expired",
      ])
  }

  /// The first kind of each part but the first. Numbers, since every message sent asks for one.
  public static var firstKinds: (election: Int, synchronisation: Int, barrier: Int) { (22, 36, 43) }

  public var kind: Int {
    switch self {
    case .deliberation(let message): message.kind
    case .election(let message): Self.firstKinds.election + message.kind
    case .synchronisation(let message): Self.firstKinds.synchronisation + message.kind
    case .barrier(.brief(let message)):
      Self.firstKinds.barrier + 11 + KindVisitor(of: message).index
    case .barrier(let message): Self.firstKinds.barrier + message.kind
    }
  }

  /// The part's: that a message is of a pattern takes part of the byte that tells its kind.
  public var byteCount: Int {
    switch self {
    case .deliberation(let message): message.byteCount
    case .election(let message): message.byteCount
    case .synchronisation(let message): message.byteCount
    case .barrier(let message): message.byteCount
    }
  }

  public func feed(_ digest: inout Digest) {
    digest.feed(UInt64(pattern.rawValue))
    switch self {
    case .deliberation(let message): message.feed(&digest)
    case .election(let message): message.feed(&digest)
    case .synchronisation(let message): message.feed(&digest)
    case .barrier(let message): message.feed(&digest)
    }
  }

  /// Whose message it is.
  public var pattern: CoordinatingAgent.Pattern {
    switch self {
    case .deliberation: .deliberation
    case .election: .election
    case .synchronisation: .synchronisation
    case .barrier: .barrier
    }
  }

  public var description: String {
    switch self {
    case .deliberation(let message): message.description
    case .election(let message): "election: \(message.description)"
    case .synchronisation(let message): message.description
    case .barrier(let message): "barrier: \(message.description)"
    }
  }
}

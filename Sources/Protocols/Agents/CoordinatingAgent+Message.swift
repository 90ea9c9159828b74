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
  /// The part's: that a message is of a pattern takes part of the byte that tells its kind.
  public var byteCount: Int {
    switch self {
    case .deliberation(let message): message.byteCount
    case .election(let message): message.byteCount
    case .synchronisation(let message): message.byteCount
    case .barrier(let message): message.byteCount
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .deliberation(let message): visitor.part(0, nil, message)
    case .election(let message): visitor.part(1, "election", message)
    case .synchronisation(let message): visitor.part(2, "synchronisation", message)
    case .barrier(let message): visitor.part(3, "barrier", message)
    }
  }
}

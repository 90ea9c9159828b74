public import Simulator

extension Supervision {
  /// What processes of one agent send to one another; it takes no time.
  @frozen
  public enum Message: MessageContent {
    /// A process asks the one that it uses, for a client.
    case ask(RequestID, from: Incarnation, to: Incarnation)
    case answer(RequestID, to: Incarnation)

    /// A frame of 24 bytes, a request's name of 8, and 12 for each process.
    public var byteCount: Int {
      switch self {
      case .ask: 56
      case .answer: 44
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .ask(let id, let asker, let target):
        visitor.kind(0, "ask")
        visitor.field("request", id)
        visitor.field("from", asker)
        visitor.field("to", target)
      case .answer(let id, let target):
        visitor.kind(1, "answer")
        visitor.field("request", id)
        visitor.field("to", target)
      }
    }
  }

  /// What clients ask of an agent; processes are named by their nodes.
  @frozen
  public enum Request: ClientContent {
    /// Asks a worker to count one more, and for its count.
    case call(Int32)
    /// Makes a process exit for this reason.
    case exit(Int32, Reason)
    /// Asks a supervisor that is simple one for one for one more child.
    case startChild(Int32)
    /// Starts a child whose restart waits for it.
    case restart(Int32)

    /// The node that the request concerns.
    public var node: Int32 {
      switch self {
      case .call(let node), .exit(let node, _), .startChild(let node), .restart(let node): node
      }
    }

    /// A frame of 24 bytes and 5 for what is asked.
    public var byteCount: Int { 29 }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .call(let node): visitor.kind(0, "call", "node", node)
      case .exit(let node, let reason):
        visitor.kind(1, "exit", "node", node)
        visitor.field("reason", reason)
      case .startChild(let node): visitor.kind(2, "start child", "node", node)
      case .restart(let node): visitor.kind(3, "restart", "node", node)
      }
    }
  }

  /// What clients are answered.
  @frozen
  public enum Reply: ClientContent {
    /// The worker that answers, and what it has counted as far as it remembers.
    case counted(Incarnation, Int64)
    case done
    case refused(Refusal)

    /// A frame of 24 bytes and what is said.
    public var byteCount: Int {
      switch self {
      case .counted: 45
      case .done: 25
      case .refused: 26
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .counted(let incarnation, let count):
        visitor.kind(0, "counted")
        visitor.field("by", incarnation)
        visitor.field("count", count)
      case .done: visitor.kind(1, "done")
      case .refused(let refusal):
        visitor.kind(2, "refused")
        visitor.field("reason", refusal)
      }
    }
  }

  /// Why a request is refused.
  public enum Refusal: String, Word {
    /// The tree has no such process.
    case noSuchProcess = "no such process"
    /// The process, or one that it needs, does not run.
    case noProcess = "no process"
    case startFailed = "start failed"
    case tooManyChildren = "too many children"
    case notWaiting = "not waiting"
  }
}

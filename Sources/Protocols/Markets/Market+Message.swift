public import Simulator

extension Market {
  /// How a request ended.
  public enum Status: Word {
    /// The order was taken in; it may have traded already.
    case entered
    /// What was left of the order was taken out.
    case withdrawn
    /// A withdrawal came when nothing was left of the order.
    case tooLate
    /// The account has not what the order may cost.
    case unaffordable
    /// The trader has an order in the book.
    case occupied
    /// The request makes no sense here.
    case invalid
    /// The request, or a later one of the trader, was applied before.
    case repeated
    /// The market was cleared.
    case cleared

    public var word: String {
      switch self {
      case .entered: "entered"
      case .withdrawn: "withdrawn"
      case .tooLate: "too late"
      case .unaffordable: "unaffordable"
      case .occupied: "occupied"
      case .invalid: "invalid"
      case .repeated: "repeated"
      case .cleared: "cleared"
      }
    }
  }

  /// How things stand for a trader after a request of its.
  @frozen
  public struct Answer: Hashable, Sendable {
    /// The number of its last request that was applied.
    public let sequence: Int32
    /// How that ended.
    public let status: Status
    /// Units of its order that rest in the book.
    public let open: Int64
    /// Units that it has traded in all.
    public let traded: Int64

    /// How things stand after a request.
    @inlinable
    public init(sequence: Int32, status: Status, open: Int64, traded: Int64) {
      self.sequence = sequence
      self.status = status
      self.open = open
      self.traded = traded
    }
  }

  /// What agents send to one another.
  public enum Message: Hashable, Sendable {
    case raft(Raft.Message)
    /// A trader asks the exchange.
    case ask(Deed)
    /// The exchange says how things stand after a request.
    case answer(Answer)
    /// The exchange says how things stand after a trade.
    case filled(Answer)
    /// A replica that does not lead names the one that does, if it knows it.
    case elsewhere(AgentID?, sequence: Int32)
  }
}

extension Market.Answer: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("sequence", sequence)
    visitor.field("status", status)
    visitor.field("open", open)
    visitor.field("traded", traded)
  }
}

extension Market.Message: MessageContent {
  public var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .raft(let message): message.byteCount
    case .ask: frame + Deed.byteCount
    case .answer, .filled: frame + 21
    case .elsewhere: frame + 8
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let message): visitor.part(0, nil, message)
    case .ask(let deed):
      visitor.kind(1, "ask")
      deed.fields(into: &visitor)
    case .answer(let answer):
      visitor.kind(2, "answer")
      answer.fields(into: &visitor)
    case .filled(let answer):
      visitor.kind(3, "filled")
      answer.fields(into: &visitor)
    case .elsewhere(let agent, let sequence):
      visitor.kind(4, "elsewhere", "sequence", sequence)
      visitor.field("leader", agent)
    }
  }
}

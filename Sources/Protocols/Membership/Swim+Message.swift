public import Simulator

extension Swim {
  /// News of a member: what an agent holds of it, or says of itself.
  @frozen
  public struct Update: Hashable, Sendable {
    /// Whom it concerns.
    public let member: AgentID
    /// What it is held to be.
    public let row: Row
    /// Who suspects it, where it is suspected; else the member.
    public let accuser: AgentID

    /// What is held of a member; of a suspicion, by whom.
    @inlinable
    public init(_ member: AgentID, _ row: Row, by accuser: AgentID? = nil) {
      self.member = member
      self.row = row
      self.accuser = accuser ?? member
    }
  }

  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// Asks for an answer of this number.
    case ping(Int32, [Update])
    /// Asks to ping a member, for a probe of this number.
    case pingRequest(Int32, of: AgentID, [Update])
    /// Answers a ping, or says that the member asked for did.
    case ack(Int32, [Update])
    /// Says that the member asked for has not answered yet.
    case nack(Int32, [Update])
    /// News of its own accord.
    case news([Update])
    /// A digest of all that the sender holds; who holds something else sends its table.
    case digest(UInt64)
    /// All that the sender holds. The receiver sends its own, if this is not in return for that.
    case table([Update], isReturn: Bool)
  }
}

extension Swim.Message {
  /// The news in it.
  public var updates: [Swim.Update] {
    switch self {
    case .ping(_, let updates), .pingRequest(_, _, let updates), .ack(_, let updates),
      .nack(_, let updates), .news(let updates), .table(let updates, _):
      updates
    case .digest: []
    }
  }
}

extension Swim.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "ping", "ping request", "ack", "nack", "news", "digest", "table",
    ]
  }

  /// A frame of 24 bytes, 4 a number or agent, 8 a digest, 12 a piece of news.
  public var byteCount: Int {
    switch self {
    case .ping(_, let updates), .ack(_, let updates), .nack(_, let updates):
      28 + 12 * updates.count
    case .pingRequest(_, _, let updates): 32 + 12 * updates.count
    case .news(let updates), .table(let updates, _): 24 + 12 * updates.count
    case .digest: 32
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .ping(let number, let updates):
      visitor.kind(0, "ping", "number", number)
      if !updates.isEmpty { visitor.field("updates", list: updates) }
    case .pingRequest(let number, let member, let updates):
      visitor.kind(1, "ping request", "number", number)
      visitor.field("of", member)
      if !updates.isEmpty { visitor.field("updates", list: updates) }
    case .ack(let number, let updates):
      visitor.kind(2, "ack", "number", number)
      if !updates.isEmpty { visitor.field("updates", list: updates) }
    case .nack(let number, let updates):
      visitor.kind(3, "nack", "number", number)
      if !updates.isEmpty { visitor.field("updates", list: updates) }
    case .news(let updates):
      visitor.kind(4, "news")
      visitor.field("updates", list: updates)
    case .digest(let digest):
      visitor.kind(5, "digest")
      visitor.field("digest", digest)
    case .table(let updates, let isReturn):
      visitor.kind(6, "table")
      visitor.field("isReturn", isReturn)
      visitor.field("updates", list: updates)
    }
  }
}

extension Swim.Update: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("member", member)
    visitor.field("row", row)
    if accuser != member { visitor.field("by", accuser) }
  }
}

extension Swim.Row: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("status", status)
    visitor.field("incarnation", incarnation)
  }
}

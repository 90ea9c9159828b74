public import Simulator

extension Naming {
  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// A sign of life: of which life, whom the sender hears, and whether it wants to be connected.
    case tick(life: Int64, hears: AgentSet, isWilling: Bool)
    /// The sender is connected now, and owns these names.
    case names([Int32])
    /// Asks the lowest agent for a name; the agents that the sender is connected to.
    case claim(name: Int32, connected: AgentSet)
    /// It may be registered.
    case granted(name: Int32)
    /// It may not.
    case taken(name: Int32)
    /// It is not wanted any more.
    case abandon(name: Int32)
    /// The sender owns a name from now on.
    case register(name: Int32)
    /// It does not own it any more.
    case unregister(name: Int32)
  }

  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    case tick
    /// The next wish.
    case wish
    /// The answer to its claim.
    case answer

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .tick: visitor.kind(0, "tick")
      case .wish: visitor.kind(1, "wish")
      case .answer: visitor.kind(2, "answer")
      }
    }
  }
}

extension Naming.Message: MessageContent {
  public static var kindNames: [String] {
    ["tick", "names", "claim", "granted", "taken", "abandon", "register", "unregister"]
  }

  /// A frame of 24 bytes, 4 for each name and agent.
  public var byteCount: Int {
    switch self {
    case .tick(_, let hears, _): 36 + 4 * hears.count
    case .names(let names): 24 + 4 * names.count
    case .claim(_, let connected): 28 + 4 * connected.count
    default: 28
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .tick(let life, let hears, let isWilling):
      visitor.kind(0, "tick")
      visitor.field("life", life)
      visitor.field("hears", list: hears.members)
      visitor.field("willing", isWilling)
    case .names(let names):
      visitor.kind(1, "names")
      visitor.field("names", list: names)
    case .claim(let name, let connected):
      visitor.kind(2, "claim", "name", name)
      visitor.field("connected", connected)
    case .granted(let name): visitor.kind(3, "granted", "name", name)
    case .taken(let name): visitor.kind(4, "taken", "name", name)
    case .abandon(let name): visitor.kind(5, "abandon", "name", name)
    case .register(let name): visitor.kind(6, "register", "name", name)
    case .unregister(let name): visitor.kind(7, "unregister", "name", name)
    }
  }
}

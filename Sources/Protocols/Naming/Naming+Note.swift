public import Simulator

extension Naming {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// It is connected to another.
    case connected(AgentID)
    /// It is not any more.
    case parted(AgentID)
    /// It takes an agent, or none, for the owner of a name from now on.
    case owned(name: Int32, by: AgentID?)
    /// It has registered a name.
    case registered(name: Int32)
    /// It has given a name up.
    case unregistered(name: Int32)
    /// It has lost a name to a lower agent that owns it as well.
    case yielded(name: Int32, to: AgentID)
  }
}

extension Naming.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["connected", "parted", "registered", "unregistered", "yielded"]
  }

  public var milestone: Milestone? {
    switch self {
    case .connected: Milestone(index: 0)
    case .parted: Milestone(index: 1)
    case .registered: Milestone(index: 2)
    case .unregistered: Milestone(index: 3)
    case .yielded: Milestone(index: 4)
    case .owned: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .connected(let agent):
      visitor.kind(0, "connected")
      visitor.field("to", agent)
    case .parted(let agent):
      visitor.kind(1, "parted")
      visitor.field("from", agent)
    case .owned(let name, let owner):
      visitor.kind(2, "owned", "name", name)
      visitor.field("by", owner)
    case .registered(let name): visitor.kind(3, "registered", "name", name)
    case .unregistered(let name): visitor.kind(4, "unregistered", "name", name)
    case .yielded(let name, let agent):
      visitor.kind(5, "yielded", "name", name)
      visitor.field("to", agent)
    }
  }
}

extension Naming {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("life", life)
    visitor.field("peers", list: peers)
    visitor.field("connected", list: connected.members)
    visitor.field("claims", list: claims.map { FieldList($0) })
    visitor.field("reserved", list: reserved.map { ReservedName(agent: $0) })
    visitor.field("wanted", wanted)
  }

  /// An agent for which a name is reserved, if any.
  private struct ReservedName: Fielded {
    let agent: AgentID?

    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("agent", agent) }
  }
}

extension Naming.Peer: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("heardAt", time: heardAt == -.never ? nil : heardAt)
    visitor.field("life", life)
    visitor.field("hears", list: hears.members)
    visitor.field("willing", isWilling)
  }
}

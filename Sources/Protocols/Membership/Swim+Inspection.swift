public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Swim {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("own", own)
    visitor.field("state", state)
    visitor.field("health", health)
    visitor.field("probes", probe.target < 0 ? nil : AgentID(rawValue: probe.target))
    visitor.field("probeEnds", time: probe.target < 0 ? nil : probe.deadline)
    visitor.field("silentRelays", probe.silentRelays)
    visitor.field("sequence", sequence)
    visitor.field("exceptions", list: rows)
    visitor.field("suspects", list: suspicions.members)
    visitor.field("members", list: order.members)
    visitor.field("turnsTaken", order.place)
    visitor.field("news", news.count)
    visitor.field("relays", relays.count)
  }

  /// What an agent is, as the strip shows it.
  public enum State: UInt8, Hashable, Sendable {
    /// It takes part and suspects nobody.
    case member
    /// It takes part and suspects a member.
    case suspicious
    /// It has left.
    case absent
  }

  /// What the agent is now.
  public var state: State {
    if !isMember { return .absent }
    return suspicionCount > 0 ? .suspicious : .member
  }
}

extension Swim.State: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .member: visitor.kind(0, "member")
    case .suspicious: visitor.kind(1, "suspicious")
    case .absent: visitor.kind(2, "absent")
    }
  }
}

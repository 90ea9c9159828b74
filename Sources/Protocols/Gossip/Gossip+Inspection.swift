public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Gossip {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("state", state)
    visitor.field("known", known)
    visitor.field("spreads", list: hot)
    visitor.field("learnedInCycle", fresh)
    visitor.field("cycle", cycle == .min ? nil : cycle)
    visitor.field("phase", time: phase)
    visitor.field("calls", callee < 0 ? nil : AgentID(rawValue: callee))
    visitor.field("attemptsLeft", attempts)
    visitor.field("accepted", accepted)
  }
}

extension Gossip.Interest: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("rumour", rumour)
    visitor.field("counter", counter)
    visitor.field("wasNeeded", wasNeeded)
    visitor.field("wasUseless", wasUseless)
  }
}

extension Gossip.State: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .susceptible: visitor.kind(0, "susceptible")
    case .infective: visitor.kind(1, "infective")
    case .removed: visitor.kind(2, "removed")
    }
  }
}

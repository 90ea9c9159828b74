public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Averaging {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("estimate", estimate)
    kept.fields(into: &visitor)
    visitor.field("currentRound", currentRound)
    visitor.field("averagedRound", averagedRound)
    visitor.field("isAbsent", isAbsent)
    visitor.field("offers", list: offers)
  }
}

extension Averaging.Offer: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("round", round)
    visitor.field("sender", sender)
    visitor.field("value", value)
  }
}

extension Averaging.Result: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("member", agent)
    visitor.field("round", round)
    visitor.field("value", value)
  }
}

extension Averaging.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("value", value)
    visitor.field("weight", weight)
    visitor.field("hasBegun", hasBegun)
    visitor.field("round", round)
    visitor.field("leader", leader)
    visitor.field("closedThrough", closedThrough)
    visitor.field("results", list: results)
    visitor.field("outgoing", list: outgoing)
    visitor.field("taken", list: taken)
  }
}

extension Averaging.Storage.Write: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .began(let value, let weight):
      visitor.kind(0, "began")
      visitor.field("value", value)
      visitor.field("weight", weight)
    case .averaged(let value):
      visitor.kind(1, "averaged")
      visitor.field("value", value)
    case .offered(let round, let leader):
      visitor.kind(2, "offered", "round", round)
      visitor.field("leader", leader)
    case .resolved(let value):
      visitor.kind(3, "resolved")
      visitor.field("value", value)
    case .released: visitor.kind(4, "released")
    case .decided(let round, let value, let results):
      visitor.kind(5, "decided", "round", round)
      visitor.field("value", value)
      visitor.field("results", list: results)
    case .closed(let round): visitor.kind(6, "closed", "round", round)
    case .settled(let agent, let round):
      visitor.kind(7, "settled", "round", round)
      visitor.field("member", agent)
    case .shared(let value, let weight, let share):
      visitor.kind(8, "shared")
      visitor.field("value", value)
      visitor.field("weight", weight)
      visitor.field("share", share)
    case .took(let value, let weight, let hop, let sequence):
      visitor.kind(9, "took")
      visitor.field("value", value)
      visitor.field("weight", weight)
      visitor.fields("hop", hop, "sequence", sequence)
    case .delivered(let hop): visitor.kind(10, "delivered", "hop", hop)
    }
  }
}

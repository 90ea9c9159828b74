public import Simulator

/// What an agent believes, holds and waits for, as tools show it. Times are of the agent's clock.
extension Hierarchy {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("rank", rank)
    visitor.field("seats", list: seats)
    visitor.field("collections", list: collections)
    visitor.field("disk", disk)
    visitor.field("fresh", isFresh)
  }
}

extension Hierarchy.Seat: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("phase", phase)
    visitor.field("term", term)
    visitor.field("seen", seen)
    visitor.field("coordinator", coordinator)
    visitor.field("parent", parent)
    visitor.field("root", root)
    visitor.field("heardAt", time: heardAt > -.never ? heardAt : nil)
    visitor.field("retries", isRetrying)
    if phase == .coordinating { visitor.field("reviewAt", time: reviewAt) }
    if phase != .following { visitor.field("children", list: children) }
  }
}

extension Hierarchy.Child: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("holder", holder)
    visitor.field("heard", isHeard)
    visitor.fields("misses", Int32(misses), "redirections", Int32(redirections))
  }
}

extension Hierarchy.Collection: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    query.fields(into: &visitor)
    visitor.field("group", group)
    visitor.field("requester", requester)
    visitor.field("clients", list: clients)
    visitor.field("startedAt", time: startedAt)
    visitor.field("refreshedAt", time: refreshedAt)
    visitor.field("sentAt", time: sentAt)
    visitor.field("includesOwn", includesOwn)
    visitor.field("basis", basis)
    visitor.field("told", told)
    visitor.field("answers", list: answers)
    visitor.field("record", record)
    visitor.field("refusal", refusal)
    visitor.field("unsettled", list: unsettled)
  }
}

extension Hierarchy.Collection.Answer: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("quorate", isQuorate)
    visitor.field("complete", isComplete)
    visitor.field("counts", counts)
  }
}

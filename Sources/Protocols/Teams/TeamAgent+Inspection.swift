public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension TeamAgent {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("decided", decided)
    visitor.field("headline", settings.job.headline(of: decided))
    visitor.field("candidates", list: candidates)
    visitor.field("heldBack", list: heldBack)
    visitor.field("wanted", wanted)
    visitor.field("hasMet", hasMet)
    visitor.field("meetingRequest", meeting)
    visitor.field("ownRequests", asked)
    visitor.field("unread", inbox.count)
    visitor.field("tickIsArmed", tickIsArmed)
    visitor.field("work", work)
    visitor.field("coordination", coordination)
    visitor.field("parts", parts)
  }
}

extension TeamAgent.Wanted: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("round", round)
    visitor.field("digest", digest)
    visitor.field("proposer", proposer)
    visitor.field("attempts", attempts)
  }
}

extension TeamAgent.Work: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("current", current)
    visitor.field("queue", list: queue)
    visitor.field("done", list: done)
  }
}

extension TeamAgent.Work.Order: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    lease.fields(into: &visitor)
    visitor.field("coordinator", coordinator)
  }
}

extension TeamAgent.Work.Report: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    order.fields(into: &visitor)
    visitor.field("values", values.count)
    visitor.field("sentAt", time: sentAt)
    visitor.field("isSettled", isSettled)
  }
}

extension TeamAgent.Coordination: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("phase", phase)
    visitor.field("since", time: since)
    visitor.field("tasks", list: tasks)
    visitor.field("results", results)
    visitor.field("leases", leases)
    visitor.field("suspects", suspects)
    visitor.field("candidate", candidate)
    visitor.field("proposalRequest", proposal)
  }
}

extension TeamAgent.Coordination.Task: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("lease", lease)
    visitor.field("worker", worker)
    visitor.field("expires", time: expires)
    visitor.field("sentAt", time: sentAt)
    visitor.field("isDone", result != nil)
  }
}

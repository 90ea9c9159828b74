public import Simulator

/// What an agent believes, holds and waits for, as tools show it. Times are of the agent's clock.
extension Election {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    if let fenced { visitor.field("memberships", fenced.memberships) }
    bully?.fields(into: &visitor)
    brief?.fields(into: &visitor)
  }
}

extension FencedElection.Membership: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("scope", scope)
    visitor.field("phase", phase)
    visitor.field("term", term)
    visitor.field("acknowledged", acknowledged)
    visitor.field("leader", leader)
    visitor.field("promiseEnd", time: promiseEnd > -.never ? promiseEnd : nil)
    visitor.field("seen", seen)
    visitor.field("abstainsUntil", time: abstainsUntil > -.never ? abstainsUntil : nil)
    switch phase {
    case .following: detector.fields(into: &visitor)
    case .electing, .deferring: visitor.field("proposal", proposal)
    case .candidate:
      visitor.field("proposal", proposal)
      visitor.field("acknowledgements", acknowledgements)
      visitor.field("refusers", refusers)
      visitor.field("givesUpAt", time: giveUpAt)
    case .leading:
      visitor.field("leaseEnd", time: leaseEnd)
      visitor.field("acknowledgements", acknowledgements)
      visitor.field("lastOrder", orderNumber)
      visitor.field("pendingOrders", list: orders.items)
    }
  }

  private var acknowledgements: [FencedElection.Acknowledgement] {
    zip(members, tally.stamps).filter { $1 > -.never }
      .map { FencedElection.Acknowledgement(member: $0, sentAt: $1) }
  }
}

extension FencedElection {
  /// A member, and when what it acknowledged last was sent.
  struct Acknowledgement: Fielded {
    let member: AgentID
    let sentAt: Nanoseconds

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("member", member)
      visitor.field("sentAt", time: sentAt)
    }
  }
}

extension FencedElection.Membership.PendingOrder: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("order", number)
    visitor.field("request", request)
    visitor.field("accepted", accepted)
  }
}

extension FailureDetector: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("lastHeard", time: lastHeard)
    visitor.field("suspectsAfter", time: timeout)
  }
}

extension BullyElection: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("phase", phase)
    visitor.field("coordinator", coordinator)
    visitor.field("lastOrder", orderNumber)
    detector.fields(into: &visitor)
  }
}

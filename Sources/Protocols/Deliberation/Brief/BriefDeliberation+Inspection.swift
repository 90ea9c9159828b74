public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension BriefDeliberation: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("incarnation", incarnation)
    visitor.field("rounds", rounds)
    visitor.field("call", isWaiting ? call : nil)
    visitor.field("mailbox", list: mailbox.waiting)
    visitor.field("timeouts", list: timeouts.waiting)
    visitor.field("told", list: told.waiting)
    visitor.field("variables", variables)
  }
}

extension BriefDeliberation.Round: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    proposal.fields(into: &visitor)
    visitor.field("voting", isVoting)
    visitor.field("votes", votes)
  }
}

extension BriefDeliberation.CastVote: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("incarnation", incarnation)
    visitor.field("vote", vote)
  }
}

extension BriefDeliberation.Timeout: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("proposal", proposal)
    visitor.field("due", time: due)
  }
}

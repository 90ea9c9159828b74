public import Simulator

extension BriefElection: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("leader", leader)
    visitor.field("unstored", list: unstored.items)
    visitor.field("ballots", ballots)
    visitor.field("limits", list: limits.waiting)
    visitor.field("hasRaised", hasRaised)
  }
}

extension BriefElection.Ballot: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("election", election)
    visitor.field("isVoting", isVoting)
    visitor.field("candidates", candidates)
    visitor.field("votes", votes)
  }
}

extension BriefElection.Vote: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("voter", voter)
    visitor.field("candidate", candidate)
  }
}

extension BriefElection.Limit: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("election", election)
    visitor.field("passesAt", time: time)
  }
}

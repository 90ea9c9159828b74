public import Simulator

extension Election {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public struct Note: Hashable, Sendable {
    /// The agents whose leader it is about.
    public let scope: Scope
    /// 0 where the form has no terms.
    public let term: Term
    /// What happened.
    public let fact: Fact

    /// A fact of a term of a scope.
    @inlinable
    public init(_ fact: Fact, _ term: Term, _ scope: Scope) {
      self.scope = scope
      self.term = term
      self.fact = fact
    }
  }
}

extension Election.Note: NoteContent {
  public static var milestoneNames: [String] {
    [
      "leader elected", "election", "candidate", "leader stepped down", "suspicion", "follower",
      "challenge", "order", "order refused", "no eligible candidate", "failed election", "vote",
      "vote dropped", "voter raised", "timeout ignored",
    ]
  }

  public var milestone: Milestone? {
    switch fact {
    case .becameLeader, .finalized: Milestone(index: 0)
    case .electionStarted: Milestone(index: 1)
    case .becameCandidate: Milestone(index: 2)
    case .steppedDown: Milestone(index: 3)
    case .suspected: Milestone(index: 4)
    case .followed: Milestone(index: 5)
    case .challenged: Milestone(index: 6)
    case .orderAccepted: Milestone(index: 7)
    case .orderRefused: Milestone(index: 8)
    case .electionFailed(.noEligibleCandidate): Milestone(index: 9)
    case .electionFailed: Milestone(index: 10)
    case .voted: Milestone(index: 11)
    case .voteDropped: Milestone(index: 12)
    case .raised: Milestone(index: 13)
    case .timeoutIgnored: Milestone(index: 14)
    case .leaseExtended, .acknowledged: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch fact {
    case .electionStarted: visitor.kind(0, "election started", of: scope)
    case .becameCandidate: visitor.kind(1, "became candidate", of: scope)
    case .becameLeader(let lease):
      visitor.kind(2, "became leader", of: scope)
      visitor.field("lease", time: lease)
    case .leaseExtended(let lease):
      visitor.kind(3, "lease extended", of: scope)
      visitor.field("lease", time: lease)
    case .steppedDown(let departure):
      visitor.kind(4, "stepped down", of: scope)
      visitor.field("reason", departure)
    case .electionFailed(let failure):
      visitor.kind(5, "election failed", of: scope)
      visitor.field("reason", failure)
    case .suspected(let leader):
      visitor.kind(6, "suspected", of: scope)
      visitor.field("leader", leader)
    case .acknowledged(let leader):
      visitor.kind(7, "acknowledged", of: scope)
      visitor.field("leader", leader)
    case .followed(let leader):
      visitor.kind(8, "followed", of: scope)
      visitor.field("leader", leader)
    case .challenged(let leader):
      visitor.kind(9, "challenged", of: scope)
      visitor.field("leader", leader)
    case .orderAccepted(let leader, let number):
      visitor.kind(10, "order accepted", of: scope)
      visitor.field("order", number)
      visitor.field("leader", leader)
    case .orderRefused(let leader, let number):
      visitor.kind(11, "order refused", of: scope)
      visitor.field("order", number)
      visitor.field("leader", leader)
    case .voted, .finalized, .voteDropped, .raised, .timeoutIgnored: briefFields(into: &visitor)
    }
    visitor.field("term", term)
  }

  /// The facts of the design brief's voting.
  @inlinable
  func briefFields<V: FieldVisitor>(into visitor: inout V) {
    switch fact {
    case .voted(let election, let candidate):
      visitor.kind(12, "voted", of: scope)
      visitor.field("candidate", candidate)
      visitor.field("election", election)
    case .finalized(let election, let leader):
      visitor.kind(13, "finalized", of: scope)
      visitor.field("leader", leader)
      visitor.field("election", election)
    case .voteDropped(let election):
      visitor.kind(14, "vote dropped", of: scope)
      visitor.field("election", election)
    case .raised(let election):
      visitor.kind(15, "raised", of: scope)
      visitor.field("election", election)
    case .timeoutIgnored(let election):
      visitor.kind(16, "timeout ignored", of: scope)
      visitor.field("election", election)
    default: break
    }
  }
}

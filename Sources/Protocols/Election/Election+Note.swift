public import Simulator

extension Election {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public struct Note: Hashable, Sendable {
    public let scope: Scope
    /// 0 where the form has no terms.
    public let term: Term
    public let fact: Fact

    @inlinable
    public init(_ fact: Fact, _ term: Term, _ scope: Scope) {
      self.scope = scope
      self.term = term
      self.fact = fact
    }
  }

  /// What an agent states of a scope and a term.
  @frozen
  public enum Fact: Hashable, Sendable {
    /// The agent holds an election.
    case electionStarted
    /// It was answered by nobody fitter and takes the lead, if others let it.
    case becameCandidate
    /// It leads; fenced, for so long on its own clock.
    case becameLeader(lease: Nanoseconds)
    /// Its lease runs for so long from now on its own clock.
    case leaseExtended(Nanoseconds)
    /// It led and does no longer.
    case steppedDown(Departure)
    /// Its attempt came to nothing.
    case electionFailed(Failure)
    /// Silence made it suspect the leader of this term.
    case suspected(AgentID)
    /// It acknowledged a leader.
    case acknowledged(AgentID)
    /// First word from a leader of this term.
    case followed(AgentID)
    /// It asks the leader to make way.
    case challenged(AgentID)
    /// It accepted an order of this term, by its number.
    case orderAccepted(from: AgentID, Int64)
    /// It refused an order of this term, having seen a later one.
    case orderRefused(from: AgentID, Int64)

    // The design brief's voting.
    /// It voted in an election.
    case voted(election: Int64, AgentID)
    /// It counted a majority for an agent and told nobody.
    case finalized(election: Int64, AgentID)
    /// A vote came for an election that it does not have, or not any more.
    case voteDropped(election: Int64)
    /// It looked for the fittest of no candidates, and its process died of that.
    case raised(election: Int64)
    /// The limit of an election passed, and nobody acted on it.
    case timeoutIgnored(election: Int64)
  }

  /// Why a leader leads no more.
  @frozen
  public enum Departure: UInt8, Hashable, Sendable {
    case leaseLost
    /// A member is of a later term, or a fitter agent leads.
    case preempted
    /// It made way for a challenger.
    case yielded
    /// It was asked to.
    case resigned
  }

  /// Why an attempt at an election came to nothing.
  @frozen
  public enum Failure: UInt8, Hashable, Sendable {
    /// Nobody in the scope may lead.
    case noEligibleCandidate
    /// The agent may not lead itself, and nobody who may answered.
    case noAnswer
    /// A fitter agent answered, and no leader came of it.
    case noCoordinator
    /// No majority acknowledged the candidate in time.
    case deadline
    /// Somebody is of a later term.
    case preempted
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

  public func feed(_ digest: inout Digest) {
    digest.feed((UInt64(UInt32(bitPattern: scope.rawValue)) << 8) | fact.code)
    digest.feed(term)
    switch fact {
    case .electionStarted, .becameCandidate: break
    case .becameLeader(let time), .leaseExtended(let time): digest.feed(time)
    case .steppedDown(let departure): digest.feed(UInt64(departure.rawValue))
    case .electionFailed(let failure): digest.feed(UInt64(failure.rawValue))
    case .suspected(let agent), .acknowledged(let agent), .followed(let agent),
      .challenged(let agent):
      digest.feed(agent)
    case .orderAccepted(let agent, let number), .orderRefused(let agent, let number),
      .voted(let number, let agent), .finalized(let number, let agent):
      digest.feed(agent)
      digest.feed(number)
    case .voteDropped(let number), .raised(let number), .timeoutIgnored(let number):
      digest.feed(number)
    }
  }

  public var description: String {
    var text = fact.words
    if term != 0 { text += " in term \(term)" }
    return scope == .global ? text : text + " of \(scope.description)"
  }
}

extension Election.Fact {
  var code: UInt64 {
    switch self {
    case .electionStarted: 0
    case .becameCandidate: 1
    case .becameLeader: 2
    case .leaseExtended: 3
    case .steppedDown: 4
    case .electionFailed: 5
    case .suspected: 6
    case .acknowledged: 7
    case .followed: 8
    case .challenged: 9
    case .orderAccepted: 10
    case .orderRefused: 11
    case .voted: 12
    case .finalized: 13
    case .voteDropped: 14
    case .raised: 15
    case .timeoutIgnored: 16
    }
  }

  var words: String {
    switch self {
    case .electionStarted: "holds an election"
    case .becameCandidate: "became candidate"
    case .becameLeader(let lease):
      lease == 0 ? "became leader" : "became leader for \(lease.text)"
    case .leaseExtended(let lease): "holds its lease for \(lease.text)"
    case .steppedDown(let departure): "stepped down (\(departure.words))"
    case .electionFailed(let failure): "failed to elect (\(failure.words))"
    case .suspected(let agent): "suspects \(agent.description)"
    case .acknowledged(let agent): "acknowledged \(agent.description)"
    case .followed(let agent): "follows \(agent.description)"
    case .challenged(let agent): "challenges \(agent.description)"
    case .orderAccepted(let agent, let number):
      "accepted order \(number) of \(agent.description)"
    case .orderRefused(let agent, let number): "refused order \(number) of \(agent.description)"
    case .voted(let election, let agent): "voted for \(agent.description) in \(election)"
    case .finalized(let election, let agent): "counts \(agent.description) elected in \(election)"
    case .voteDropped(let election): "dropped a vote of unknown election \(election)"
    case .raised(let election): "died of the empty list of election \(election)"
    case .timeoutIgnored(let election): "ignores the end of election \(election)"
    }
  }
}

extension Election.Departure {
  var words: String {
    switch self {
    case .leaseLost: "lease lost"
    case .preempted: "preempted"
    case .yielded: "yielded"
    case .resigned: "resigned"
    }
  }
}

extension Election.Failure {
  var words: String {
    switch self {
    case .noEligibleCandidate: "no eligible candidate"
    case .noAnswer: "no answer"
    case .noCoordinator: "no coordinator"
    case .deadline: "deadline"
    case .preempted: "preempted"
    }
  }
}

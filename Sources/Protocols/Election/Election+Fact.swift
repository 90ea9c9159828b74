public import Simulator

extension Election {
  /// What an agent states of a scope and a term.
  @frozen
  public enum Fact: Hashable, Sendable {
    /// The agent holds an election.
    case electionStarted
    /// No fitter agent answered it, and it takes the lead if the others let it.
    case becameCandidate
    /// It leads; fenced, for this long on its own clock.
    case becameLeader(lease: Nanoseconds)
    /// Its lease runs for this long from now on its own clock.
    case leaseExtended(Nanoseconds)
    /// It led and does no longer.
    case steppedDown(Departure)
    /// Its attempt came to nothing.
    case electionFailed(Failure)
    /// Silence made it suspect the leader of this term.
    case suspected(AgentID)
    /// It acknowledged a leader.
    case acknowledged(AgentID)
    /// First message from a leader of this term.
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
    /// It counted a majority for an agent and told no other.
    case finalized(election: Int64, AgentID)
    /// A vote came for an election that it does not have, or has no longer.
    case voteDropped(election: Int64)
    /// It looked for the fittest of no candidates, and its process died of that.
    case raised(election: Int64)
    /// The limit of an election passed and nothing was done about it.
    case timeoutIgnored(election: Int64)
  }

  /// Why a leader leads no more.
  @frozen
  public enum Departure: String, Word {
    case leaseLost = "lease lost"
    /// A member is of a later term, or a fitter agent leads.
    case preempted
    /// It made way for a challenger.
    case yielded
    /// A client asked it to.
    case resigned
  }

  /// Why an attempt at an election came to nothing.
  @frozen
  public enum Failure: String, Word {
    /// No member of the scope may lead.
    case noEligibleCandidate = "no eligible candidate"
    /// The agent may not lead itself, and none that may answered.
    case noAnswer = "no answer"
    /// A fitter agent answered, and no leader came of it.
    case noCoordinator = "no coordinator"
    /// No majority acknowledged the candidate in time.
    case deadline
    /// A majority can no longer acknowledge the candidate: members are of later terms.
    case preempted
  }
}

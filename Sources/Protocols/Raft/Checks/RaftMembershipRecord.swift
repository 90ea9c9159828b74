import Simulator

/// What the checks know of changes of the membership.
struct RaftMembershipRecord: Sendable {
  /// A configuration that some log has had, and its place there.
  struct Placed: Sendable {
    let place: RaftLogTree.Place
    let members: Raft.Membership
  }

  /// Who voted for a candidate in a term, a bit each.
  private struct Ballot: Sendable {
    let term: Raft.Term
    let candidate: AgentID
    var voters: UInt64
  }

  /// A configuration that a leader put into its log in this step.
  struct Novelty: Sendable {
    let place: RaftLogTree.Place
    let before: Placed?
    let members: Raft.Membership
    let previous: Raft.Membership
  }

  /// Who takes part at the start; nil for everybody.
  var initial: Raft.Membership?
  /// All agents, as voters.
  var everybody = Raft.Membership(voters: 0)
  /// The configurations of all logs, in the order in which they were first seen; the newest of them.
  private(set) var placed: [Placed] = []
  private var ballots: [Ballot] = []
  /// Those of this step whose time is still to be judged.
  var novelties: [Novelty] = []
  /// A promise that was broken and has done no harm so far.
  var broken: Violation?

  /// How many configurations and ballots are kept: far more than can matter at a time.
  private static var limit: Int { 128 }

  /// Whether the membership may be another than all agents.
  var isUsed: Bool { initial != nil || !placed.isEmpty }

  mutating func add(_ one: Placed) {
    if placed.count == RaftMembershipRecord.limit { placed.removeFirst(placed.count / 2) }
    placed.append(one)
  }

  /// No log goes back behind an index any more: what is in force there is where all start.
  ///
  /// - Parameter held: which of those that were placed the committed log has.
  mutating func settle(upTo index: Raft.Index, _ held: [Bool]) {
    var last: Raft.Index = 0
    for (one, isHeld) in zip(placed, held)
    where isHeld && one.place.index <= index && one.place.index > last {
      initial = one.members
      last = one.place.index
    }
    placed.removeAll { $0.place.index <= index }
  }

  mutating func note(vote term: Raft.Term, of voter: AgentID, for candidate: AgentID) {
    guard isUsed else { return }
    let bit = Raft.Membership.bit(voter)
    let known = ballots.lastIndex { $0.term == term && $0.candidate == candidate }
    if let known {
      ballots[known].voters |= bit
    } else {
      if ballots.count == RaftMembershipRecord.limit { ballots.removeFirst(ballots.count / 2) }
      ballots.append(Ballot(term: term, candidate: candidate, voters: bit))
    }
  }

  /// Who said to vote for a candidate, itself included.
  func voters(of candidate: AgentID, in term: Raft.Term) -> UInt64 {
    let ballot = ballots.last { $0.term == term && $0.candidate == candidate }
    return (ballot?.voters ?? 0) | Raft.Membership.bit(candidate)
  }
}

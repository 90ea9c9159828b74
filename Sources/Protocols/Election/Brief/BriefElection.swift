public import Simulator

/// The voting that the design brief calls a bully election, defects included.
///
/// An agent that is asked to start an election freezes the list of candidates, calls on all agents to
/// vote, and only then stores the election: votes that come before it is stored are dropped. Each voter
/// names the candidate that it scores highest, the first of equals. A vote replaces an earlier one of
/// the same agent. A limit passes without effect; there are no terms, no detector, no announcement, and
/// no outcome but a leader or none.
///
/// Where the brief leaves a function undefined, this takes the plainest reading. The list is that of
/// a registry, which each caller sees in its own order: here the caller comes first. A voter counts
/// specialisation only for candidates of its own group. The tally demands a majority of all agents for
/// one candidate. To finalise is to remember the outcome where it was counted. A voter that looks for
/// the best of no candidates dies of it, as `Enum.max_by` raises; its process does nothing more until it
/// is started again.
public struct BriefElection: Hashable, Sendable {
  /// What the agent is.
  public let profile: Profile
  let settings: Election.Settings
  /// Called and not stored yet, in the order of calls.
  var unstored = KeyedList<Int64, Ballot>()
  /// Stored, in the order in which they were.
  public internal(set) var ballots: [Ballot] = []
  /// By election that is being voted in, the place of its ballot.
  var voting: [Int64: Int] = [:]
  /// The agent elected last by this agent's count.
  public internal(set) var leader: AgentID?
  /// When the limits of elections pass, in the order of calls, which is also that of time.
  var limits = Queue<Limit>()
  /// Whether the process died of an empty list.
  public internal(set) var hasRaised = false

  struct Limit: Hashable, Sendable {
    let election: Int64
    let time: Nanoseconds
  }

  /// One election as its caller keeps it.
  public struct Ballot: Hashable, Sendable {
    /// Its number.
    public let election: Int64
    /// The frozen list, the caller first.
    public let candidates: [AgentID]
    /// One of each voter, in the order of their first votes.
    public internal(set) var votes: [Vote] = []
    /// Whether no candidate has a majority yet.
    public internal(set) var isVoting = true
  }

  /// The last vote of one agent.
  public struct Vote: Hashable, Sendable {
    /// The agent that voted.
    public let voter: AgentID
    /// The agent voted for.
    public internal(set) var candidate: AgentID
  }

  /// An agent that has not been asked for anything.
  public init(_ profile: Profile, _ settings: Election.Settings) {
    self.profile = profile
    self.settings = settings
  }

  /// Whether it counted itself elected; an elected agent learns of it in no other way.
  public var leads: Bool { leader == profile.id }

  mutating func receive(
    _ message: Election.Message, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    if hasRaised { return }
    switch message.body {
    case .call(let election, let candidates):
      vote(in: election, among: candidates, from: sender, &turn)
    case .vote(let election, let candidate):
      record(Vote(voter: sender, candidate: candidate), in: election, &turn)
    case .stored(let election): store(election)
    default: break
    }
  }

  mutating func expire(_ turn: inout Turn<Election>) {
    if hasRaised { return }
    while let limit = limits.first, limit.time <= turn.now {
      note(.timeoutIgnored(election: limit.election), &turn)
      limits.removeFirst()
    }
    armLimit(&turn)
  }

  mutating func accept(
    _ request: Election.Request, _ id: RequestID, _ turn: inout Turn<Election>
  ) {
    if hasRaised { return }
    switch request.operation {
    case .elect: startElection(id, &turn)
    case .order, .resign: turn.respond(.notLeader(leader), to: id)
    }
  }
}

extension BriefElection {
  /// `start_election`: the call goes out first; the election is stored once that write is done.
  private mutating func startElection(_ id: RequestID, _ turn: inout Turn<Election>) {
    let election = Int64(turn.random.below(1 << 48))
    let all = settings.directory.members(of: .global)
    let candidates = (all[profile.id.index...] + all[..<profile.id.index])
      .filter { settings.directory.mayLead($0) }
    unstored.append(Ballot(election: election, candidates: candidates), election)
    note(.electionStarted, &turn)
    for agent in all {
      turn.sendAhead(
        Election.Message(.call(election: election, candidates: candidates)), to: agent)
    }
    limits.append(Limit(election: election, time: turn.now + settings.briefTimeout))
    armLimit(&turn)
    turn.persist(.election(election))
    turn.send(Election.Message(.stored(election: election)), to: profile.id)
    turn.respond(.started(election), to: id)
  }

  private mutating func store(_ election: Int64) {
    guard let place = unstored.place(of: election) else { return }
    voting[election] = ballots.count
    ballots.append(unstored.remove(at: place))
  }

  private func armLimit(_ turn: inout Turn<Election>) {
    guard let limit = limits.first else { return }
    turn.setTimer(Election.Timer(.phase), after: max(0, limit.time - turn.now))
  }

  private mutating func vote(
    in election: Int64, among candidates: [AgentID], from caller: AgentID,
    _ turn: inout Turn<Election>
  ) {
    guard var best = candidates.first else {
      hasRaised = true
      return note(.raised(election: election), &turn)
    }
    for candidate in candidates where score(of: candidate) > score(of: best) { best = candidate }
    note(.voted(election: election, best), &turn)
    turn.sendAhead(Election.Message(.vote(election: election, best)), to: caller)
  }

  /// A candidate's score in this agent's own eyes.
  private func score(of candidate: AgentID) -> Int32 {
    let directory = settings.directory
    let score = directory.priority(of: candidate).score
    if directory.group(of: candidate) == profile.group { return score }
    return score - 200 * directory.specialisation(of: candidate)
  }

  private mutating func record(
    _ vote: Vote, in election: Int64, _ turn: inout Turn<Election>
  ) {
    guard let index = voting[election] else {
      return note(.voteDropped(election: election), &turn)
    }
    if let earlier = ballots[index].votes.firstIndex(where: { $0.voter == vote.voter }) {
      ballots[index].votes[earlier].candidate = vote.candidate
    } else {
      ballots[index].votes.append(vote)
    }
    tally(index, vote.candidate, &turn)
  }

  /// Only the candidate just voted for can have come to a majority.
  private mutating func tally(
    _ index: Int, _ candidate: AgentID, _ turn: inout Turn<Election>
  ) {
    let count = ballots[index].votes.count { $0.candidate == candidate }
    if count <= settings.directory.count / 2 { return }
    ballots[index].isVoting = false
    voting[ballots[index].election] = nil
    leader = candidate
    note(.finalized(election: ballots[index].election, candidate), &turn)
  }

  private func note(_ fact: Election.Fact, _ turn: inout Turn<Election>) {
    turn.note(Election.Note(fact, 0, .global))
  }
}

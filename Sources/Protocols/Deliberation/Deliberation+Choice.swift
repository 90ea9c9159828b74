import Simulator

/// The proposer among several candidates: it lets the members rank them and puts the winner to the vote.
///
/// A ranking binds no member, so none of it is durable: the vote on the winner decides.
/// A crash before that vote loses the choice, and nothing else.
extension Deliberation {
  /// A choice under way at the agent that was asked for it.
  struct Choice: Hashable, Sendable {
    /// The identity that the winner is put to the vote with.
    let id: ProposalID
    let variable: Int32
    let values: [Int64]
    let request: RequestID
    /// When a majority of rankings is enough.
    let enoughAt: Nanoseconds
    let deadline: Nanoseconds
    var candidates: Candidates
    /// Whether each member of the electorate has ranked, or does not vote at present.
    var hasRanked: [Bool]
    /// Number of members that vote.
    let members: Int
    var resendAt: Nanoseconds = 0
    var backoff: Nanoseconds

    /// Number of members that have.
    var rankings = 0

    /// A majority of them.
    var quorum: Int { members / 2 + 1 }
  }

  mutating func choose(
    _ variable: Int32, _ values: [Int64], _ rule: Candidates.Rule, _ request: RequestID,
    _ turn: inout Turn<Deliberation>
  ) {
    if settings.electorate.isEmpty || values.isEmpty {
      return turn.respond(.noElectorate, to: request)
    }
    let view = view
    let hasRanked = settings.electorate.indices.map { !(view?.includes($0) ?? true) }
    let choice = Choice(
      id: nextID(), variable: variable, values: values, request: request,
      enoughAt: turn.now + settings.rankingTime, deadline: turn.now + settings.deadline,
      candidates: Candidates(rule, count: values.count),
      hasRanked: hasRanked,
      members: view?.count ?? settings.electorate.count, backoff: settings.retry)
    turn.note(.ranking(choice.id, candidates: values.count))
    askToRank(choices.append(choice, choice.id), &turn)
    armRounds(&turn)
  }

  private mutating func askToRank(_ place: Int, _ turn: inout Turn<Deliberation>) {
    let choice = choices[place]
    for (member, hasRanked) in choice.hasRanked.enumerated() where !hasRanked {
      turn.send(
        .candidates(choice.id, variable: choice.variable, choice.values),
        to: settings.electorate[member])
    }
    choices[place].resendAt = turn.now + choice.backoff
    choices[place].backoff = min(2 * choice.backoff, settings.longestRetry)
    schedule(place)
  }

  /// A choice is due when it asks again, concludes or gives up.
  private mutating func schedule(_ place: Int) {
    let choice = choices[place]
    let end = choice.rankings >= choice.quorum ? choice.enoughAt : choice.deadline
    choices.setDue(min(choice.resendAt, end), at: place)
  }

  /// A member scores candidates as it would vote on each: accepts above abstentions above rejects, and
  /// by confidence.
  mutating func receiveCandidates(
    _ id: ProposalID, _ variable: Int32, _ values: [Int64], from sender: AgentID,
    _ turn: inout Turn<Deliberation>
  ) {
    guard member(profile.id, of: view) != nil, sender == id.proposer else { return }
    let version = state(of: variable).version
    let scores = values.map { value in
      let vote = opinion(
        on: Proposal(id, variable: variable, value: value, expectedVersion: version))
      return vote.score
    }
    turn.send(.ranking(id, scores), to: sender)
  }

  mutating func receiveRanking(
    _ id: ProposalID, _ scores: [Int64], from sender: AgentID, _ turn: inout Turn<Deliberation>
  ) {
    guard let place = choices.place(of: id), let member = settings.member(sender),
      !choices[place].hasRanked[member], choices[place].candidates.count(scores)
    else { return }
    choices[place].hasRanked[member] = true
    choices[place].rankings += 1
    schedule(place)
    let choice = choices[place]
    let isEnough = turn.now >= choice.enoughAt && choice.rankings >= choice.quorum
    if choice.rankings == choice.members || isEnough { conclude(place, &turn) }
    armRounds(&turn)
  }

  /// Puts the winner to the vote, under the identity of the choice.
  private mutating func conclude(_ place: Int, _ turn: inout Turn<Deliberation>) {
    let choice = choices.remove(at: place)
    guard let winner = choice.candidates.winner else { return }
    turn.note(.chosen(choice.id, value: choice.values[winner], rankings: choice.rankings))
    open(choice.id, choice.variable, choice.values[winner], expecting: nil, choice.request, &turn)
  }

  /// Asks again, concludes with a majority of rankings, or gives up at the deadline.
  mutating func choicesExpired(_ turn: inout Turn<Deliberation>) {
    for id in choices.due(by: turn.now) {
      guard let place = choices.place(of: id) else { continue }
      let choice = choices[place]
      if turn.now >= choice.enoughAt, choice.rankings >= choice.quorum {
        conclude(place, &turn)
      } else if turn.now >= choice.deadline {
        choices.remove(at: place)
        turn.note(.choiceFailed(choice.id))
        turn.respond(.ended(choice.id, .timedOut), to: choice.request)
      } else {
        askToRank(place, &turn)
      }
    }
  }
}

extension Vote {
  /// Its score among votes on other candidates: the higher, the better.
  var score: Int64 {
    switch choice {
    case .accept: 1 + Int64(confidence)
    case .reject: -1 - Int64(confidence)
    case .abstain: 0
    }
  }
}

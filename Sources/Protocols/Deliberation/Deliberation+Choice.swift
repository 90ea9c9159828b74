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
    /// Whether each member of the electorate has ranked.
    var hasRanked: [Bool]
    var resendAt: Nanoseconds = 0
    var backoff: Nanoseconds

    var rankings: Int { hasRanked.count { $0 } }
  }

  mutating func choose(
    _ variable: Int32, _ values: [Int64], _ rule: Candidates.Rule, _ request: RequestID,
    _ turn: inout Turn<Deliberation>
  ) {
    if settings.electorate.isEmpty || values.isEmpty {
      return turn.respond(.noElectorate, to: request)
    }
    let choice = Choice(
      id: nextID(), variable: variable, values: values, request: request,
      enoughAt: turn.now + settings.rankingTime, deadline: turn.now + settings.deadline,
      candidates: Candidates(rule, count: values.count),
      hasRanked: Array(repeating: false, count: settings.electorate.count),
      backoff: settings.retry)
    turn.note(.ranking(choice.id, candidates: values.count))
    choices.append(choice)
    askToRank(choices.count - 1, &turn)
    armRounds(&turn)
  }

  private mutating func askToRank(_ index: Int, _ turn: inout Turn<Deliberation>) {
    let choice = choices[index]
    for (member, hasRanked) in choice.hasRanked.enumerated() where !hasRanked {
      turn.send(
        .candidates(choice.id, variable: choice.variable, choice.values),
        to: settings.electorate[member])
    }
    choices[index].resendAt = turn.now + choice.backoff
    choices[index].backoff = min(2 * choice.backoff, settings.longestRetry)
  }

  /// A member scores candidates as it would vote on each: accepts above abstentions above rejects, and
  /// by confidence.
  mutating func receiveCandidates(
    _ id: ProposalID, _ variable: Int32, _ values: [Int64], from sender: AgentID,
    _ turn: inout Turn<Deliberation>
  ) {
    guard settings.member(profile.id) != nil, sender == id.proposer else { return }
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
    guard let index = choices.firstIndex(where: { $0.id == id }),
      let member = settings.member(sender), !choices[index].hasRanked[member],
      choices[index].candidates.count(scores)
    else { return }
    choices[index].hasRanked[member] = true
    let rankings = choices[index].rankings
    let isEnough = turn.now >= choices[index].enoughAt && rankings >= rankingQuorum
    if rankings == settings.electorate.count || isEnough { conclude(index, &turn) }
    armRounds(&turn)
  }

  private var rankingQuorum: Int { settings.electorate.count / 2 + 1 }

  /// Puts the winner to the vote, under the identity of the choice.
  private mutating func conclude(_ index: Int, _ turn: inout Turn<Deliberation>) {
    let choice = choices.remove(at: index)
    guard let winner = choice.candidates.winner else { return }
    turn.note(.chosen(choice.id, value: choice.values[winner], rankings: choice.rankings))
    open(choice.id, choice.variable, choice.values[winner], expecting: nil, choice.request, &turn)
  }

  /// Asks again, concludes with a majority of rankings, or gives up at the deadline.
  mutating func choicesExpired(_ turn: inout Turn<Deliberation>) {
    var index = 0
    while index < choices.count {
      let choice = choices[index]
      if turn.now >= choice.enoughAt, choice.rankings >= rankingQuorum {
        conclude(index, &turn)
      } else if turn.now >= choice.deadline {
        choices.remove(at: index)
        turn.note(.choiceFailed(choice.id))
        turn.respond(.ended(choice.id, .timedOut), to: choice.request)
      } else {
        if turn.now >= choice.resendAt { askToRank(index, &turn) }
        index += 1
      }
    }
  }

  /// When the first choice is due for any of that.
  var choicesDue: Nanoseconds? {
    choices.map { choice in
      let end = choice.rankings >= rankingQuorum ? choice.enoughAt : choice.deadline
      return min(choice.resendAt, end)
    }.min()
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

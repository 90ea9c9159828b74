import Simulator

/// Changes of the electorate, where the settings have them: a member that is gone is voted out, and votes
/// itself in again when it is back.
///
/// Each proposal is counted in the view in which it was opened. So no member is left out of a count
/// silently, and what is accepted has a majority of a view that the log has agreed on.
extension Deliberation {
  /// Who votes, as far as this agent has applied the log; nil if that never changes.
  public var view: ElectorateView? {
    if settings.excludesAfter == nil { return nil }
    let state = variables[Variable.electorate]
    return state.version == 0
      ? .all(settings.electorate.count)
      : ElectorateView(number: state.version, places: UInt64(bitPattern: state.value))
  }

  /// An agent's place in the electorate, if it votes in a view.
  func member(_ agent: AgentID, of view: ElectorateView?) -> Int? {
    guard let place = settings.member(agent), view?.includes(place) ?? true else { return nil }
    return place
  }

  /// Whether nothing has come from an agent for long enough to vote it out.
  private func isSilent(_ agent: AgentID, at now: Nanoseconds) -> Bool {
    guard let limit = settings.excludesAfter, agent != profile.id else { return false }
    return now - (heard[agent] ?? startedAt) >= limit
  }

  /// A member's vote on a change of the electorate: by what it has heard, whatever its opinions.
  func voteOnView(_ proposal: Proposal, at now: Nanoseconds) -> Vote {
    let next = UInt64(bitPattern: proposal.value)
    guard let view = proposal.view, let place = view.change(to: next),
      place < settings.electorate.count, next.nonzeroBitCount >= settings.leastMembers
    else { return Vote(.reject, confidence: 1000, .invalidValue) }
    let agent = settings.electorate[place]
    let isRight =
      view.includes(place) ? isSilent(agent, at: now) : agent == proposal.id.proposer
    return isRight
      ? Vote(.accept, confidence: 1000, .noConcerns) : Vote(.reject, confidence: 1000, .heard)
  }

  /// Puts it to the vote that a member leaves that a proposal waits for in vain.
  mutating func excludeSilent(_ turn: inout Turn<Deliberation>) {
    guard let limit = settings.excludesAfter, let view, view.count > settings.leastMembers,
      !isChangingElectorate
    else { return }
    for round in rounds.items where round.stage == .collecting {
      let age = turn.now - (round.deadline - settings.deadline)
      if age < limit { continue }
      for (place, vote) in round.votes.enumerated() where vote == nil && view.includes(place) {
        if isSilent(settings.electorate[place], at: turn.now) {
          return changeElectorate(place, view, &turn)
        }
      }
    }
  }

  /// Puts it to the vote that this agent votes again, if it was voted out.
  mutating func joinElectorate(_ turn: inout Turn<Deliberation>) {
    guard let view, let place = settings.member(profile.id), !view.includes(place),
      !isChangingElectorate
    else { return }
    changeElectorate(place, view, &turn)
  }

  private var isChangingElectorate: Bool {
    rounds.items.contains { $0.proposal.variable == Variable.electorate }
  }

  private mutating func changeElectorate(
    _ place: Int, _ view: ElectorateView, _ turn: inout Turn<Deliberation>
  ) {
    open(
      nextID(), Variable.electorate, Int64(bitPattern: view.changed(at: place)),
      expecting: view.number, nil, &turn)
  }
}

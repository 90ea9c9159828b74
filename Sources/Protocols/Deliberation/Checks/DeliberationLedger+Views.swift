import Simulator

/// Who votes, where the electorate changes.
extension DeliberationLedger {
  /// Whether an agent is a member of the view in which a proposal is counted.
  func votes(_ agent: AgentID, on id: ProposalID) -> Bool {
    guard let place = settings.member(agent) else { return false }
    return proposals[id]?.view?.includes(place) ?? true
  }

  private func view(_ number: Int32) -> ElectorateView? {
    number == 0 ? .all(settings.electorate.count) : views[number]
  }

  /// A proposal is counted in a view that was agreed on.
  mutating func checkView(of proposal: Proposal, at time: Nanoseconds) {
    guard let counted = proposal.view, view(counted.number) != counted else { return }
    report(
      .electorate,
      "\(proposal.id.description) is counted in view \(counted.number) of \(counted.count) members, "
        + "which was not agreed on", time)
  }

  /// A view differs from the one before it by one member, and has as many as must be left.
  mutating func change(to assignment: Assignment, _ number: Int32, at time: Nanoseconds) {
    let next = ElectorateView(number: number, places: UInt64(bitPattern: assignment.value))
    if views[number] == next { return }
    views[number] = next
    let place = view(number - 1)?.change(to: next.places)
    let isStep = place.map { $0 < settings.electorate.count } ?? false
    if isStep, next.count >= settings.leastMembers { return }
    report(
      .electorate, "view \(number) has \(next.count) members, and is no step from the one before",
      time)
  }
}

import Simulator

/// Votes on their way.
extension DeliberationLedger {
  /// The choices that arrived from one voter.
  struct ArrivedVotes: OptionSet {
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ choice: Vote.Choice) {
      switch choice {
      case .accept: rawValue = 1
      case .reject: rawValue = 2
      case .abstain: rawValue = 4
      }
    }
  }

  /// A member is counted with its own vote: one that an outsider sent must not pass for a member's.
  mutating func checkArrived(
    _ choice: Vote.Choice, on id: ProposalID, from voter: AgentID, at time: Nanoseconds
  ) {
    let arrived = records[id]?.arrived[voter] ?? []
    if arrived.contains(ArrivedVotes(choice)) { return }
    report(
      .electorate,
      "\(choice.word) of \(voter.description) on \(id.description) is counted, and it sent no such vote",
      time)
  }
}

/// Versions of variables.
extension DeliberationLedger {
  /// A change takes effect on the version that it expects, and on no other.
  ///
  /// Agents need not agree on what is wrong here: each is held to what it says itself.
  mutating func checkVersion(
    _ assignment: Assignment, _ result: Deliberation.Application, by agent: AgentID,
    at time: Nanoseconds
  ) {
    // The brief's text knows no versions.
    if settings.mode == .brief { return }
    let what = "\(agent.description) applies \(assignment.description)"
    switch result {
    case .applied(let version):
      if version - 1 == assignment.expectedVersion { return }
      report(.validity, "\(what) to version \(version - 1): an update is lost", time)
    case .conflict(let version):
      if version != assignment.expectedVersion { return }
      let refused = "\(agent.description) refuses \(assignment.description)"
      report(.validity, "\(refused), and the variable is at that version", time)
    }
  }
}

import Simulator

/// What is on disks.
extension DeliberationLedger {
  /// A vote that an agent made durable.
  struct GivenVote {
    let choice: Vote.Choice
    /// Which of the agent's disks had it.
    let disk: Int
  }

  /// An agent's disk.
  struct Disk {
    var epoch = Int32.min
    /// Number of disks that the agent lost before.
    var number = 0
    /// Whether a crash changed it, so that it may have votes that were never seen to become durable.
    var isTorn = false
  }

  mutating func becameDurable(
    _ write: Deliberation.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    switch write {
    case .decided(let id, let decision):
      records[id, default: Record()].durableOutcome = decision.outcome
    case .voted(let id, let vote): give(vote, on: id, by: agent, at: time)
    case .epoch(let epoch):
      // A disk that counts lives from the start again has lost all votes too.
      if epoch <= disks[agent, default: Disk()].epoch { disks[agent]?.number += 1 }
      disks[agent, default: Disk()].epoch = epoch
    default: return
    }
  }

  /// A crash let some of the writes under way through, or took all.
  mutating func storageChanged(_ storage: borrowing Deliberation.Storage, of agent: AgentID) {
    disks[agent, default: Disk()].isTorn = true
    for open in storage.open {
      guard let decision = open.decision else { continue }
      records[open.proposal.id, default: Record()].durableOutcome = decision.outcome
    }
  }

  private mutating func give(
    _ vote: Vote, on id: ProposalID, by agent: AgentID, at time: Nanoseconds
  ) {
    let disk = disks[agent, default: Disk()].number
    let earlier = records[id, default: Record()].given[agent]
    if let earlier, earlier.disk == disk, earlier.choice != vote.choice {
      report(
        .standingVote,
        "\(agent.description) wrote \(earlier.choice.word) on \(id.description), and then "
          + vote.choice.word, time)
    }
    records[id, default: Record()].given[agent] = GivenVote(choice: vote.choice, disk: disk)
  }

  /// A vote reached its proposer: it must have been on its voter's disk when it left.
  mutating func checkGiven(
    _ vote: Vote, on id: ProposalID, by voter: AgentID, at time: Nanoseconds
  ) {
    guard settings.member(voter) != nil, records[id]?.given[voter] == nil,
      disks[voter]?.isTorn != true
    else { return }
    report(
      .standingVote,
      "\(voter.description) says \(vote.choice.word) on \(id.description), and its disk has no vote",
      time)
  }
}

import Simulator

extension HierarchySafety {
  /// What has happened to a proposal.
  struct Course: Sendable {
    /// What disks keep, by agent.
    private(set) var votes: [Vote.Choice?]
    var outcomes: [Tally.Outcome?]
    /// The votes that disks keep, by level from 1 and by group.
    private var cast: [[Hierarchy.Counts]]
    /// The reports that reached each coordinator since it last started, ascending.
    private var inboxes: [Inbox] = []
    /// What agents take for decided.
    var decided: Tally.Outcome?

    init(_ tree: Hierarchy.Tree) {
      votes = Array(repeating: nil, count: tree.agentCount)
      outcomes = Array(repeating: nil, count: tree.agentCount)
      cast = (1...tree.levels).map {
        Array(repeating: Hierarchy.Counts(), count: tree.count(at: $0))
      }
    }

    /// The reports of a group's units to one agent, for one root that asked.
    private struct Inbox: Sendable {
      let agent: AgentID
      let group: Hierarchy.Unit
      let term: Hierarchy.Term
      var counts: [Hierarchy.Counts]
      var sum = Hierarchy.Counts()
    }

    /// A disk keeps this vote of an agent now.
    mutating func set(_ vote: Vote.Choice?, _ agent: AgentID, _ tree: Hierarchy.Tree) {
      let old = votes[agent.index]
      if old == vote { return }
      votes[agent.index] = vote
      for level in 1...tree.levels {
        let number = Int(tree.group(of: agent, at: level).number)
        if let old {
          cast[level - 1][number] = cast[level - 1][number] - Hierarchy.Counts(old)
        }
        if let vote {
          cast[level - 1][number] = cast[level - 1][number] + Hierarchy.Counts(vote)
        }
      }
    }

    func cast(in group: Hierarchy.Unit) -> Hierarchy.Counts {
      cast[Int(group.level) - 1][Int(group.number)]
    }

    /// Where an agent's inbox of a group for a term is, or would stand.
    private func index(
      _ agent: AgentID, _ group: Hierarchy.Unit, _ term: Hierarchy.Term
    ) -> (Int, isThere: Bool) {
      var low = 0
      var high = inboxes.count
      while low < high {
        let middle = (low + high) / 2
        let inbox = inboxes[middle]
        if (inbox.agent, inbox.group, inbox.term) < (agent, group, term) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      let isThere = low < inboxes.count && isOf(low, agent, group) && inboxes[low].term == term
      return (low, isThere)
    }

    private func isOf(_ index: Int, _ agent: AgentID, _ group: Hierarchy.Unit) -> Bool {
      inboxes[index].agent == agent && inboxes[index].group == group
    }

    /// Fewer votes than a unit reported before are old news, as for those that count them.
    mutating func deliver(
      _ report: Hierarchy.Report, to agent: AgentID, _ tree: Hierarchy.Tree
    ) {
      let group = tree.parent(of: report.unit)
      let (index, isThere) = index(agent, group, report.query.term)
      if !isThere {
        let none = Array(repeating: Hierarchy.Counts(), count: tree.children(of: group).count)
        inboxes.insert(
          Inbox(agent: agent, group: group, term: report.query.term, counts: none), at: index)
      }
      let place = tree.place(of: report.unit)
      let old = inboxes[index].counts[place]
      guard report.counts.cast > old.cast else { return }
      inboxes[index].counts[place] = report.counts
      inboxes[index].sum = inboxes[index].sum - old + report.counts
    }

    /// What an agent has heard of a group's votes, for each root that asked.
    func arrived(at agent: AgentID, _ group: Hierarchy.Unit) -> [Hierarchy.Counts] {
      var sums: [Hierarchy.Counts] = []
      var (index, _) = index(agent, group, 0)
      while index < inboxes.count, isOf(index, agent, group) {
        sums.append(inboxes[index].sum)
        index += 1
      }
      return sums
    }

    mutating func forget(_ agent: AgentID) { inboxes.removeAll { $0.agent == agent } }
  }
}

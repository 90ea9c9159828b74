import Simulator

/// What the checks of a hierarchy keep.
struct HierarchySafety: Sendable {
  private(set) var violation: Violation?

  let tree: Hierarchy.Tree
  let settings: Hierarchy.Settings
  /// What disks keep: by agent and level.
  private var ballots: [Hierarchy.Ballot]
  /// By proposal.
  var proposals: [Course] = []
  /// By group: who was elected when, and who has acknowledged the latest candidates.
  private var groups: [[Group]] = []

  /// What has happened in a group.
  private struct Group: Sendable {
    var elections: [Hierarchy.Ballot] = []
    var candidacies: [Candidacy] = []
  }

  private struct Candidacy: Sendable {
    let ballot: Hierarchy.Ballot
    var agents = AgentSet()
  }

  /// Terms whose acknowledgements are kept, in each group.
  static var keptTerms: Int { 64 }

  init(_ settings: Hierarchy.Settings, agentCount: Int) {
    self.settings = settings
    tree = Hierarchy.Tree(
      agentCount: agentCount, branching: settings.branching, levels: settings.levels)
    ballots = Array(repeating: Hierarchy.Ballot(), count: agentCount * settings.levels)
    let tree = tree
    groups = (1...settings.levels).map {
      Array(repeating: Group(), count: tree.count(at: $0))
    }
  }

  mutating func fail(
    _ check: HierarchyCheck, _ message: @autoclosure () -> String, at time: Nanoseconds
  ) {
    if violation != nil { return }
    violation = Violation(check: check.word, message: message(), time: time)
  }

  private func place(_ agent: AgentID, _ level: Int) -> Int {
    agent.index * tree.levels + level - 1
  }
}

/// Elections.
extension HierarchySafety {
  mutating func elect(
    _ agent: AgentID, _ group: Hierarchy.Unit, _ term: Hierarchy.Term, at time: Nanoseconds
  ) {
    let (level, number) = (Int(group.level) - 1, Int(group.number))
    for election in groups[level][number].elections.reversed() where election.term == term {
      let other = election.candidate?.description ?? "none"
      fail(
        .oneCoordinator,
        "\(other) and \(agent.description) both coordinate \(group.description) in term \(term)",
        at: time)
    }
    let ballot = Hierarchy.Ballot(term: term, candidate: agent)
    groups[level][number].elections.append(ballot)
    let agents =
      groups[level][number].candidacies.last { $0.ballot == ballot }?.agents ?? AgentSet()
    if !tree.isQuorum(of: group, { agents.contains(AgentID($0)) }) {
      let coordinator = "\(agent.description) coordinates \(group.description) in term \(term)"
      fail(.quorum, "\(coordinator), acknowledged by \(agents.text)", at: time)
    }
  }

  private mutating func acknowledge(
    _ ballot: Hierarchy.Ballot, _ level: Int, _ agent: AgentID, at time: Nanoseconds
  ) {
    let old = ballots[place(agent, level)]
    if ballot.term < old.term || ballot.term == old.term && ballot.candidate != old.candidate {
      let first = "\(agent.description) acknowledged \(Self.text(old))"
      fail(.oneAcknowledgement, "\(first) and then \(Self.text(ballot))", at: time)
    }
    ballots[place(agent, level)] = ballot
    let number = Int(tree.group(of: agent, at: level).number)
    if let index = groups[level - 1][number].candidacies.lastIndex(where: { $0.ballot == ballot }) {
      return groups[level - 1][number].candidacies[index].agents.insert(agent)
    }
    if groups[level - 1][number].candidacies.count == Self.keptTerms {
      groups[level - 1][number].candidacies.removeFirst()
    }
    groups[level - 1][number].candidacies.append(
      Candidacy(ballot: ballot, agents: AgentSet([agent])))
  }

  private static func text(_ ballot: Hierarchy.Ballot) -> String {
    "\(ballot.candidate?.description ?? "none") in term \(ballot.term)"
  }
}

/// Disks.
extension HierarchySafety {
  mutating func becameDurable(
    _ write: Hierarchy.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    switch write {
    case .acknowledged(let level, let ballot):
      acknowledge(ballot, Int(level), agent, at: time)
    case .voted(let proposal, let choice):
      let opinion = settings.vote(of: agent, on: proposal)
      let old = course(proposal).votes[agent.index]
      if choice != opinion || old != nil && old != choice {
        let vote = "\(agent.description) votes \(choice.word) on proposal \(proposal + 1)"
        fail(.constantVote, "\(vote), its opinion is \((old ?? opinion).word)", at: time)
      }
      proposals[Int(proposal)].set(choice, agent, tree)
    case .recorded(let proposal, let record):
      reserve(proposal)
      proposals[Int(proposal)].outcomes[agent.index] = record.outcome
    case .learned(let proposal, let outcome):
      reserve(proposal)
      proposals[Int(proposal)].outcomes[agent.index] = outcome
    }
  }

  /// Goes by what a disk keeps now.
  mutating func take(
    _ ballots: [Hierarchy.Ballot], _ entries: [Hierarchy.Entry], of agent: AgentID
  ) {
    for level in 1...tree.levels {
      self.ballots[place(agent, level)] =
        level <= ballots.count ? ballots[level - 1] : Hierarchy.Ballot()
    }
    if !entries.isEmpty { reserve(Int32(truncatingIfNeeded: entries.count - 1)) }
    for proposal in proposals.indices {
      let entry = proposal < entries.count ? entries[proposal] : Hierarchy.Entry()
      proposals[proposal].set(entry.vote, agent, tree)
      proposals[proposal].outcomes[agent.index] = entry.outcome
    }
  }

  /// An agent reports what it did itself.
  mutating func checkClaim(
    _ report: Hierarchy.Report, of agent: AgentID, at time: Nanoseconds
  ) {
    if !report.isQuorate { return }
    let query = report.query
    let isDurable: Bool
    switch query.kind {
    case .elect:
      let ballot = ballots[place(agent, Int(query.subject))]
      isDurable =
        ballot.term > query.term
        || ballot.term == query.term && ballot.candidate == query.origin
    case .vote:
      let vote = course(query.subject).votes[agent.index]
      isDurable = vote.map { Hierarchy.Counts($0) } == report.counts
    case .record, .announce:
      isDurable = course(query.subject).outcomes[agent.index] == query.outcome
    }
    if isDurable { return }
    fail(
      .durableBeforeSent, "\(agent.description) reports \(query.text), which its disk does not",
      at: time)
  }
}

/// Votes and decisions.
extension HierarchySafety {
  mutating func reserve(_ proposal: Int32) {
    while proposals.count <= Int(proposal) { proposals.append(Course(tree)) }
  }

  private mutating func course(_ proposal: Int32) -> Course {
    reserve(proposal)
    return proposals[Int(proposal)]
  }

  /// A report reached an agent that may count it.
  mutating func deliver(_ report: Hierarchy.Report, to agent: AgentID) {
    reserve(report.query.subject)
    proposals[Int(report.query.subject)].deliver(report, to: agent, tree)
  }

  mutating func crash(_ agent: AgentID) {
    for proposal in proposals.indices { proposals[proposal].forget(agent) }
  }

  /// A coordinator tells, or decides by, the votes of its group.
  mutating func checkCounts(
    _ counts: Hierarchy.Counts, _ proposal: Int32, _ group: Hierarchy.Unit, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let course = course(proposal)
    let arrived = course.arrived(at: agent, group)
    let isDecision = group == tree.root
    let what = "\(agent.description) counts \(counts.text) in \(group.description)"
    if settings.tally == .counts || isDecision, counts.cast > 0,
      !arrived.contains(where: { counts.isWithin($0) })
    {
      fail(.countedOnce, "\(what), and heard of \(Self.text(arrived))", at: time)
    }
    if settings.tally == .counts {
      let cast = course.cast(in: group)
      if !counts.isWithin(cast) {
        fail(.trueCounts, "\(what), where \(cast.text) were cast", at: time)
      }
    } else if !isDecision {
      checkOneVote(
        counts, group.level == 1 ? [course.cast(in: group)] : arrived, group, what, at: time)
    }
  }

  /// A group of groups accepts by a majority of them, one of agents by a majority of their votes.
  private mutating func checkOneVote(
    _ counts: Hierarchy.Counts, _ votes: [Hierarchy.Counts], _ group: Hierarchy.Unit,
    _ what: String, at time: Nanoseconds
  ) {
    if counts.cast > 1 { fail(.countedOnce, "\(what), and has one vote", at: time) }
    let half = tree.children(of: group).count / 2
    if counts.accepts > 0, !votes.contains(where: { Int($0.accepts) > half }) {
      fail(.trueCounts, "\(what), of \(Self.text(votes))", at: time)
    }
  }

  private static func text(_ counts: [Hierarchy.Counts]) -> String {
    var text = ""
    for count in counts { text += text.isEmpty ? count.text : " or \(count.text)" }
    return text.isEmpty ? "none" : text
  }

  /// An agent takes an outcome for decided.
  mutating func decide(
    _ proposal: Int32, _ outcome: Tally.Outcome, _ agent: AgentID, at time: Nanoseconds
  ) {
    let course = course(proposal)
    if let decided = course.decided {
      if decided == outcome { return }
      let words = "\(decided.word) and \(outcome.word)"
      return fail(.oneDecision, "proposal \(proposal + 1) was both \(words)", at: time)
    }
    proposals[Int(proposal)].decided = outcome
    if tree.isQuorum(of: tree.root, { course.outcomes[$0] == outcome }) { return }
    let count = course.outcomes.count { $0 == outcome }
    fail(
      .durableDecision,
      "\(agent.description) takes proposal \(proposal + 1) for \(outcome.word), recorded by \(count)",
      at: time)
  }
}

extension Hierarchy.Query {
  var text: String { Fields(of: self).text }
}

extension Hierarchy.Counts {
  /// `12/3/0`: accepts, rejects and abstentions.
  var text: String { "\(accepts)/\(rejects)/\(abstains)" }
}

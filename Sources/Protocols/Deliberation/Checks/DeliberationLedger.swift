public import Simulator

/// What a run of a deliberation has shown so far, and the first of it that must not be.
///
/// - Complexity: constant time for each note and message, memory for each proposal.
@usableFromInline
struct DeliberationLedger: Sendable {
  let settings: Deliberation.Settings
  @usableFromInline private(set) var violation: Violation?

  var proposals: [ProposalID: Proposal] = [:]
  /// The views that the log has agreed on, by number.
  var views: [Int32: ElectorateView] = [:]
  var records: [ProposalID: Record] = [:]
  private var values: [VariableVersion: Assignment] = [:]
  private var entries: [Int64: Entry] = [:]
  /// The last life of each agent that its disk knows, and how many disks it has had.
  var disks: [AgentID: Disk] = [:]

  struct Record {
    /// Members whose accept vote arrived.
    var acceptors: Set<AgentID> = []
    /// What arrived from each voter, member or not.
    var arrived: [AgentID: ArrivedVotes] = [:]
    var counted: [AgentID: Vote.Choice] = [:]
    var outcome: Tally.Outcome?
    var ending: Deliberation.Ending?
    /// The votes that members' disks have or had.
    var given: [AgentID: GivenVote] = [:]
    /// What its proposer's disk says of it.
    var durableOutcome: Tally.Outcome?
    /// Its index in the log; 0 until it is applied.
    var index: Int64 = 0
  }

  private struct VariableVersion: Hashable {
    let variable: Int32
    let version: Int32
  }

  private struct Entry {
    let assignment: Assignment
    let result: Deliberation.Application
  }

  init(_ settings: Deliberation.Settings) { self.settings = settings }

  @usableFromInline
  mutating func delivered(
    _ message: Deliberation.Message, from source: AgentID, at time: Nanoseconds
  ) {
    if case .vote(let id, let vote) = message {
      checkGiven(vote, on: id, by: source, at: time)
      records[id, default: Record()].arrived[source, default: []].insert(ArrivedVotes(vote.choice))
    }
    switch message {
    case .vote(let id, let vote), .brief(.castVote(let id, let vote, _, _)):
      guard vote.choice == .accept, settings.member(source) != nil else { return }
      records[id, default: Record()].acceptors.insert(source)
    default: return
    }
  }

  @usableFromInline
  mutating func noted(_ note: Deliberation.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .opened(let proposal):
      proposals[proposal.id] = proposal
      checkView(of: proposal, at: time)
    case .counted(let id, let voter, let choice): counted(id, voter, choice, at: time)
    case .decided(let id, let outcome, let tally): decided(id, outcome, tally, at: time)
    case .applied(let assignment, let result, let index):
      applied(assignment, result, index, by: agent, at: time)
    case .closed(let id, let ending): closed(id, ending, at: time)
    case .raft, .voted, .voterDied, .voteLost, .ranking, .chosen, .choiceFailed: return
    }
  }

  private mutating func counted(
    _ id: ProposalID, _ voter: AgentID, _ choice: Vote.Choice, at time: Nanoseconds
  ) {
    if !votes(voter, on: id) {
      report(.electorate, "\(voter.description) does not take part in \(id.description)", time)
    } else if settings.mode == .safe {
      checkArrived(choice, on: id, from: voter, at: time)
    }
    let earlier = records[id, default: Record()].counted.updateValue(choice, forKey: voter)
    if let earlier, earlier != choice {
      report(
        .standingVote,
        "\(voter.description) on \(id.description): \(earlier.word), then \(choice.word)", time)
    }
  }

  private mutating func decided(
    _ id: ProposalID, _ outcome: Tally.Outcome, _ tally: Tally, at time: Nanoseconds
  ) {
    let record = records[id, default: Record()]
    if let earlier = record.outcome, earlier != outcome {
      report(.oneDecision, "\(id.description) \(earlier.word), then \(outcome.word)", time)
    }
    records[id, default: Record()].outcome = outcome
    if settings.mode == .safe, record.durableOutcome != outcome {
      report(
        .oneDecision, "\(id.description) \(outcome.word), and its proposer's disk does not", time)
    }
    let members = proposals[id]?.view?.count ?? settings.electorate.count
    if Int(tally.cast) > record.counted.count || Int(tally.members) != members {
      report(
        .electorate,
        "\(id.description) counts \(tally.description), of \(record.counted.count) agents", time)
    }
    if outcome != .accepted { return }
    let acceptors = record.acceptors.count { votes($0, on: id) }
    if acceptors < members / 2 + 1 {
      report(
        .majorityGuarantee,
        "\(id.description) accepted with the votes of \(acceptors) of \(members) members", time)
    }
  }

  private mutating func closed(
    _ id: ProposalID, _ ending: Deliberation.Ending, at time: Nanoseconds
  ) {
    let earlier = records[id, default: Record()].ending
    if let earlier, earlier != ending {
      report(
        .oneDecision, "\(id.description) \(earlier.description), then \(ending.description)", time)
    }
    records[id, default: Record()].ending = ending
  }

  private mutating func applied(
    _ assignment: Assignment, _ result: Deliberation.Application, _ index: Int64,
    by agent: AgentID, at time: Nanoseconds
  ) {
    let id = assignment.proposal
    if proposals[id]?.assignment != assignment {
      report(
        .validity,
        "\(agent.description) applies \(assignment.description), which was never proposed", time)
    }
    if records[id]?.outcome != .accepted {
      report(
        .majorityGuarantee, "\(agent.description) applies \(id.description), not accepted", time)
    }
    if index > 0 {
      compare(Entry(assignment: assignment, result: result), index, agent, time)
      locate(id, at: index, by: agent, time)
    }
    checkVersion(assignment, result, by: agent, at: time)
    guard case .applied(let version) = result else { return }
    let key = VariableVersion(variable: assignment.variable, version: version)
    if let other = values[key], other != assignment {
      report(
        .agreement,
        "version \(version) is \(assignment.description) at \(agent.description), "
          + "\(other.description) elsewhere", time)
    }
    values[key] = assignment
    if assignment.variable == Variable.electorate { change(to: assignment, version, at: time) }
  }

  private mutating func locate(
    _ id: ProposalID, at index: Int64, by agent: AgentID, _ time: Nanoseconds
  ) {
    let earlier = records[id, default: Record()].index
    if earlier > 0, earlier != index {
      report(
        .oneDecision,
        "\(agent.description) applies \(id.description) at entry \(index), and entry \(earlier) did",
        time)
    }
    records[id, default: Record()].index = index
  }

  private mutating func compare(
    _ entry: Entry, _ index: Int64, _ agent: AgentID, _ time: Nanoseconds
  ) {
    if let other = entries[index],
      other.assignment != entry.assignment || other.result != entry.result
    {
      report(
        .agreement,
        "entry \(index) is \(entry.assignment.description) at \(agent.description), "
          + "\(other.assignment.description) elsewhere", time)
    }
    entries[index] = entry
  }

  mutating func report(
    _ check: DeliberationCheck, _ message: String, _ time: Nanoseconds
  ) {
    if violation == nil { violation = Violation(check: check.name, message: message, time: time) }
  }
}

public import Simulator

/// Holds a trace of agents of Raft against what correct ones could have done, record by record.
///
/// A model of each agent (term, vote, role, log, commit index, disk) follows what the trace tells, and each step is
/// held against the rules that allow it (`RaftTraceRule`). Where the trace tells whole logs, the checks of a run
/// (`RaftInvariants`) watch the models as they watch machines. The machine itself is not stepped with the traced
/// inputs: it would refuse what another implementation rightly does at other times, in other batches, or not at all.
///
/// What a trace does not tell stays unknown: a rule that would need it is left open and counted, never refused.
/// - Complexity: a record O(agents + its entries), apart from look-ups that are O(log terms); memory follows
///   the agents, the terms, and where whole logs are told their entries, not the length of the trace.
public struct RaftReplay: Sendable {
  /// What a trace is known to tell, and what its agents are known to do.
  public struct Options: Sendable {
    /// Whether every step of every agent is told: then what is not there did not happen.
    public var isComplete = false
    /// Whether records may be missing: then nothing is concluded from what is not there.
    public var hasGaps = false
    /// What reads are held against.
    public var reads = ReadRule.proved
    /// Whether a repeated command takes effect once.
    public var sessions = true
    /// Who votes, if that is known beforehand.
    public var voters: [AgentID] = []

    /// A trace of which nothing is known beforehand.
    public init() {}
  }

  /// What proves that a read is not stale, in the traced system.
  public enum ReadRule: String, Word {
    /// An answer of a majority to what was sent after the read came, or an entry after it (dissertation, 6.4).
    case proved
    /// A lease: that the leader has committed an entry of its term is all that is held against.
    case lease
    /// Nothing; reads are not held against anything.
    case unproved
  }

  /// The first step that no correct agent could have taken.
  public struct Refusal: Hashable, Sendable {
    /// The line of the trace, from 1.
    public let line: Int
    /// The agent that took the step.
    public let agent: AgentID
    /// What the step breaks, by name.
    public let rule: String
    /// Where that is written.
    public let source: String
    /// What happened, and what was to be expected, in words.
    public let message: String
  }

  /// How often rules could be held against, and could not, since the trace does not tell enough.
  public struct Tally: Hashable, Sendable {
    /// How often it was held against a step.
    public var held: Int64 = 0
    /// How often it was left open, for want of what the trace does not tell.
    public var open: Int64 = 0
  }

  /// What the trace is held to.
  public let options: Options
  /// The first step that no correct agent could have taken, if any.
  public private(set) var refusal: Refusal?
  /// By rule, in the order of the cases.
  public private(set) var tallies = Array(repeating: Tally(), count: RaftTraceRule.allCases.count)
  /// The same for the checks of a run.
  public private(set) var checkTallies = Array(repeating: Tally(), count: RaftCheck.allCases.count)
  /// Records that were about agents of Raft.
  public private(set) var recordCount: Int64 = 0

  var agents: [RaftTraceAgent] = []
  /// By set, who votes; empty if that is not known.
  var voters: [[AgentID]] = []
  /// The leaders that the trace told of, in ascending order of terms.
  var leaders: [(term: Raft.Term, agent: AgentID)] = []
  var checks: RaftTraceChecks?
  /// The kinds of messages that any agent told to have received.
  var heard: UInt16 = 0
  /// Agents whose step is under way.
  private var stepping: [AgentID] = []
  private var step: Int64?
  var line = 0
  var time: Nanoseconds = 0

  /// A replay that has seen nothing yet.
  public init(_ options: Options) {
    self.options = options
    if !options.voters.isEmpty { voters = [options.voters] }
  }

  /// Why what needs whole logs is not held against, and from which line on; nil if it is.
  public var omission: (line: Int, reason: String)? { checks?.omission }

  /// A rule or check by name, and how often it was held against.
  public struct Count: Sendable {
    /// The rule that it breaks.
    public let rule: String
    /// Where the rule is written.
    public let source: String
    /// How often the rule was held, and left open.
    public let tally: Tally
  }

  /// All rules, and the checks of a run that watch a trace.
  public var counts: [Count] {
    let rules = RaftTraceRule.allCases.map {
      Count(rule: $0.word, source: $0.source, tally: tallies[$0.ordinal])
    }
    let checks = RaftCheck.allCases.filter { $0 != .matchIndex }.map {
      Count(rule: $0.name, source: $0.source, tally: checkTallies[$0.rawValue])
    }
    return rules + checks
  }

  /// Takes the next record in; nothing after a refusal.
  public mutating func take(_ record: RaftTraceRecord) {
    if refusal != nil || record.event == .ignored { return }
    if record.step == nil || record.step != step { endStep() }
    step = record.step
    line = record.line
    time = record.time ?? time
    recordCount += 1
    meet(record)
    setVoters(record)
    if record.event != .config, record.agent.index >= 0 {
      open(for: record)
      if !agents[record.agent.index].isKnown, record.event != .start, record.event != .disk {
        omit("the trace does not tell how \(record.agent.description) began")
      }
      dispatch(record, record.agent.index)
      if record.event != .disk { agents[record.agent.index].isKnown = true }
      if !stepping.contains(record.agent) { stepping.append(record.agent) }
    }
    adoptViolation(of: record.agent)
  }

  /// Ends the trace.
  public mutating func finish() { endStep() }

  private mutating func dispatch(_ record: RaftTraceRecord, _ index: Int) {
    switch record.event {
    case .start: start(record, index)
    case .crash: crash(index)
    case .disk: changeDisk(record, index)
    case .becameCandidate: standForElection(record, index)
    case .becameLeader: win(record, index)
    case .voted: if case .agent(let candidate) = record.vote { vote(record, for: candidate, index) }
    case .becameFollower, .becamePreCandidate, .steppedDown: changeRole(record, index)
    case .appended: appendOwn(record, index)
    case .truncated: truncate(record, index)
    case .write: write(record, index)
    case .flush: flush(record, index)
    case .snapshot: beginLog(record, index)
    case .unknownLog: forgetLog(index)
    case .send: send(record, index)
    case .receive: receive(record, index)
    case .request: request(record, index)
    case .answer: answer(record, index)
    case .state, .committed, .config, .ignored: break
    }
    switch record.event {
    case .start, .disk, .write, .flush, .snapshot: break
    default: if refusal == nil { observe(record, index) }
    }
  }

  /// Makes room for the agents that a record names.
  private mutating func meet(_ record: RaftTraceRecord) {
    var count = record.agent.index + 1
    if let peer = record.peer { count = max(count, peer.index + 1) }
    for set in record.voters { for voter in set { count = max(count, voter.index + 1) } }
    while agents.count < count {
      agents.append(RaftTraceAgent())
      agents[agents.count - 1].knowsDisk = options.isComplete
      agents[agents.count - 1].tellsWrites = options.isComplete
    }
  }

  /// Starts to watch once more has happened than that agents were started.
  private mutating func open(for record: RaftTraceRecord) {
    if checks != nil { return }
    // All agents of a run start in step 0, and the first of them may stand for election before the last has.
    if options.isComplete, record.step == 0 { return }
    switch record.event {
    case .start, .disk, .state: return
    default: openChecks()
    }
  }

  mutating func openChecks() {
    if voters.isEmpty, options.isComplete, !options.hasGaps {
      voters = [agents.indices.map { AgentID($0) }]
    }
    let count = options.isComplete ? agents.count : max(agents.count, 64)
    let allVote = voters.count == 1 && voters[0].count == agents.count
    checks = RaftTraceChecks(
      agentCount: count, clusterSize: allVote ? agents.count : 1, sessions: options.sessions)
    if options.hasGaps { omit("records may be missing") }
    if !allVote { omit("it is not known who votes, or not all agents do") }
    for index in agents.indices {
      if !agents[index].isWhole {
        omit("the trace does not tell how \(AgentID(index).description) began")
        continue
      }
      checks?.begin(index, agents[index].disk, isFresh: true, at: time)
      checks?.stepped(index, at: time)
      catchUp(index)
    }
  }

  /// Tells the checks what an agent did before they were there.
  private mutating func catchUp(_ index: Int) {
    let agent = agents[index]
    if agent.log != agent.disk.log {
      return omit("the log of \(AgentID(index).description) grew before all agents had started")
    }
    if let term = agent.term, term > agent.disk.term {
      checks?.setTerm(index, term, agent.vote, isDurable: !agent.knowsDisk, at: time)
    }
    if let role = agent.role { checks?.setRole(index, role) }
  }

  /// Logs are held against no more.
  mutating func omit(_ reason: String) { checks?.omit(reason, line, leaders) }

  private mutating func setVoters(_ record: RaftTraceRecord) {
    if record.voters.isEmpty || voters == record.voters { return }
    omit("the voters change")
    voters = record.voters
  }

  /// What the steps of all agents under way have come to.
  private mutating func endStep() {
    for agent in stepping {
      markTaken(agent.index)
      guard checks?.holdsLogs == true, refusal == nil else { continue }
      checks?.stepped(agent.index, at: time)
      tallyLogChecks()
      adoptViolation(of: agent, at: agents[agent.index].line)
    }
    if checks?.holdsLogs == true { checks?.endStep(at: time) }
    if let agent = stepping.last { adoptViolation(of: agent, at: agents[agent.index].line) }
    stepping.removeAll(keepingCapacity: true)
  }
}

/// What is held against.
extension RaftReplay {
  /// Holds a step against a rule; nil says that the trace does not tell enough. Where records may be missing,
  /// what would allow a step may be among them.
  mutating func hold(
    _ rule: RaftTraceRule, _ index: Int, _ isAllowed: Bool?, _ message: @autoclosure () -> String
  ) {
    guard let isAllowed, isAllowed || !options.hasGaps || rule.outlivesGaps else {
      tallies[rule.ordinal].open += 1
      return
    }
    tallies[rule.ordinal].held += 1
    if isAllowed || refusal != nil { return }
    refusal = Refusal(
      line: line, agent: AgentID(index), rule: rule.word, source: rule.source,
      message: "\(AgentID(index).description) \(message())")
  }

  /// Makes the first violation that a check of a run saw the refusal.
  private mutating func adoptViolation(of agent: AgentID, at line: Int? = nil) {
    guard refusal == nil, let violation = checks?.violation else { return }
    let check = RaftCheck.allCases.first { $0.name == violation.check }
    refusal = Refusal(
      line: line ?? self.line, agent: agent, rule: violation.check, source: check?.source ?? "",
      message: violation.message)
  }

  mutating func tally(_ check: RaftCheck, isHeld: Bool) {
    if isHeld {
      checkTallies[check.rawValue].held += 1
    } else {
      checkTallies[check.rawValue].open += 1
    }
  }

  private mutating func tallyLogChecks() {
    for check in RaftTraceChecks.ofLogs { checkTallies[check.rawValue].held += 1 }
  }

  /// Whether the trace tells all that an agent receives of a kind, so that what is not there was not received.
  func tellsAll(_ message: RaftTraceRecord.Message, of index: Int) -> Bool {
    if options.hasGaps { return false }
    if options.isComplete { return agents[index].isWhole }
    return agents[index].hasHeard(message)
  }

  /// Whether a predicate holds of a majority of each set of voters; nil if these are not known.
  func isQuorum(_ counts: (AgentID) -> Bool) -> Bool? {
    if voters.isEmpty { return nil }
    for set in voters {
      var count = 0
      for voter in set where counts(voter) { count += 1 }
      if count <= set.count / 2 { return false }
    }
    return true
  }

  var voterCount: Int { voters.first?.count ?? 0 }
}

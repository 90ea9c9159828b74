import Checks
public import Protocols
import Scenarios
public import Simulator

/// What became of the proposals of a run: latencies, counts and messages.
public struct DeliberationMeter: Watcher {
  public typealias Subject = Deliberation
  public typealias LoadNote = DeliberationLoad.Note

  private var decisionLatency = PhasedHistogram()
  private var choiceLatency = PhasedHistogram()
  private var majorityLatency = PhasedHistogram()
  private var applyLatency = PhasedHistogram()
  private var outcomeLatency = PhasedHistogram()
  private var proposals = PhasedTally()
  private var decisions = PhasedTally()
  /// By `Tally.Outcome`.
  private var outcomes = Array(repeating: PhasedTally(), count: Tally.Outcome.allCases.count)
  private var conflicts = PhasedTally()
  private var undecided = PhasedTally()
  private var failedChoices = PhasedTally()
  private var lostVotes = PhasedTally()
  private var deadVoters = PhasedTally()
  private var exitedClients = PhasedTally()
  private var messages = PhasedTally()
  /// Those that are not the log's.
  private var ballotMessages = PhasedTally()
  private var pulse = Pulse()
  private var ledger = PhaseLedger()

  private var tracks: [ProposalID: Track] = [:]
  /// When the choices under way began.
  private var choices: [ProposalID: Nanoseconds] = [:]
  /// Which proposals must come to an end, and have.
  private var duties: [ProposalID: Duty] = [:]
  /// Number of proposals that must come to an end and have not.
  private var openCount: Int64 = 0
  private let agentCount: Int
  private let mode: Deliberation.Mode

  /// A proposal of which something is still to be seen.
  private struct Track: Sendable {
    let openedAt: Nanoseconds
    var isDecided = false
    var isClosed = false
    /// Agents that have applied it.
    var appliers = AgentSet()
    var applierCount = 0
  }

  private struct Duty: Sendable {
    var hasBegun = false
    var hasEnded = false
  }

  /// Watches a run of this number of agents from its start.
  public init(agentCount: Int, _ mode: Deliberation.Mode) {
    self.agentCount = agentCount
    self.mode = mode
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Deliberation.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source == target { return }
    messages.add(phase: ledger.current)
    if case .raft = message { return }
    ballotMessages.add(phase: ledger.current)
  }

  public mutating func clientNoted(_ note: DeliberationLoad.Note, at time: Nanoseconds) {
    switch note {
    case .exited: exitedClients.add(phase: ledger.current)
    case .answered(_, .ended): pulse.beat(at: time)
    case .asked, .answered, .gaveUp: break
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    undecided.add(openCount, phase: ledger.current)
  }
}

/// Which proposals must come to an end: those that outlive their proposer's crash, or, in the brief's
/// mode, were announced.
extension DeliberationMeter {
  public mutating func becameDurable(
    _ write: Deliberation.Storage.Write, _ storage: borrowing Deliberation.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    if case .opened(let proposal, _) = write { begin(proposal.id) }
  }

  /// A crash let some of the writes under way through.
  public mutating func storageChanged(
    _ storage: borrowing Deliberation.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    for open in storage.open { begin(open.proposal.id) }
  }

  private mutating func begin(_ id: ProposalID) {
    if duties[id, default: Duty()].hasBegun { return }
    duties[id, default: Duty()].hasBegun = true
    openCount += 1
  }

  private mutating func end(_ id: ProposalID) {
    let duty = duties[id, default: Duty()]
    if duty.hasEnded { return }
    duties[id, default: Duty()].hasEnded = true
    if duty.hasBegun { openCount -= 1 }
  }
}

/// Notes.
extension DeliberationMeter {
  public mutating func noted(_ note: Deliberation.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .opened(let proposal): opened(proposal.id, at: time)
    case .decided(let id, let outcome, _): decided(id, outcome, at: time)
    case .applied(let assignment, .applied, _): applied(assignment.proposal, by: agent, at: time)
    case .closed(let id, let ending): closed(id, ending, at: time)
    case .voteLost: lostVotes.add(phase: ledger.current)
    case .voterDied: deadVoters.add(phase: ledger.current)
    case .ranking(let id, _): choices[id] = time
    case .chosen(let id, _, _):
      if let start = choices.removeValue(forKey: id) {
        choiceLatency.record(time - start, phase: ledger.phase(at: start))
      }
    case .choiceFailed: failedChoices.add(phase: ledger.current)
    case .raft, .voted, .counted, .applied: break
    }
  }

  private mutating func opened(_ id: ProposalID, at time: Nanoseconds) {
    if mode == .brief { begin(id) }
    if tracks[id] != nil { return }
    tracks[id] = Track(openedAt: time)
    decisionLatency.await(at: time, ledger)
    outcomeLatency.await(at: time, ledger)
    proposals.add(phase: ledger.current)
  }

  /// A proposer that starts again states its decisions again.
  private mutating func decided(
    _ id: ProposalID, _ outcome: Tally.Outcome, at time: Nanoseconds
  ) {
    guard let track = tracks[id], !track.isDecided else { return }
    tracks[id]?.isDecided = true
    decisionLatency.record(time - track.openedAt, phase: ledger.phase(at: track.openedAt))
    decisions.add(phase: ledger.current)
    outcomes[Int(outcome.rawValue)].add(phase: ledger.current)
  }

  private mutating func applied(_ id: ProposalID, by agent: AgentID, at time: Nanoseconds) {
    guard let track = tracks[id], !track.appliers.contains(agent) else { return }
    tracks[id]?.appliers.insert(agent)
    let count = track.applierCount + 1
    tracks[id]?.applierCount = count
    let phase = ledger.phase(at: track.openedAt)
    if count == agentCount / 2 + 1 { majorityLatency.record(time - track.openedAt, phase: phase) }
    if count == agentCount { applyLatency.record(time - track.openedAt, phase: phase) }
    forget(id)
  }

  private mutating func closed(
    _ id: ProposalID, _ ending: Deliberation.Ending, at time: Nanoseconds
  ) {
    end(id)
    guard let track = tracks[id], !track.isClosed else { return }
    tracks[id]?.isClosed = true
    outcomeLatency.record(time - track.openedAt, phase: ledger.phase(at: track.openedAt))
    if case .conflict = ending { conflicts.add(phase: ledger.current) }
    if case .applied = ending { forget(id) } else { tracks[id] = nil }
  }

  /// Drops what is closed and applied by all.
  private mutating func forget(_ id: ProposalID) {
    if let track = tracks[id], track.isClosed, track.applierCount == agentCount { tracks[id] = nil }
  }
}

/// Measures.
extension DeliberationMeter {
  public func report(into report: inout WatchReport) {
    reportTimes(&report)
    reportCounts(&report)
    report.ratio(
      "messages per decision", messages, for: decisions,
      better: .less, about: "Messages between agents, of every kind, for each proposal decided.")
    report.ratio(
      "deliberation messages per decision", ballotMessages, for: decisions,
      better: .less,
      about: "Messages between agents for each proposal decided, those of the log left out.")
    report.flag("finished", openCount == 0, about: "Whether every proposal came to an end.")
    report.completions(pulse)
  }

  private func reportTimes(_ report: inout WatchReport) {
    report.samples(
      "decision latency", decisionLatency,
      about: "Time from a proposal's opening until its votes were decided upon.")
    report.samples(
      "choice latency", choiceLatency,
      about: "Time from a choice's start until its winner was put to the vote.")
    report.samples(
      "majority latency", majorityLatency,
      about: "Time from a proposal's opening until a majority of the agents had applied it.")
    report.samples(
      "apply latency", applyLatency,
      about: "Time from a proposal's opening until every agent had applied it.")
    report.samples(
      "outcome latency", outcomeLatency,
      about: "Time from a proposal's opening until its proposer was done with it.")
  }

  private func reportCounts(_ report: inout WatchReport) {
    func outcome(_ outcome: Tally.Outcome) -> PhasedTally { outcomes[Int(outcome.rawValue)] }
    report.count("proposals", proposals, about: "Proposals opened.")
    report.count(
      "decisions", decisions, better: .more, about: "Proposals decided, one way or the other.")
    report.count(
      "accepted", outcome(.accepted), about: "Proposals that the votes accepted.")
    report.count(
      "rejected", outcome(.rejected), about: "Proposals that the votes rejected.")
    report.count(
      "failed", outcome(.failed), better: .less, about: "Proposals without a clear majority.")
    report.count(
      "timed out", outcome(.timedOut), better: .less,
      about: "Proposals on which fewer than a majority voted.")
    report.count(
      "conflicts", conflicts,
      about: "Accepted proposals that found their variable changed meanwhile.")
    report.count(
      "undecided", undecided, about: "Proposals without an end when the run was over.")
    report.count(
      "failed choices", failedChoices,
      better: .less, about: "Choices among candidates that too few agents ranked.")
    report.count(
      "lost votes", lostVotes,
      better: .less, about: "As written: votes that came before the state of their round.")
    report.count(
      "dead voters", deadVoters,
      better: .less, about: "As written: processes that died of a call that was not answered.")
    report.count(
      "exited clients", exitedClients,
      about: "Clients that exited over a proposal that did not succeed.")
  }
}

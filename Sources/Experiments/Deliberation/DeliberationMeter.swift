import Checks
import Protocols
import Simulator

/// What became of the proposals of a run: latencies, counts and messages.
struct DeliberationMeter: Sendable {
  private(set) var decisionLatency = PhasedHistogram()
  private(set) var choiceLatency = PhasedHistogram()
  private(set) var majorityLatency = PhasedHistogram()
  private(set) var applyLatency = PhasedHistogram()
  private(set) var outcomeLatency = PhasedHistogram()
  private(set) var proposals = PhasedTally()
  private(set) var decisions = PhasedTally()
  /// By `Tally.Outcome`.
  private var outcomes = Array(repeating: PhasedTally(), count: 4)
  private(set) var conflicts = PhasedTally()
  private(set) var undecided = PhasedTally()
  private(set) var failedChoices = PhasedTally()
  private(set) var lostVotes = PhasedTally()
  private(set) var deadVoters = PhasedTally()
  private(set) var exitedClients = PhasedTally()
  private(set) var messages = PhasedTally()
  private(set) var ownMessages = PhasedTally()

  private var open: [ProposalID: Entry] = [:]
  /// When the choices under way began.
  private var choices: [ProposalID: Nanoseconds] = [:]
  private let agentCount: Int

  /// A proposal of which something is still to be seen.
  private struct Entry: Sendable {
    let openedAt: Nanoseconds
    var isDecided = false
    var isClosed = false
    /// Agents that have applied it, and how many they are.
    var appliers = AgentSet()
    var applierCount = 0
  }

  init(agentCount: Int) { self.agentCount = agentCount }

  mutating func sent(_ message: Deliberation.Message, _ ledger: PhaseLedger) {
    messages.add(phase: ledger.current)
    if case .raft = message { return }
    ownMessages.add(phase: ledger.current)
  }

  mutating func noted(
    _ note: Deliberation.Note, by agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    switch note {
    case .opened(let proposal):
      if open[proposal.id] != nil { return }
      open[proposal.id] = Entry(openedAt: time)
      proposals.add(phase: ledger.current)
    case .decided(let id, let outcome, _): decided(id, outcome, ledger, at: time)
    case .applied(let assignment, .applied, _):
      applied(assignment.proposal, by: agent, ledger, at: time)
    case .closed(let id, let ending): closed(id, ending, ledger, at: time)
    case .voteLost: lostVotes.add(phase: ledger.current)
    case .voterDied: deadVoters.add(phase: ledger.current)
    case .ranking(let id, _): choices[id] = time
    case .chosen(let id, _, _):
      if let began = choices.removeValue(forKey: id) {
        choiceLatency.record(time - began, phase: ledger.phase(at: began))
      }
    case .choiceFailed: failedChoices.add(phase: ledger.current)
    case .raft, .voted, .counted, .applied: break
    }
  }

  /// A proposer that starts again states its decisions again.
  private mutating func decided(
    _ id: ProposalID, _ outcome: Tally.Outcome, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    guard let entry = open[id], !entry.isDecided else { return }
    open[id]?.isDecided = true
    decisionLatency.record(time - entry.openedAt, phase: ledger.phase(at: entry.openedAt))
    decisions.add(phase: ledger.current)
    outcomes[Int(outcome.rawValue)].add(phase: ledger.current)
  }

  private mutating func applied(
    _ id: ProposalID, by agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    guard let entry = open[id], !entry.appliers.contains(agent) else { return }
    open[id]?.appliers.insert(agent)
    let count = entry.applierCount + 1
    open[id]?.applierCount = count
    let phase = ledger.phase(at: entry.openedAt)
    if count == agentCount / 2 + 1 { majorityLatency.record(time - entry.openedAt, phase: phase) }
    if count == agentCount { applyLatency.record(time - entry.openedAt, phase: phase) }
    forget(id)
  }

  private mutating func closed(
    _ id: ProposalID, _ ending: Deliberation.Ending, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    guard let entry = open[id], !entry.isClosed else { return }
    open[id]?.isClosed = true
    outcomeLatency.record(time - entry.openedAt, phase: ledger.phase(at: entry.openedAt))
    if case .conflict = ending { conflicts.add(phase: ledger.current) }
    if case .applied = ending { forget(id) } else { open[id] = nil }
  }

  /// Drops what is closed and applied by all.
  private mutating func forget(_ id: ProposalID) {
    if let entry = open[id], entry.isClosed, entry.applierCount == agentCount { open[id] = nil }
  }

  mutating func clientNoted(_ note: DeliberationLoad.Note, _ ledger: PhaseLedger) {
    if case .exited = note { exitedClients.add(phase: ledger.current) }
  }

  mutating func finish(undecided count: Int, _ ledger: PhaseLedger) {
    undecided.add(Int64(count), phase: ledger.current)
  }

  private func tally(_ outcome: Tally.Outcome) -> Series {
    .tally(outcomes[Int(outcome.rawValue)])
  }

  /// In the order of the vocabulary, but for the flags.
  var series: [Series] {
    [
      .samples(decisionLatency), .samples(choiceLatency), .samples(majorityLatency),
      .samples(applyLatency),
      .samples(outcomeLatency), .tally(proposals), .tally(decisions), tally(.accepted),
      tally(.rejected), tally(.failed), tally(.timedOut), .tally(conflicts), .tally(undecided),
      .tally(failedChoices), .tally(lostVotes), .tally(deadVoters), .tally(exitedClients),
      .ratio(messages, decisions),
      .ratio(ownMessages, decisions),
    ]
  }
}

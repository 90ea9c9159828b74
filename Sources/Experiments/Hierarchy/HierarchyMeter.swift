import Checks
public import Protocols
import Scenarios
public import Simulator

/// What decisions cost and how long they take, and how soon groups have a coordinator again.
public struct HierarchyMeter: Watcher {
  public typealias Subject = Hierarchy

  let settings: Hierarchy.Settings
  private let agents: Int
  var ledger = PhaseLedger()
  var pulse = Pulse()
  var decisionLatency = PhasedHistogram()
  var learningDelay = PhasedHistogram()
  var failoverTime = PhasedHistogram()
  var fanIn = PhasedHistogram()
  var questions = PhasedTally()
  var upkeep = PhasedTally()
  var agentBeats = PhasedTally()
  var elections = PhasedTally()
  /// Proposals that were decided, and those of them by outcome.
  var decided = PhasedTally()
  var outcomes = Array(repeating: PhasedTally(), count: Tally.Outcome.allCases.count)
  /// Decisions that a tally of all agents' votes confirms.
  var agreeing = PhasedTally()
  var answered = PhasedTally()
  var retries = PhasedTally()
  /// Pairs of an agent and a decision, and those of them in which the agent never learned it.
  var pairs = PhasedTally()
  var unlearned = PhasedTally()
  /// Whether the disk of every agent that runs keeps every decision of the load.
  private(set) var isInformed = false

  /// By proposal.
  private var courses: [Course]
  /// By level and group, the agent that was elected last.
  private var groups: [[Group]]
  private var isDown: [Bool]

  /// How a proposal has fared.
  private struct Course: Sendable {
    var decidedAt: Nanoseconds?
    /// Agents that have learned the decision at any time, and those whose disks keep it.
    var reached = AgentSet()
    var kept = AgentSet()
    /// Votes and tallies that reached each agent, until it was decided.
    var reports: [Int32] = []
    var mostReports: Int32 = 0
  }

  private struct Group: Sendable {
    var coordinator: AgentID?
    var vacantSince: Nanoseconds?
  }

  init(_ settings: Hierarchy.Settings, _ load: HierarchyLoad.Settings) {
    self.settings = settings
    agents = load.agents
    courses = Array(repeating: Course(), count: Int(load.proposals))
    let tree = Hierarchy.Tree(
      agentCount: load.agents, branching: settings.branching, levels: settings.levels)
    groups = (1...settings.levels).map { Array(repeating: Group(), count: tree.count(at: $0)) }
    isDown = Array(repeating: false, count: load.agents)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Hierarchy.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source == target { return }
    if message.proposal != nil {
      questions.add(phase: ledger.current)
    } else {
      upkeep.add(phase: ledger.current)
    }
  }

  public mutating func delivered(
    _ message: Hierarchy.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    guard source != target, case .report(let report) = message, report.query.kind == .vote else {
      return
    }
    let proposal = Int(report.query.subject)
    if courses[proposal].decidedAt != nil { return }
    if courses[proposal].reports.isEmpty {
      courses[proposal].reports = Array(repeating: 0, count: agents)
    }
    courses[proposal].reports[target.index] += 1
    courses[proposal].mostReports = max(
      courses[proposal].mostReports, courses[proposal].reports[target.index])
  }

  public mutating func noted(_ note: Hierarchy.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .elected(let group, _): elect(agent, group, at: time)
    case .decided(let proposal, let outcome, _): decide(proposal, outcome, at: time)
    case .learned(let proposal, let outcome):
      decide(proposal, outcome, at: time)
      reach(proposal, agent, at: time)
    default: break
    }
  }

  private mutating func elect(_ agent: AgentID, _ unit: Hierarchy.Unit, at time: Nanoseconds) {
    elections.add(phase: ledger.current)
    let (level, number) = (Int(unit.level) - 1, Int(unit.number))
    if let since = groups[level][number].vacantSince {
      failoverTime.record(time - since, phase: ledger.current)
    }
    groups[level][number] = Group(coordinator: agent)
  }

  /// The first that anyone knows of a decision.
  private mutating func decide(
    _ proposal: Int32, _ outcome: Tally.Outcome, at time: Nanoseconds
  ) {
    let place = Int(proposal)
    if courses[place].decidedAt != nil { return }
    courses[place].decidedAt = time
    courses[place].reports = []
    let phase = ledger.current
    fanIn.record(Int64(courses[place].mostReports), phase: phase)
    decided.add(phase: phase)
    outcomes[outcome.ordinal].add(phase: phase)
    pairs.add(Int64(agents), phase: phase)
    if outcome == flatOutcome(of: proposal) { agreeing.add(phase: phase) }
  }

  /// What the votes of all agents decide.
  private func flatOutcome(of proposal: Int32) -> Tally.Outcome {
    var tally = Tally(members: agents)
    for agent in 0..<agents {
      let choice = settings.vote(of: AgentID(agent), on: proposal)
      tally.count(Vote(choice, confidence: 1000, .told))
    }
    return tally.deadlineOutcome
  }

  private mutating func reach(_ proposal: Int32, _ agent: AgentID, at time: Nanoseconds) {
    let place = Int(proposal)
    if courses[place].reached.contains(agent) { return }
    courses[place].reached.insert(agent)
    learningDelay.record(time - (courses[place].decidedAt ?? time), phase: ledger.current)
  }

  public mutating func becameDurable(
    _ write: Hierarchy.Storage.Write, _ storage: borrowing Hierarchy.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    if case .learned(let proposal, _) = write { courses[Int(proposal)].kept.insert(agent) }
  }

  public mutating func storageChanged(
    _ storage: borrowing Hierarchy.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    for proposal in courses.indices {
      if storage.entry(Int32(truncatingIfNeeded: proposal)).isLearned {
        courses[proposal].kept.insert(agent)
      } else {
        courses[proposal].kept.remove(agent)
      }
    }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { isDown[agent.index] = false }
    guard case .crashed = change else { return }
    isDown[agent.index] = true
    let tree = Hierarchy.Tree(
      agentCount: agents, branching: settings.branching, levels: settings.levels)
    for level in 1...settings.levels {
      let number = Int(tree.group(of: agent, at: level).number)
      if groups[level - 1][number].coordinator == agent {
        groups[level - 1][number] = Group(coordinator: nil, vacantSince: time)
      }
    }
  }

  public mutating func clientNoted(_ note: HierarchyClientNote, at time: Nanoseconds) {
    switch note {
    case .asked: decisionLatency.await(at: time, ledger)
    case .askedAgain: retries.add(phase: ledger.current)
    case .answered(_, _, let since):
      answered.add(phase: ledger.current)
      decisionLatency.record(time - since, phase: ledger.phase(at: since))
      pulse.beat(at: time)
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    var missing: Int64 = 0
    for course in courses where course.decidedAt != nil {
      missing += Int64(agents - course.reached.count)
    }
    unlearned.add(missing, phase: ledger.current)
    isInformed =
      !courses.isEmpty
      && courses.allSatisfy { course in
        (0..<agents).allSatisfy { isDown[$0] || course.kept.contains(AgentID($0)) }
      }
    // Bounded, so that products do not overflow in runs of centuries.
    let limit = (1 << 60) / Int64(agents)
    for phase in ledger.phases.indices {
      let first = Swift.min(ledger.phases[phase].start / settings.heartbeat, limit)
      let last = Swift.min(ledger.end(of: phase, runEnd: time) / settings.heartbeat, limit)
      agentBeats.add(Int64(agents) * (last - first), phase: phase)
    }
  }
}

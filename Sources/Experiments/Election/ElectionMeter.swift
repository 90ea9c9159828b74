import Checks
import Protocols
import Simulator

/// What a cluster did to have leaders: detection, elections and times without a leader, by scope.
struct ElectionMeter: Sendable {
  private(set) var detection = PhasedHistogram()
  private(set) var electionTime = PhasedHistogram()
  private(set) var leaderless = PhasedHistogram()
  private(set) var leadersAtOnce = PhasedHistogram()
  private(set) var changes = PhasedTally()
  private(set) var elections = PhasedTally()
  private(set) var messages = PhasedTally()
  private(set) var leaders = PhasedTally()
  private(set) var standings: [Timeline.Change] = []

  /// By the scope's number; those that nobody has spoken of are left out at the end.
  private var scopes: [Scope] = []
  /// Whether a leader may go on after a pause.
  private(set) var awaitsSteps = false
  private let agentCount: Int

  private struct Scope: Sendable {
    var spells: LeaderlessMeter
    /// Whether each agent takes itself for the leader, as far as it runs.
    var leads: [Bool]
    /// Whether it did when it was paused.
    var ledAtPause: [Bool]
    var isKnown = false
    var lastLeader: AgentID?
    /// When the only leader crashed or was paused, until somebody holds an election.
    var leaderLost: Nanoseconds?
    /// When the first election since there is no leader was held.
    var electionBegan: Nanoseconds?

    var leaderCount: Int { leads.count { $0 } }
  }

  /// - Parameter expected: the scopes that are to have a leader from the beginning.
  init(agentCount: Int, expected: [Election.Scope]) {
    self.agentCount = agentCount
    for scope in expected { _ = index(of: scope) }
  }

  private mutating func index(of scope: Election.Scope) -> Int {
    let index = Int(scope.rawValue)
    while scopes.count <= index {
      scopes.append(
        Scope(
          spells: LeaderlessMeter(agents: agentCount),
          leads: Array(repeating: false, count: agentCount),
          ledAtPause: Array(repeating: false, count: agentCount)))
    }
    scopes[index].isKnown = true
    return index
  }

  mutating func sent(_ message: Election.Message, _ ledger: PhaseLedger) {
    switch message.body {
    case .election, .answer, .coordinator, .refuse, .standing, .challenge, .resign, .call, .vote:
      messages.add(phase: ledger.current)
    // A member's first acknowledgement of a term is counted by its note.
    case .acknowledge, .heartbeat, .order, .accepted, .stored: break
    }
  }

  mutating func noted(
    _ note: Election.Note, by agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    let scope = index(of: note.scope)
    switch note.fact {
    case .electionStarted: begin(scope, ledger, at: time)
    case .becameCandidate: show(agent, .candidate, note, at: time)
    case .becameLeader:
      lead(agent, scope, ledger, at: time)
      show(agent, .leader, note, at: time)
    case .finalized(_, let leader): lead(leader, scope, ledger, at: time)
    case .steppedDown:
      stopLeading(agent, scope, at: time)
      show(agent, .follower, note, at: time)
    case .acknowledged(let leader):
      if leader != agent { messages.add(phase: ledger.current) }
    case .followed, .electionFailed: show(agent, .follower, note, at: time)
    default: break
    }
  }

  private mutating func begin(_ scope: Int, _ ledger: PhaseLedger, at time: Nanoseconds) {
    elections.add(phase: ledger.current)
    if let lost = scopes[scope].leaderLost {
      detection.record(time - lost, phase: ledger.phase(at: lost))
      scopes[scope].leaderLost = nil
    }
    if scopes[scope].leaderCount == 0, scopes[scope].electionBegan == nil {
      scopes[scope].electionBegan = time
    }
  }

  private mutating func lead(
    _ agent: AgentID, _ scope: Int, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    leaders.add(phase: ledger.current)
    if let began = scopes[scope].electionBegan {
      electionTime.record(time - began, phase: ledger.phase(at: began))
      scopes[scope].electionBegan = nil
    }
    if let last = scopes[scope].lastLeader, last != agent { changes.add(phase: ledger.current) }
    scopes[scope].lastLeader = agent
    takeUp(agent, scope, ledger, at: time)
  }

  private mutating func takeUp(
    _ agent: AgentID, _ scope: Int, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    scopes[scope].leads[agent.index] = true
    scopes[scope].leaderLost = nil
    if let spell = scopes[scope].spells.lead(agent, at: time) {
      leaderless.record(spell.start, spell.end, ledger)
    }
    leadersAtOnce.record(Int64(scopes[scope].leaderCount), phase: ledger.current)
  }

  private mutating func stopLeading(_ agent: AgentID, _ scope: Int, at time: Nanoseconds) {
    scopes[scope].spells.stopLeading(agent, at: time)
    scopes[scope].leads[agent.index] = false
    scopes[scope].ledAtPause[agent.index] = false
  }

  /// A leader that is paused leads nobody, and one that crashed leads no more.
  mutating func changed(
    _ agent: AgentID, _ change: LifeChange, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    for scope in scopes.indices {
      let wasLeading = scopes[scope].leads[agent.index]
      switch change {
      case .crashed, .paused:
        stopLeading(agent, scope, at: time)
        scopes[scope].ledAtPause[agent.index] = change == .paused && wasLeading
        if wasLeading, scopes[scope].leaderCount == 0 { scopes[scope].leaderLost = time }
      case .resumed: awaitsSteps = true
      case .started: break
      }
    }
  }

  /// A leader that goes on after a pause leads again unless its first step, in which it looks at its
  /// clock, made it step down.
  mutating func stepped(_ agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds) {
    for scope in scopes.indices where scopes[scope].ledAtPause[agent.index] {
      takeUp(agent, scope, ledger, at: time)
      scopes[scope].ledAtPause[agent.index] = false
    }
    awaitsSteps = scopes.contains { $0.ledAtPause.contains(true) }
  }

  /// The strip of a report shows the scope of everybody; of groups it is told who came to lead.
  private mutating func show(
    _ agent: AgentID, _ standing: Timeline.Standing, _ note: Election.Note, at time: Nanoseconds
  ) {
    if note.scope != .global && standing != .leader { return }
    standings.append(
      Timeline.Change(
        time: time, agent: agent, standing: standing, term: note.term, scope: note.scope.rawValue))
  }

  mutating func finish(at time: Nanoseconds, _ ledger: PhaseLedger) {
    for scope in scopes.indices where scopes[scope].isKnown {
      if let spell = scopes[scope].spells.end(at: time) {
        leaderless.record(spell.start, spell.end, ledger)
      }
    }
  }

  /// In the order of the vocabulary.
  var series: [Series] {
    [
      .samples(detection), .samples(electionTime), .samples(leaderless), .samples(leadersAtOnce),
      .tally(changes), .tally(elections), .tally(messages), .ratio(messages, leaders),
    ]
  }
}

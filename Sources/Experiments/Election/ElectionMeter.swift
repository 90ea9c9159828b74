import Checks
public import Protocols
import Scenarios
public import Simulator

/// What a cluster did to have leaders: detection, elections and times without a leader, by scope.
public struct ElectionMeter: Watcher {
  public typealias Subject = Election
  public typealias LoadNote = ElectionLoad.Note

  private var detection = PhasedHistogram()
  private var electionTime = PhasedHistogram()
  private var leaderless = PhasedHistogram()
  private var leadersAtOnce = PhasedHistogram()
  private var leaderChanges = PhasedTally()
  private var elections = PhasedTally()
  private var messages = PhasedTally()
  private var leaders = PhasedTally()
  private var timeline: [Timeline.Change] = []
  private var ledger = PhaseLedger()

  /// By the scope's number; those that no note has named are left out at the end.
  private var scopes: [Scope] = []
  /// By agent, the scopes that it led when it was paused.
  private var ledAtPause: [[Int]]
  /// Whether a leader may go on after a pause.
  private var awaitsSteps = false
  private var pausedLeaderCount = 0
  private let agentCount: Int

  private struct Scope: Sendable {
    var spells: LeaderlessMeter
    /// By agent, whether it considers itself the leader, as far as it runs.
    var leads: [Bool]
    /// How many do.
    var leaderCount = 0
    var isKnown = false
    var lastLeader: AgentID?
    /// When the only leader crashed or was paused, until an agent holds an election.
    var leaderLost: Nanoseconds?
    /// When the first election since there is no leader was held.
    var electionStart: Nanoseconds?

    mutating func set(_ isLeading: Bool, _ agent: AgentID) {
      if leads[agent.index] != isLeading { leaderCount += isLeading ? 1 : -1 }
      leads[agent.index] = isLeading
    }
  }

  /// Watches a run from its start.
  ///
  /// - Parameter expected: the scopes that are to have a leader from the start on.
  public init(agentCount: Int, expected: [Election.Scope]) {
    self.agentCount = agentCount
    ledAtPause = Array(repeating: [], count: agentCount)
    for scope in expected { _ = index(of: scope) }
    standLeaders()
  }

  private mutating func index(of scope: Election.Scope) -> Int {
    let index = Int(scope.rawValue)
    while scopes.count <= index {
      scopes.append(
        Scope(
          spells: LeaderlessMeter(agents: agentCount),
          leads: Array(repeating: false, count: agentCount)))
    }
    scopes[index].isKnown = true
    return index
  }

  public mutating func sent(
    _ message: Election.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source == target { return }
    switch message.body {
    case .election, .answer, .coordinator, .refuse, .leased, .challenge, .resign, .call, .vote:
      messages.add(phase: ledger.current)
    // A member's first acknowledgement of a term is counted by its note.
    case .acknowledge, .heartbeat, .order, .accepted, .stored: break
    }
  }

  public mutating func noted(_ note: Election.Note, by agent: AgentID, at time: Nanoseconds) {
    let scope = index(of: note.scope)
    switch note.fact {
    case .electionStarted: startElection(scope, at: time)
    case .becameCandidate: show(agent, .candidate, note, at: time)
    case .becameLeader:
      lead(agent, scope, at: time)
      show(agent, .leader, note, at: time)
    case .finalized(_, let leader): lead(leader, scope, at: time)
    case .steppedDown:
      stopLeading(agent, scope, at: time)
      show(agent, .follower, note, at: time)
    case .acknowledged(let leader):
      if leader != agent { messages.add(phase: ledger.current) }
    case .followed, .electionFailed: show(agent, .follower, note, at: time)
    default: break
    }
  }

  private mutating func startElection(_ scope: Int, at time: Nanoseconds) {
    elections.add(phase: ledger.current)
    if let lost = scopes[scope].leaderLost {
      detection.record(time - lost, phase: ledger.phase(at: lost))
      scopes[scope].leaderLost = nil
    }
    if scopes[scope].leaderCount == 0, scopes[scope].electionStart == nil {
      scopes[scope].electionStart = time
    }
  }

  private mutating func lead(_ agent: AgentID, _ scope: Int, at time: Nanoseconds) {
    leaders.add(phase: ledger.current)
    if let start = scopes[scope].electionStart {
      electionTime.record(time - start, phase: ledger.phase(at: start))
      scopes[scope].electionStart = nil
    }
    if let last = scopes[scope].lastLeader, last != agent {
      leaderChanges.add(phase: ledger.current)
    }
    scopes[scope].lastLeader = agent
    takeUp(agent, scope, at: time)
  }

  private mutating func takeUp(_ agent: AgentID, _ scope: Int, at time: Nanoseconds) {
    scopes[scope].set(true, agent)
    scopes[scope].leaderLost = nil
    if let spell = scopes[scope].spells.lead(agent, at: time) {
      leaderless.record(spell.start, spell.end, ledger)
    }
    leadersAtOnce.record(Int64(scopes[scope].leaderCount), phase: ledger.current)
  }

  private mutating func stopLeading(_ agent: AgentID, _ scope: Int, at time: Nanoseconds) {
    scopes[scope].spells.stopLeading(agent, at: time)
    scopes[scope].set(false, agent)
    forgetPause(agent, scope)
  }

  private mutating func forgetPause(_ agent: AgentID, _ scope: Int) {
    guard let place = ledAtPause[agent.index].firstIndex(of: scope) else { return }
    ledAtPause[agent.index].remove(at: place)
    pausedLeaderCount -= 1
  }

  /// A leader that is paused leads no agent, and one that crashed leads no more.
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    for scope in scopes.indices {
      let wasLeading = scopes[scope].leads[agent.index]
      switch change {
      case .crashed, .paused:
        stopLeading(agent, scope, at: time)
        if change == .paused && wasLeading {
          ledAtPause[agent.index].append(scope)
          pausedLeaderCount += 1
        }
        if wasLeading, scopes[scope].leaderCount == 0 { scopes[scope].leaderLost = time }
      case .resumed: awaitsSteps = true
      case .started: break
      }
    }
  }

  /// A leader that goes on after a pause leads again unless its first step, in which it looks at its
  /// clock, made it step down.
  public mutating func stepped(
    _ machine: borrowing Election, _ agent: AgentID, at time: Nanoseconds
  ) {
    if !awaitsSteps { return }
    for scope in ledAtPause[agent.index] {
      takeUp(agent, scope, at: time)
      forgetPause(agent, scope)
    }
    awaitsSteps = pausedLeaderCount > 0
  }

  /// The strip of a report shows the scope of all agents, and of groups only their leaders.
  private mutating func show(
    _ agent: AgentID, _ state: ProtocolState, _ note: Election.Note, at time: Nanoseconds
  ) {
    if note.scope != .global && state != .leader { return }
    timeline.append(
      Timeline.Change(
        time: time, agent: agent, .running(state), number: note.term, scope: note.scope.rawValue))
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    let before = ledger.current
    ledger.note(event, at: time)
    if ledger.current > before { standLeaders() }
  }

  /// How many lead each scope as a phase starts.
  private mutating func standLeaders() {
    for scope in scopes where scope.isKnown {
      leadersAtOnce.stand(at: Int64(scope.leaderCount), phase: ledger.current)
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    for scope in scopes.indices where scopes[scope].isKnown {
      if let spell = scopes[scope].spells.end(at: time) {
        leaderless.record(spell.start, spell.end, ledger)
      }
    }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "detection", detection,
      about: "Time from the crash or pause of a scope's only leader to the first election.")
    report.samples(
      "election time", electionTime,
      about: "Time from the first election held without a leader to the next leader.")
    report.samples(
      "leaderless", leaderless,
      about: "Spells in which no running agent took itself for the leader of a scope.")
    report.samples(
      "leaders at once", leadersAtOnce, unit: .count,
      better: .less,
      about:
        "How many took themselves for the leader of a scope, at each change; without one, throughout."
    )
    report.count(
      "leader changes", leaderChanges,
      better: .less, about: "Times that a scope got another leader than the one before.")
    report.count("elections", elections, better: .less, about: "Elections that agents held.")
    report.count(
      "election messages", messages,
      better: .less,
      about: "Messages to find a leader: heartbeats, orders and what answers them left out.")
    report.ratio(
      "messages per election", messages, for: leaders,
      better: .less, about: "Messages to find a leader for each leader elected.")
    report.timeline(timeline, of: ProtocolState.leadership)
  }
}

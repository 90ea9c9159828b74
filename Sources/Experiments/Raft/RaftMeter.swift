import Checks
public import Protocols
import Scenarios
public import Simulator

/// What a cluster of Raft agents did: elections, commits and times without a leader.
public struct RaftMeter<LoadNote: Traceable>: Watcher {
  public typealias Subject = Raft

  private var leaderCommitLatency = PhasedHistogram()
  private var electionTime = PhasedHistogram()
  private var detection = PhasedHistogram()
  private var leaderless = PhasedHistogram()
  private var commits = PhasedTally()
  private var elections = PhasedTally()
  private var preElections = PhasedTally()
  private var leaders = PhasedTally()
  private var terms = PhasedTally()
  private var messages = PhasedTally()
  private let areSnapshotsTaken: Bool
  private var snapshotsTaken = PhasedTally()
  private var snapshotsInstalled = PhasedTally()
  private var snapshotBytes = PhasedTally()
  /// Messages sent in the present phase.
  private var messagesNow: Int64 = 0
  private var changes: [Timeline.Change] = []
  private var split: SplitVotes

  private var spells: LeaderlessMeter
  private var agents: [Agent]
  private var highestTerm: Raft.Term = 0
  private var highestCommit: Raft.Index = 0
  private var ledger = PhaseLedger()
  /// When the only leader crashed or was paused, until an agent stands for election.
  private var leaderLost: Nanoseconds?

  private struct Agent: Sendable {
    var isLeading = false
    /// Since when it stands without having followed anybody.
    var standsSince: Nanoseconds?
    /// What it appended as a leader and has not committed, in order.
    var appended: [Append] = []
    var appendedHead = 0
  }

  private struct Append: Sendable {
    var first: Raft.Index
    let last: Raft.Index
    let time: Nanoseconds
  }

  /// Watches a run of this number of agents from its start.
  public init(agentCount: Int, areSnapshotsTaken: Bool = false) {
    self.areSnapshotsTaken = areSnapshotsTaken
    spells = LeaderlessMeter(agents: agentCount)
    agents = Array(repeating: Agent(), count: agentCount)
    split = SplitVotes(agentCount: agentCount)
  }

  public mutating func sent(
    _ message: Raft.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { messagesNow += 1 }
    if case .installSnapshot = message {
      snapshotBytes.add(Int64(message.byteCount), phase: ledger.current)
    }
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    endPhase()
    ledger.note(event, at: time)
  }

  private mutating func endPhase() {
    messages.add(messagesNow, phase: ledger.current)
    messagesNow = 0
  }

  public mutating func noted(_ note: Raft.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .appended(let first, let last, _):
      agents[agent.index].appended.append(Append(first: first, last: last, time: time))
      leaderCommitLatency.await(Int64(last - first + 1), at: time, ledger)
    case .committed(let first, let last, true): commit(first, last, agent, at: time)
    case .voteGranted(let term, let candidate):
      split.vote(agent, for: candidate, term, at: time)
    case .committed, .truncated, .readsServed, .lostEntries, .diskStalled, .compacted,
      .sendsSnapshot:
      break
    case .tookSnapshot: snapshotsTaken.add(phase: ledger.current)
    case .installedSnapshot: snapshotsInstalled.add(phase: ledger.current)
    case .unreadable, .formatFinalized, .writeFailed: break
    case .configurationInForce, .configurationCommitted, .transferBegun, .transferAborted,
      .refused:
      break
    case .termChanged(let term): enter(term)
    case .becamePreCandidate(let term):
      preElections.add(phase: ledger.current)
      stand(agent, term, at: time)
    case .becameCandidate(let term):
      elections.add(phase: ledger.current)
      split.stand(agent, term, at: time)
      stand(agent, term, at: time)
    case .becameLeader(let term, _, _): lead(agent, term, at: time)
    case .becameFollower(let term), .followed(_, let term): follow(agent, term, at: time)
    case .steppedDown(let term):
      stopLeading(agent, at: time)
      follow(agent, term, at: time)
    }
  }

  private mutating func enter(_ term: Raft.Term) {
    if term > highestTerm {
      terms.add(term - highestTerm, phase: ledger.current)
      highestTerm = term
    }
  }

  private mutating func stand(_ agent: AgentID, _ term: Raft.Term, at time: Nanoseconds) {
    if agents[agent.index].standsSince == nil {
      agents[agent.index].standsSince = time
      show(agent, .candidate, term, at: time)
    }
    if let lost = leaderLost {
      detection.record(time - lost, phase: ledger.phase(at: lost))
      leaderLost = nil
    }
  }

  private mutating func lead(_ agent: AgentID, _ term: Raft.Term, at time: Nanoseconds) {
    leaders.add(phase: ledger.current)
    split.win(term)
    let since = agents[agent.index].standsSince ?? time
    electionTime.record(time - since, phase: ledger.phase(at: since))
    agents[agent.index].standsSince = nil
    agents[agent.index].isLeading = true
    leaderLost = nil
    if let spell = spells.lead(agent, at: time) {
      leaderless.record(spell.start, spell.end, ledger)
    }
    show(agent, .leader, term, at: time)
  }

  private mutating func follow(_ agent: AgentID, _ term: Raft.Term, at time: Nanoseconds) {
    if agents[agent.index].standsSince != nil || agents[agent.index].isLeading {
      show(agent, .follower, term, at: time)
    }
    agents[agent.index].standsSince = nil
    agents[agent.index].isLeading = false
  }

  private mutating func stopLeading(_ agent: AgentID, at time: Nanoseconds) {
    spells.stopLeading(agent, at: time)
    agents[agent.index].appended.removeAll()
    agents[agent.index].appendedHead = 0
  }

  private mutating func commit(
    _ first: Raft.Index, _ last: Raft.Index, _ agent: AgentID, at time: Nanoseconds
  ) {
    if last > highestCommit {
      commits.add(Int64(last - max(highestCommit, first - 1)), phase: ledger.current)
      highestCommit = last
    }
    let index = agent.index
    while agents[index].appendedHead < agents[index].appended.count {
      let head = agents[index].appendedHead
      let append = agents[index].appended[head]
      if append.first > last { break }
      let phase = ledger.phase(at: append.time)
      for _ in append.first...min(append.last, last) {
        leaderCommitLatency.record(time - append.time, phase: phase)
      }
      if append.last > last {
        agents[index].appended[head].first = last + 1
        break
      }
      agents[index].appendedHead += 1
    }
    if agents[index].appendedHead == agents[index].appended.count {
      agents[index].appended.removeAll(keepingCapacity: true)
      agents[index].appendedHead = 0
    } else if agents[index].appendedHead >= 1024 {
      agents[index].appended.removeFirst(agents[index].appendedHead)
      agents[index].appendedHead = 0
    }
  }

  /// A leader that is paused leads nobody, and one that crashed leads no more.
  public mutating func changed(
    _ agent: AgentID, _ change: LifeChange, at time: Nanoseconds
  ) {
    // Agents of a whole whose parts are not all replicas have lives too.
    guard agent.index < agents.count else { return }
    let wasLeading = agents[agent.index].isLeading
    switch change {
    case .crashed:
      stopLeading(agent, at: time)
      agents[agent.index].isLeading = false
      agents[agent.index].standsSince = nil
    case .paused: spells.stopLeading(agent, at: time)
    case .resumed:
      if wasLeading, let spell = spells.lead(agent, at: time) {
        leaderless.record(spell.start, spell.end, ledger)
        leaderLost = nil
      }
    case .started: break
    }
    if wasLeading, spells.openSince == time { leaderLost = time }
  }

  private mutating func show(
    _ agent: AgentID, _ state: ProtocolState, _ term: Raft.Term, at time: Nanoseconds
  ) {
    changes.append(
      Timeline.Change(time: time, agent: agent, .running(state), number: term))
  }

  public mutating func finish(at time: Nanoseconds) {
    endPhase()
    split.conclude()
    if let spell = spells.end(at: time) { leaderless.record(spell.start, spell.end, ledger) }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "leader commit latency", leaderCommitLatency,
      about: "Time from a leader's append of an entry to its commit there.")
    report.samples(
      "election time", electionTime,
      about: "Time from when a winner first stood, without having followed a leader since.")
    report.samples(
      "detection", detection,
      about: "Time from the crash or pause of the only leader to the first candidacy.")
    report.samples(
      "leaderless", leaderless,
      about: "Spells in which no running agent took itself for the leader.")
    report.count("commits", commits, better: .more, about: "Entries committed.")
    report.count("elections", elections, better: .less, about: "Candidacies.")
    report.count("pre-elections", preElections, better: .less, about: "Polls before a candidacy.")
    report.count("leaders", leaders, about: "Elections won.")
    report.count("terms", terms, better: .less, about: "Terms begun.")
    report.ratio(
      "messages per commit", messages, for: commits,
      better: .less, about: "Messages of Raft between agents for each entry committed.")
    if areSnapshotsTaken { reportSnapshots(into: &report) }
    report.timeline(changes, of: ProtocolState.leadership)
    report.tell(split.remarks)
  }

  private func reportSnapshots(into report: inout WatchReport) {
    report.count(
      "snapshots taken", snapshotsTaken, about: "Snapshots that agents took of their stores.")
    report.count(
      "snapshots installed", snapshotsInstalled, better: .less,
      about: "Snapshots of leaders that agents took over.")
    report.count(
      "snapshot bytes", snapshotBytes, unit: .bytes, better: .less,
      about: "Bytes of messages with parts of snapshots.")
  }
}

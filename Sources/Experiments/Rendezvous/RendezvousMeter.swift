public import Protocols
import Scenarios
public import Simulator

/// What rounds groups did, and what their members lost by waiting.
public struct RendezvousMeter: Watcher {
  public typealias Subject = Rendezvous
  public typealias LoadNote = Nothing

  private var ledger = PhaseLedger()
  /// By agent, what it waits for and since when.
  private var waits: [Wait?]
  /// By agent, the time for which it has waited.
  private var lost: [Nanoseconds]
  private var isRunning: [Bool]
  /// By agent, whether it ever waited for a group; a host that works in none does not.
  private var hasSought: [Bool]
  /// By agent, the group that it is in.
  private var places: [Rendezvous.Group?]
  private var done = DoneRounds()

  private var rounds = PhasedTally()
  private var roundsApart = PhasedTally()
  private var agentRounds = PhasedTally()
  private var groupSizes = PhasedHistogram()
  private var timeToGroup = PhasedHistogram()
  private var collectives = PhasedHistogram()
  private var exits = PhasedHistogram()
  private var lostTime = PhasedHistogram()
  private var killed = PhasedTally()
  private var abandoned = PhasedTally()
  private var foundNone = PhasedTally()
  private var dropped = PhasedTally()
  private var exitsOnTime = PhasedTally()
  private var exitsLate = PhasedTally()
  private var exitsFailed = PhasedTally()

  private struct Wait: Sendable {
    let kind: Kind
    let start: Nanoseconds

    /// What an agent waits for.
    enum Kind: Sendable {
      case group
      case members
      case exit
    }
  }

  init(agentCount: Int) {
    waits = Array(repeating: nil, count: agentCount)
    lost = Array(repeating: 0, count: agentCount)
    isRunning = Array(repeating: false, count: agentCount)
    hasSought = isRunning
    places = Array(repeating: nil, count: agentCount)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func noted(_ note: Rendezvous.Note, by agent: AgentID, at time: Nanoseconds) {
    let phase = ledger.current
    switch note {
    case .sought:
      hasSought[agent.index] = true
      // One that asks anew goes on waiting.
      if waits[agent.index] == nil { begin(.group, agent, at: time) }
    case .foundNone: foundNone.add(phase: phase)
    case .entered(let group):
      end(agent, at: time)
      places[agent.index] = group
    case .contributed: begin(.members, agent, at: time)
    case .did(_, let round):
      end(agent, at: time)
      count(round, agent)
    case .abandoned(_, _, let breach, let wasWorking):
      end(agent, at: time)
      places[agent.index] = nil
      abandoned.add(phase: phase)
      if breach == .newcomer, wasWorking { killed.add(phase: phase) }
    case .parted: places[agent.index] = nil
    case .dropped: dropped.add(phase: phase)
    case .left(let exit): leave(exit, agent, at: time)
    case .formed, .emptied: break
    }
  }

  /// Work by oneself is no wait, and waiting begins anew after it.
  public mutating func stepped(
    _ machine: borrowing Rendezvous, _ agent: AgentID, at time: Nanoseconds
  ) {
    switch machine.phase {
    case .resting: end(agent, at: time)
    case .exiting where waits[agent.index] == nil: begin(.exit, agent, at: time)
    default: break
    }
  }

  private mutating func count(_ round: Int32, _ agent: AgentID) {
    guard let group = places[agent.index] else { return }
    let phase = ledger.current
    agentRounds.add(phase: phase)
    let news = done.add(group, round: round)
    if news.isOfGroup { groupSizes.record(Int64(group.members.count), phase: phase) }
    if news.isOfRound { rounds.add(phase: phase) }
    if news.isApart { roundsApart.add(phase: phase) }
  }

  private mutating func leave(
    _ exit: Rendezvous.Exit, _ agent: AgentID, at time: Nanoseconds
  ) {
    end(agent, at: time)
    switch exit {
    case .onTime: exitsOnTime.add(phase: ledger.current)
    case .late: exitsLate.add(phase: ledger.current)
    case .failed: exitsFailed.add(phase: ledger.current)
    }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    switch change {
    case .started: isRunning[agent.index] = true
    case .crashed:
      isRunning[agent.index] = false
      waits[agent.index] = nil
      places[agent.index] = nil
    case .paused, .resumed: break
    }
  }

  private mutating func begin(_ kind: Wait.Kind, _ agent: AgentID, at time: Nanoseconds) {
    waits[agent.index] = Wait(kind: kind, start: time)
  }

  private mutating func end(_ agent: AgentID, at time: Nanoseconds) {
    guard let wait = waits[agent.index] else { return }
    waits[agent.index] = nil
    lost[agent.index] += time - wait.start
    let phase = ledger.phase(at: wait.start)
    switch wait.kind {
    case .group: timeToGroup.record(time - wait.start, phase: phase)
    case .members: collectives.record(time - wait.start, phase: phase)
    case .exit: exits.record(time - wait.start, phase: phase)
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    for agent in waits.indices where isRunning[agent] && hasSought[agent] {
      end(AgentID(agent), at: time)
      lostTime.record(lost[agent], phase: ledger.current)
    }
  }
}

extension RendezvousMeter {
  public func report(into report: inout WatchReport) {
    report.count(
      "rounds", rounds, better: .more, about: "Rounds that any group did, each counted once.")
    report.count(
      "rounds apart", roundsApart,
      better: .less, about: "Rounds that two groups did that have no member in common.")
    report.count(
      "agent rounds", agentRounds, better: .more,
      about: "Rounds that agents did, each counted for each agent.")
    report.samples(
      "group size", groupSizes, unit: .count,
      better: .more, about: "Members of the group, for each round that a group did.")
    report.samples(
      "time to group", timeToGroup, about: "Time for which an agent waited until it was in a group."
    )
    report.samples(
      "collective wait", collectives,
      about: "Time for which an agent waited for the other members' parts of a round.")
    report.samples(
      "exit wait", exits, about: "Time for which an agent waited in the exit barrier.")
    report.samples(
      "lost time", lostTime,
      about:
        "All the time for which an agent waited, of each that runs at the end and works in groups.")
    reportEvents(into: &report)
  }

  private func reportEvents(into report: inout WatchReport) {
    report.count(
      "workers killed", killed,
      better: .less,
      about: "Times that a member's work on a round was lost to an agent that came later.")
    report.count(
      "abandoned", abandoned, better: .less,
      about: "Times that a member left its group before a round was done.")
    report.count(
      "no group", foundNone,
      better: .less,
      about: "Times that an agent waited for a group for as long as it may, and found none.")
    report.count(
      "dropped", dropped, better: .less, about: "Times that the host took an agent for dead.")
    report.count(
      "exits on time", exitsOnTime, better: .more, about: "Agents that left when all were there.")
    report.count(
      "exits late", exitsLate, better: .less,
      about: "Agents that left after the longest wait in the exit barrier."
    )
    report.count(
      "exits failed", exitsFailed,
      better: .less, about: "Agents in the exit barrier that the host did not answer any more.")
  }
}

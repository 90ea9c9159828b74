import Checks
public import Protocols
import Scenarios
public import Simulator

/// How long no agent holds the lease or more than one, and what the storage takes of them.
public struct LeasingMeter: Watcher {
  public typealias Subject = Leasing
  public typealias LoadNote = Nothing

  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var vacant: LeaderlessMeter
  private var gaps = GapMeter()
  /// Those that take themselves for the holder.
  private var holders = AgentSet()
  /// Since when there are two of them or more.
  private var doubleSince: Nanoseconds?
  private var newestFence: Int64 = 0
  private var vacancy = PhasedHistogram()
  private var double = PhasedHistogram()
  private var unavailable = PhasedHistogram()
  private var leases = PhasedTally()
  private var writes = PhasedTally()
  private var late = PhasedTally()
  private var refused = PhasedTally()

  init(agentCount: Int) {
    vacant = LeaderlessMeter(agents: agentCount)
    gaps.beginLoad(at: 0)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func noted(_ note: Leasing.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .granted: leases.add(phase: ledger.current)
    case .acquired:
      holders.insert(agent)
      if holders.count == 2 { doubleSince = time }
      if let spell = vacant.lead(agent, at: time) { vacancy.record(spell.start, spell.end, ledger) }
    case .lost: leave(agent, at: time)
    case .accepted(let fence, _, _):
      writes.add(phase: ledger.current)
      pulse.beat(at: time)
      if fence < newestFence { late.add(phase: ledger.current) }
      newestFence = max(newestFence, fence)
      if let gap = gaps.succeed(at: time) { unavailable.record(gap.start, gap.end, ledger) }
    case .refused: refused.add(phase: ledger.current)
    }
  }

  private mutating func leave(_ agent: AgentID, at time: Nanoseconds) {
    holders.remove(agent)
    vacant.stopLeading(agent, at: time)
    if holders.count < 2, let since = doubleSince {
      double.record(since, time, ledger)
      doubleSince = nil
    }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .crashed = change { leave(agent, at: time) }
  }

  public mutating func finish(at time: Nanoseconds) {
    if let spell = vacant.end(at: time) { vacancy.record(spell.start, spell.end, ledger) }
    if let gap = gaps.endLoad(at: time) { unavailable.record(gap.start, gap.end, ledger) }
    if let since = doubleSince { double.record(since, time, ledger) }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "without holder", vacancy,
      about: "Spells in which no running agent took itself for the holder.")
    report.samples(
      "double holding", double, better: .less,
      about: "Spells in which two agents or more took themselves for the holder.")
    report.samples(
      "unavailable", unavailable, about: "Times in which the storage took no write.")
    report.count("leases", leases, about: "Leases that the service granted.")
    report.count("writes", writes, better: .more, about: "Writes that the storage took.")
    report.count(
      "late writes", late, better: .less,
      about: "Those of them under a lease when it had taken one under a later lease.")
    report.count(
      "writes refused", refused, about: "Writes that the storage refused for an old lease.")
    report.completions(pulse)
  }
}

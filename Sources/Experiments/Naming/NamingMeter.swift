import Checks
public import Protocols
import Scenarios
public import Simulator

/// How long connected agents differ on names, and what is registered and lost.
public struct NamingMeter: Watcher {
  public typealias Subject = Naming
  public typealias LoadNote = Nothing

  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var board: NameBoard
  private var differing = PhasedHistogram()
  private var registered = PhasedTally()
  private var unregistered = PhasedTally()
  private var yielded = PhasedTally()
  private var parted = PhasedTally()

  init(_ settings: Naming.Settings, agentCount: Int) {
    board = NameBoard(names: Int(settings.names), agents: agentCount)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func noted(_ note: Naming.Note, by agent: AgentID, at time: Nanoseconds) {
    for since in board.note(note, by: agent, at: time) { differing.record(since, time, ledger) }
    switch note {
    case .registered:
      registered.add(phase: ledger.current)
      pulse.beat(at: time)
    case .unregistered: unregistered.add(phase: ledger.current)
    case .yielded: yielded.add(phase: ledger.current)
    case .parted: parted.add(phase: ledger.current)
    case .connected, .owned: break
    }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard case .crashed = change else { return }
    for since in board.crash(agent, at: time) { differing.record(since, time, ledger) }
  }

  public mutating func finish(at time: Nanoseconds) {
    for name in board.names {
      if let since = name.differsSince { differing.record(since, time, ledger) }
    }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "differing", differing, better: .less,
      about: "Spells in which two connected agents differed on the owner of a name.")
    report.count("registrations", registered, better: .more, about: "Names that agents registered.")
    report.count("names given up", unregistered, about: "Names that their owners gave up.")
    report.count(
      "names yielded", yielded, better: .less,
      about: "Names that their owners lost to lower agents that owned them as well.")
    report.count(
      "connections lost", parted, better: .less,
      about: "Times that an agent lost its connection to another.")
    report.completions(pulse)
  }
}

public import Experiments
public import Simulator

/// The order of timestamps, which the paper's proof rests on, and what reads had to repair.
public struct ABDWatch: Watcher {
  public typealias Subject = ABD
  public typealias LoadNote = ABDClients.Note

  public private(set) var violation: Violation?
  /// What each agent's disk held last.
  private var disks: [ABD.Storage]
  private var ledger = PhaseLedger()
  private var writeBacks = PhasedTally()

  public init(agentCount: Int) { disks = Array(repeating: ABD.Storage(), count: agentCount) }

  public var hasViolation: Bool { violation != nil }

  public mutating func becameDurable(
    _ write: ABD.Storage.Write, _ storage: borrowing ABD.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    let (key, held) = (write.key, disks[agent.index][write.key].timestamp)
    disks[agent.index] = copy storage
    if storage[key].timestamp >= held { return }
    let message = "key \(key) fell below \(Fields(of: held).text) on the disk of \(agent)"
    violation = violation ?? Violation(check: "timestamps", message: message, time: time)
  }

  public mutating func noted(_ note: ABD.Note, by agent: AgentID, at time: Nanoseconds) {
    if case .wroteBack = note { writeBacks.add(phase: ledger.current) }
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public func report(into report: inout WatchReport) {
    report.check("timestamps", violation)
    report.count("write-backs", writeBacks, about: "Reads that found copies that differ.")
  }
}

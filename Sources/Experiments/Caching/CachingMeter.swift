import Checks
public import Protocols
import Scenarios
public import Simulator

/// What caches save, what they cost writes, and how stale they are.
public struct CachingMeter: Watcher {
  public typealias Subject = Caching
  public typealias LoadNote = CachingClientNote

  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var versions = VersionLedger()
  private var hits = PhasedTally()
  private var reads = PhasedTally()
  private var writes = PhasedTally()
  private var fetches = PhasedTally()
  private var readMessages = PhasedTally()
  private var approvals = PhasedTally()
  private var commits = PhasedTally()
  private var staleReads = PhasedTally()
  private var timeouts = PhasedTally()
  private var gaveUp = PhasedTally()
  private var readLatency = PhasedHistogram()
  private var writeLatency = PhasedHistogram()
  private var leaseWait = PhasedHistogram()
  private var staleness = PhasedHistogram()
  private var blocked = PhasedHistogram()
  /// Since when each agent is blocked; nil if it is not.
  private var blockedSince: [Nanoseconds?]

  init(agentCount: Int) { blockedSince = Array(repeating: nil, count: agentCount) }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Caching.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    switch message {
    case .fetch, .granted: readMessages.add(phase: ledger.current)
    case .revoke, .approve: approvals.add(phase: ledger.current)
    case .write, .written, .repeated: break
    }
  }

  public mutating func noted(_ note: Caching.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .hit: hits.add(phase: ledger.current)
    case .fetched: fetches.add(phase: ledger.current)
    case .wrote(let key, let content, let waited):
      versions.learn(key, content)
      commits.add(phase: ledger.current)
      leaseWait.record(waited, phase: ledger.current)
    case .blocked: blockedSince[agent.index] = time
    case .unblocked: unblock(agent, at: time)
    case .waits, .recovers: break
    }
  }

  private mutating func unblock(_ agent: AgentID, at time: Nanoseconds) {
    guard let since = blockedSince[agent.index] else { return }
    blockedSince[agent.index] = nil
    blocked.record(time - since, phase: ledger.phase(at: since))
  }

  /// A crash ends the wait too.
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .crashed = change { unblock(agent, at: time) }
  }

  public mutating func becameDurable(
    _ write: Caching.Storage.Write, _ storage: borrowing Caching.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    guard case .content(let key, let content, _, _) = write else { return }
    _ = versions.keep(key, upTo: content.version, at: time)
  }

  public mutating func storageChanged(
    _ storage: borrowing Caching.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    guard agent == Caching.server else { return }
    for (place, content) in storage.contents.enumerated() {
      _ = versions.keep(Int32(truncatingIfNeeded: place), upTo: content.version, at: time)
    }
  }

  public mutating func clientNoted(_ note: CachingClientNote, at time: Nanoseconds) {
    switch note {
    case .asked(_, true, _): writeLatency.await(at: time, ledger)
    case .asked(_, false, _): readLatency.await(at: time, ledger)
    case .read(_, let key, let content, let askedAt):
      reads.add(phase: ledger.current)
      readLatency.record(time - askedAt, phase: ledger.phase(at: askedAt))
      pulse.beat(at: time)
      let age = versions.staleness(key, content.version, at: askedAt)
      if age == 0 { return }
      staleReads.add(phase: ledger.current)
      staleness.record(age, phase: ledger.current)
    case .written(_, _, _, let askedAt):
      writes.add(phase: ledger.current)
      writeLatency.record(time - askedAt, phase: ledger.phase(at: askedAt))
      pulse.beat(at: time)
    case .timedOut: timeouts.add(phase: ledger.current)
    case .gaveUp: gaveUp.add(phase: ledger.current)
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    for index in blockedSince.indices { unblock(AgentID(index), at: time) }
  }

  public func report(into report: inout WatchReport) {
    reportReads(into: &report)
    report.samples(
      "write latency", writeLatency, about: "Time from a client's write to its acknowledgement.")
    report.samples(
      "lease wait", leaseWait,
      about: "Part of it that the server waited for leases, on its clock; of every write.")
    report.ratio(
      "approvals per write", approvals, for: commits,
      better: .less,
      about: "Messages that ask holders to approve, and approvals, for each write of the server.")
    report.samples(
      "blocked", blocked, better: .less, about: "Spells in which an agent was blocked by a call.")
    report.count("writes", writes, about: "Writes that were acknowledged to clients.")
    report.count(
      "timeouts", timeouts, better: .less,
      about: "Requests whose agent had no answer of the server in time.")
    report.count(
      "given up", gaveUp, better: .less, about: "Requests that no agent answered in time.")
    report.completions(pulse)
  }

  private func reportReads(into report: inout WatchReport) {
    report.ratio(
      "hit rate", hits, for: reads, better: .more,
      about: "Share of the reads that a copy answered at once.")
    report.count("reads", reads, about: "Reads that were answered.")
    report.count("fetches", fetches, about: "Times that an agent asked the server for a variable.")
    report.ratio(
      "messages per read", readMessages, for: reads,
      better: .less, about: "Fetches and their answers for each read.")
    report.samples(
      "read latency", readLatency, about: "Time from a client's read to the answer.")
    report.count(
      "stale reads", staleReads,
      better: .less,
      about: "Reads whose value had been overwritten durably before the client asked.")
    report.samples(
      "staleness", staleness, about: "For how long, of each of those.")
  }
}

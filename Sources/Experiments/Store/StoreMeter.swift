import Checks
public import Protocols
import Scenarios
public import Simulator

/// How many versions readers get, how many of them for nothing, and what a store loses.
public struct StoreMeter: Watcher {
  public typealias Subject = VersionedStore
  public typealias LoadNote = StoreClientNote

  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var writes = WriteLedger()
  private var siblings = PhasedHistogram()
  private var entries = PhasedHistogram()
  private var falseSiblings = PhasedTally()
  private var lostUpdates = PhasedTally()
  private var differing = PhasedTally()
  private var reads = PhasedTally()
  private var acknowledged = PhasedTally()
  private var repairs = PhasedTally()
  private var failed = PhasedTally()
  private var readLatency = PhasedHistogram()
  private var writeLatency = PhasedHistogram()
  private let replicas: Int
  /// By agent, what its disk keeps.
  private var disks: [[VersionedStore.Object]]

  init(_ settings: VersionedStore.Settings, agentCount: Int) {
    replicas = settings.replicas
    disks = Array(repeating: [], count: agentCount)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func noted(
    _ note: VersionedStore.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    if case .repaired = note { repairs.add(phase: ledger.current) }
  }

  public mutating func becameDurable(
    _ write: VersionedStore.Storage.Write, _ storage: borrowing VersionedStore.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    disks[agent.index] = storage.objects
  }

  public mutating func storageChanged(
    _ storage: borrowing VersionedStore.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    disks[agent.index] = storage.objects
  }

  public mutating func clientNoted(_ note: StoreClientNote, at time: Nanoseconds) {
    switch note {
    case .reading: readLatency.await(at: time, ledger)
    case .writing(_, let key, let value, let over):
      writes.write(key, value, over: over)
      writeLatency.await(at: time, ledger)
    case .wrote(_, _, let value, let askedAt):
      writes.acknowledge(value, at: time)
      acknowledged.add(phase: ledger.current)
      writeLatency.record(time - askedAt, phase: ledger.phase(at: askedAt))
      pulse.beat(at: time)
    case .read(_, _, let values, let width, let askedAt):
      reads.add(phase: ledger.current)
      readLatency.record(time - askedAt, phase: ledger.phase(at: askedAt))
      pulse.beat(at: time)
      siblings.record(Int64(values.count), phase: ledger.current)
      entries.record(Int64(width), phase: ledger.current)
      for value in values where writes.isOverwritten(value, by: askedAt) {
        falseSiblings.add(phase: ledger.current)
      }
    case .failed: failed.add(phase: ledger.current)
    }
  }

  /// What stands by the end, beside what the disks keep.
  public mutating func finish(at time: Nanoseconds) {
    for place in writes.standing.indices {
      let objects = VersionedStore.holders(
        of: Int32(truncatingIfNeeded: place), replicas: replicas, agents: disks.count
      ).map { place < disks[$0.index].count ? disks[$0.index][place] : .absent }
      if objects.contains(where: { $0 != objects[0] }) { differing.add(phase: ledger.current) }
      let kept = objects.flatMap { $0.values }
      for value in writes.standing[place] where !kept.contains(value) {
        lostUpdates.add(phase: ledger.current)
      }
    }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "siblings", siblings, unit: .count, better: .less, about: "Versions that a read returned.")
    report.count(
      "false siblings", falseSiblings, better: .less,
      about: "Versions that a read returned after an acknowledged write had overwritten them.")
    report.count(
      "lost updates", lostUpdates, better: .less,
      about: "Acknowledged writes that no write knew, and that no replica has at the end.")
    report.count(
      "keys that differ", differing, better: .less,
      about: "Keys of which replicas have different versions at the end.")
    report.samples(
      "vector entries", entries, unit: .count, better: .less,
      about: "Agents or clients counted in the context that a read returned.")
    report.samples(
      "read latency", readLatency, about: "Time from a client's read to the answer.")
    report.samples(
      "write latency", writeLatency, about: "Time from a client's write to its acknowledgement.")
    report.count("reads", reads, better: .more, about: "Reads that were answered.")
    report.count("writes", acknowledged, better: .more, about: "Writes that were acknowledged.")
    report.count("repairs", repairs, about: "Times that a replica learned versions it had missed.")
    report.count(
      "failed requests", failed, better: .less,
      about: "Requests that no quorum answered in time, or that had no answer at all.")
    report.completions(pulse)
  }
}

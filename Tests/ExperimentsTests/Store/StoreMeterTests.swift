import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct StoreMeterTests {
  private var meter = StoreMeter(VersionedStore.Settings(), agentCount: 3)
  private var ledger = PhaseLedger()

  private mutating func write(_ value: Int64, over: Int64..., ackedAt time: Nanoseconds? = nil) {
    meter.clientNoted(.writing(client: 0, key: 0, value: value, over: over), at: 0)
    guard let time else { return }
    meter.clientNoted(.wrote(client: 0, key: 0, value: value, askedAt: 0), at: time)
  }

  private mutating func read(_ values: Int64..., askedAt: Nanoseconds) {
    meter.clientNoted(
      .read(client: 1, key: 0, values, entries: 2, askedAt: askedAt), at: askedAt + 5)
  }

  private mutating func keep(_ agent: Int, _ value: Int64, _ time: Int64 = 1) {
    let version = VersionedStore.Stamped(
      value, at: HybridClock(time: time), by: AgentID(0))
    var storage = VersionedStore.Storage()
    storage.apply(.object(key: 0, .last(version)))
    meter.storageChanged(storage, of: AgentID(agent), at: 50)
  }

  private func amount(_ name: String) -> Amount? {
    BarrierFigures(meter, ledger).amount(name, in: .whole)
  }

  @Test mutating func `siblings are counted, and those that are overwritten are false`() {
    write(1, ackedAt: 10)
    write(2, over: 1, ackedAt: 20)
    read(1, 2, askedAt: 19)
    read(1, 2, askedAt: 20)
    read(2, askedAt: 30)
    meter.noted(.repaired(key: 0), by: AgentID(1), at: 31)
    meter.clientNoted(.failed(client: 0, isWrite: true), at: 40)
    #expect(amount("false siblings") == .count(1))
    #expect(amount("reads") == .count(3) && amount("writes") == .count(2))
    #expect(amount("repairs") == .count(1) && amount("failed requests") == .count(1))
  }

  @Test mutating func `a write that no replica keeps at the end is lost, if no write knew it`() {
    write(1, ackedAt: 10)
    write(2, ackedAt: 11)
    write(3, ackedAt: 12)
    write(4, over: 3)
    write(5)
    for agent in 0..<3 { keep(agent, 2) }
    meter.finish(at: 100)
    #expect(amount("lost updates") == .count(1))
    #expect(amount("keys that differ") == .count(0))
  }

  @Test mutating func `replicas that keep different versions at the end differ`() {
    write(1, ackedAt: 10)
    write(2, ackedAt: 11)
    keep(0, 1)
    keep(1, 2)
    keep(2, 2)
    meter.finish(at: 100)
    #expect(amount("keys that differ") == .count(1) && amount("lost updates") == .count(0))
  }
}

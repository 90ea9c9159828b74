import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct CachingMeterTests {
  private var meter = CachingMeter(agentCount: 3)
  private var ledger = PhaseLedger()

  private mutating func note(_ note: Caching.Note, _ agent: Int = 1, _ milliseconds: Int64 = 0) {
    meter.noted(note, by: AgentID(agent), at: milliseconds * .millisecond)
  }

  private mutating func send(_ messages: Caching.Message...) {
    for message in messages {
      meter.sent(message, from: AgentID(0), to: AgentID(1), .lost(.network), at: .second)
    }
  }

  private mutating func wrote(_ version: Int32, waited: Int64, durableAt: Int64) {
    let content = Caching.Content(value: Int64(version), version: version)
    note(.wrote(key: 0, content, waited: waited * .millisecond), 0)
    meter.becameDurable(
      .content(key: 0, content, id: RequestID(client: 0, attempt: 1), low: 1), Caching.Storage(),
      of: AgentID(0), at: durableAt * .millisecond)
  }

  private mutating func tell(_ note: CachingClientNote, _ milliseconds: Int64) {
    meter.clientNoted(note, at: milliseconds * .millisecond)
  }

  private mutating func read(_ version: Int32, _ askedAt: Int64, _ time: Int64) {
    let content = Caching.Content(value: Int64(version), version: version)
    tell(.read(client: 0, key: 0, content, askedAt: askedAt * .millisecond), time)
  }

  private func amount(_ name: String) -> Amount? {
    BarrierFigures(meter, ledger).amount(name, in: .whole)
  }

  @Test mutating func `a history of four reads and two writes has these figures`() {
    note(.fetched(key: 0))
    send(
      .fetch(key: 0, call: 1), .granted(key: 0, Caching.Content(), term: 5, call: 1),
      .revoke(key: 0), .approve(key: 0, upTo: 1), .revoke(key: 0),
      .written(key: 0, version: 1, call: 2))
    wrote(1, waited: 0, durableAt: 100)
    wrote(2, waited: 40, durableAt: 200)
    read(1, 50, 150)
    read(1, 200, 210)
    note(.hit(key: 0))
    read(1, 230, 231)
    read(2, 300, 302)
    let content = Caching.Content(value: 1, version: 1)
    tell(.written(client: 0, key: 0, content, askedAt: 90 * .millisecond), 110)
    tell(.timedOut(client: 0, isWrite: true), 900)
    tell(.gaveUp(client: 0, isWrite: false), 900)
    meter.finish(at: .second)
    #expect(amount("hit rate") == .ratio(1, 4))
    #expect(amount("messages per read") == .ratio(2, 4))
    #expect(amount("approvals per write") == .ratio(3, 2))
    #expect(amount("fetches") == .count(1) && amount("reads") == .count(4))
    // Overwritten at 200: a read asked for at 200 is not stale.
    #expect(amount("stale reads") == .count(1))
    #expect(amount("staleness") == BarrierFigures.samples(30))
    #expect(amount("read latency") == BarrierFigures.samples(100, 10, 1, 2))
    #expect(amount("write latency") == BarrierFigures.samples(20))
    #expect(amount("lease wait") == BarrierFigures.samples(0, 40))
    #expect(amount("writes") == .count(1) && amount("timeouts") == .count(1))
    #expect(amount("given up") == .count(1))
  }

  @Test mutating func `a spell of being blocked ends with the answer, a crash or the run`() {
    note(.blocked, 0, 100)
    note(.unblocked, 0, 130)
    note(.blocked, 1, 200)
    meter.changed(AgentID(1), .crashed, at: 250 * .millisecond)
    meter.changed(AgentID(2), .crashed, at: 250 * .millisecond)
    note(.blocked, 2, 900)
    meter.finish(at: .second)
    #expect(amount("blocked") == BarrierFigures.samples(30, 50, 100))
  }

  @Test mutating func `a write that a crash left on the disk overwrites as well`() {
    let first = Caching.Content(value: 1, version: 1)
    note(.wrote(key: 0, first, waited: 0), 0)
    var storage = Caching.Storage()
    storage.apply(.content(key: 0, first, id: RequestID(client: 0, attempt: 1), low: 1))
    meter.storageChanged(storage, of: AgentID(0), at: 100 * .millisecond)
    read(0, 130, 131)
    #expect(amount("staleness") == BarrierFigures.samples(30))
  }
}

import Protocols
import Simulator
import Testing

/// The server: leases, and writes that wait for them.
struct CachingServerTests {
  private var server = CachingAgent(Caching.Settings(term: 10 * .second), id: 0)

  private static func fetch(_ number: Int64) -> Caching.Message {
    .fetch(key: 0, call: call(number))
  }

  private static func granted(
    _ value: Int64, _ version: Int32, _ number: Int64, term: Nanoseconds = 10 * .second,
    to holder: Int
  ) -> Effect<Caching> {
    .send(
      .granted(key: 0, content(value, version), term: term, call: call(number)),
      to: AgentID(holder))
  }

  private static func commit(
    _ value: Int64, _ version: Int32, _ attempt: Int32, _ number: Int64, waited: Nanoseconds = 0,
    to writer: Int
  ) -> [Effect<Caching>] {
    [
      .persist(.content(key: 0, content(value, version), id: client(attempt), low: 1)),
      .note(.wrote(key: 0, content(value, version), waited: waited)),
      .send(.written(key: 0, version: version, call: call(number)), to: AgentID(writer)),
    ]
  }

  @Test mutating func `the longest term is durable before the first lease of it leaves`() {
    #expect(
      server.receive(Self.fetch(1), from: 1) == [
        .persist(.longestTerm(10 * .second)), Self.granted(0, 0, 1, to: 1),
      ])
    #expect(server.receive(Self.fetch(1), from: 2) == [Self.granted(0, 0, 1, to: 2)])
  }

  @Test mutating func `without leases a write is committed at once, and answered once durable`() {
    #expect(
      server.receive(.write(update(9, 1, call: 1)), from: 1) == Self.commit(9, 1, 1, 1, to: 1))
  }

  @Test mutating func `a write waits until every other holder has approved`() {
    for holder in 1...3 { server.receive(Self.fetch(1), from: holder) }
    server.now = 500
    #expect(
      server.receive(.write(update(9, 1, call: 2)), from: 2) == [
        .note(.waits(key: 0, holders: 2)), .send(.revoke(key: 0), to: AgentID(1)),
        .send(.revoke(key: 0), to: AgentID(3)), .setTimer(.lease, after: 9500 * .millisecond),
      ])
    #expect(server.machine.state == .writesWait)
    // No lease is granted meanwhile, but the value that is not overwritten yet is.
    #expect(server.receive(Self.fetch(3), from: 2) == [Self.granted(0, 0, 3, term: 0, to: 2)])
    server.receive(.approve(key: 0, upTo: call(1)), from: 3)
    server.now = 700
    #expect(
      server.receive(.approve(key: 0, upTo: call(1)), from: 1)
        == Self.commit(9, 1, 1, 2, waited: 200 * .millisecond, to: 2))
  }

  @Test mutating func `a write waits for a silent holder until its lease has run out`() {
    server.receive(Self.fetch(1), from: 1)
    server.now = 2000
    server.receive(Self.fetch(1), from: 3)
    server.receive(.write(update(9, 1, call: 1)), from: 2)
    // A second write waits in line.
    #expect(
      server.receive(.write(update(10, 2, call: 2)), from: 2) == [
        .setTimer(.lease, after: 8 * .second)
      ])
    server.now = 10_000
    #expect(server.expire(.lease) == [.setTimer(.lease, after: 2 * .second)])
    server.now = 12_000
    #expect(
      server.expire(.lease) == Self.commit(9, 1, 1, 1, waited: 10 * .second, to: 2)
        + Self.commit(10, 2, 2, 2, waited: 10 * .second, to: 2))
    #expect(server.expire(.lease) == [])
  }

  @Test mutating func `an approval gives up no lease of a later fetch`() {
    server.receive(Self.fetch(5), from: 1)
    server.receive(.write(update(9, 1, call: 1)), from: 2)
    #expect(
      server.receive(.approve(key: 0, upTo: call(4)), from: 1) == [
        .setTimer(.lease, after: 10 * .second)
      ])
    // Nor does a fetch that comes late make a lease older.
    server.receive(.approve(key: 0, upTo: call(5)), from: 1)
    #expect(server.machine.state == .serving)
  }

  @Test mutating func `a write that comes twice takes effect once`() {
    server.receive(.write(update(9, 4, call: 1, low: 3)), from: 1)
    let repeated: [Effect<Caching>] = [.send(.repeated(call: call(1)), to: AgentID(1))]
    #expect(server.receive(.write(update(9, 4, call: 1, low: 3)), from: 1) == repeated)
    // One that the client waits for no more is not taken either, and another client's is.
    #expect(server.receive(.write(update(8, 2, call: 1)), from: 1) == repeated)
    #expect(server.receive(.write(update(7, 3, call: 1, low: 3)), from: 1).count == 3)
    #expect(server.receive(.write(update(6, 4, call: 1, of: 1)), from: 1).count == 3)
  }

  @Test func `after a crash the server serves reads, and takes no writes for the longest term`() {
    var storage = Caching.Storage()
    storage.apply(.content(key: 0, content(9, 1), id: client(1), low: 1))
    storage.apply(.longestTerm(30 * .second))
    var server = CachingAgent(
      Caching.Settings(term: 10 * .second), id: 0, storage: storage, now: 1000)
    #expect(server.startEffects == [.persist(.life(1)), .note(.recovers(term: 30 * .second))])
    server.now = 3000
    #expect(
      server.receive(.write(update(10, 2, call: 1)), from: 1) == [
        .setTimer(.lease, after: 28 * .second)
      ])
    #expect(server.receive(Self.fetch(2), from: 1) == [Self.granted(9, 1, 2, term: 0, to: 1)])
    server.now = 31_000
    #expect(
      server.expire(.lease) == Self.commit(10, 2, 2, 1, waited: 28 * .second, to: 1))
    // What was taken before the crash is not taken again.
    #expect(
      server.receive(.write(update(9, 1, call: 7)), from: 1)
        == [.send(.repeated(call: call(7)), to: AgentID(1))])
  }

  @Test func `with expiry alone a write waits for nothing`() {
    var server = CachingAgent(Caching.Settings(mode: .expiry, term: 10 * .second), id: 0)
    #expect(server.receive(Self.fetch(1), from: 1) == [Self.granted(0, 0, 1, to: 1)])
    #expect(
      server.receive(.write(update(9, 1, call: 1)), from: 2) == Self.commit(9, 1, 1, 1, to: 2))
  }

  @Test func `without caching no term is granted`() {
    var server = CachingAgent(Caching.Settings(mode: .none), id: 0)
    #expect(server.receive(Self.fetch(1), from: 1) == [Self.granted(0, 0, 1, term: 0, to: 1)])
  }

  @Test mutating func `a client of the server is served like any other, by messages to itself`() {
    #expect(server.read(1).last == .send(Self.fetch(1), to: AgentID(0)))
    #expect(server.receive(Self.fetch(1), from: 0).last == Self.granted(0, 0, 1, to: 0))
    #expect(
      server.receive(.granted(key: 0, content(0, 0), term: 10 * .second, call: call(1))) == [
        .respond(.value(key: 0, content(0, 0)), to: client(1))
      ])
    #expect(server.read(2).first == .note(.hit(key: 0)))
  }
}

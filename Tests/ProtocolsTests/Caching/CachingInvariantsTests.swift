import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct CachingInvariantsTests {
  private var invariants = CachingInvariants(Caching.Settings())
  private let server = AgentID(0)
  private let holder = AgentID(1)

  private var violated: String? { invariants.violation?.check }

  private mutating func submit(_ values: Int64...) {
    for value in values {
      invariants.submitted(
        .write(key: 0, value: value, low: 1), client(1), to: holder, .lost(.network), at: 0)
    }
  }

  private static func write(_ value: Int64, _ version: Int32) -> Caching.Storage.Write {
    .content(key: 0, content(value, version), id: client(1), low: 1)
  }

  private mutating func ask(_ value: Int64, _ version: Int32) {
    invariants.wrote(Self.write(value, version), of: server, at: 1)
  }

  private mutating func keep(_ value: Int64, _ version: Int32, at time: Nanoseconds = 2) {
    ask(value, version)
    invariants.becameDurable(
      Self.write(value, version), Caching.Storage(), of: server, at: time)
  }

  private mutating func answer(_ value: Int64, _ version: Int32) {
    invariants.responded(
      .value(key: 0, content(value, version)), client(1), by: holder, at: 3)
  }

  private mutating func read(_ value: Int64, _ version: Int32, askedAt: Nanoseconds) {
    invariants.clientNoted(
      .read(client: 0, key: 0, content(value, version), askedAt: askedAt), at: askedAt + 5)
  }

  @Test mutating func `a read of what had been overwritten before it is seen`() {
    submit(7, 8)
    keep(7, 1, at: 10)
    keep(8, 2, at: 20)
    // Overwritten while the client waits: either value will do.
    read(7, 1, askedAt: 20)
    read(8, 2, askedAt: 21)
    read(0, 0, askedAt: 10)
    #expect(violated == nil)
    read(7, 1, askedAt: 21)
    #expect(violated == "bounded staleness")
  }

  @Test mutating func `with expiry a value may be stale by the term, and no longer`() {
    invariants = CachingInvariants(Caching.Settings(mode: .expiry, term: 100, allowance: 0))
    submit(7, 8)
    keep(7, 1, at: 10)
    keep(8, 2, at: 20)
    read(7, 1, askedAt: 120)
    #expect(violated == nil)
    read(7, 1, askedAt: 121)
    #expect(violated == "bounded staleness")
  }

  @Test mutating func `what is overwritten by a write that is not durable is not stale`() {
    submit(7, 8)
    keep(7, 1, at: 10)
    ask(8, 2)
    read(7, 1, askedAt: 1000)
    #expect(violated == nil)
  }

  @Test mutating func `an answer with what is not durable is seen`() {
    submit(7)
    answer(0, 0)
    ask(7, 1)
    #expect(violated == nil)
    answer(7, 1)
    #expect(violated == "durable first")
  }

  @Test mutating func `a write that is acknowledged before it is durable is seen`() {
    submit(7)
    ask(7, 1)
    invariants.responded(.timedOut, client(1), by: holder, at: 3)
    #expect(violated == nil)
    invariants.responded(.written(key: 0, version: 1), client(1), by: holder, at: 3)
    #expect(violated == "durable first")
  }

  @Test mutating func `a value that no client asked to write is seen`() {
    submit(7)
    keep(7, 1)
    #expect(violated == nil)
    keep(8, 2)
    #expect(violated == "never invented")
  }

  @Test mutating func `an answer that is not what was written is seen`() {
    submit(7, 8)
    keep(7, 1)
    answer(7, 1)
    #expect(violated == nil)
    answer(8, 1)
    #expect(violated == "never invented")
  }

  @Test mutating func `an acknowledgement of another's write is seen`() {
    submit(7, 8)
    keep(7, 1)
    keep(8, 2)
    let note = CachingClientNote.written(client: 0, key: 0, content(8, 2), askedAt: 0)
    invariants.clientNoted(note, at: 9)
    #expect(violated == nil)
    invariants.clientNoted(.written(client: 0, key: 0, content(8, 1), askedAt: 0), at: 9)
    #expect(violated == "never invented")
  }

  @Test mutating func `a write that takes effect twice is seen`() {
    submit(7)
    keep(7, 1)
    keep(7, 2)
    #expect(violated == "written once")
  }

  @Test mutating func `a server that counts versions anew, or leaves one out, is seen`() {
    for next in [1, 3] as [Int32] {
      var test = CachingInvariantsTests()
      test.submit(7, 8)
      test.keep(7, 1)
      #expect(test.violated == nil)
      test.ask(8, next)
      #expect(test.violated == "monotone versions")
    }
  }

  @Test mutating func `a server's disk that loses what was durable is seen`() {
    submit(7)
    keep(7, 1)
    // A holder's disk keeps no variable.
    invariants.storageChanged(Caching.Storage(), of: holder, at: 9)
    #expect(violated == nil)
    invariants.storageChanged(Caching.Storage(), of: server, at: 9)
    #expect(violated == "monotone versions")
  }

  @Test mutating func `a crash may take writes under way, or leave some of them`() {
    submit(7, 8, 9)
    keep(7, 1)
    ask(8, 2)
    ask(9, 3)
    // The disk kept the second of three, of which no write was told.
    var storage = Caching.Storage()
    storage.apply(Self.write(7, 1))
    storage.apply(Self.write(8, 2))
    invariants.storageChanged(storage, of: server, at: 9)
    answer(8, 2)
    // The third is written again, as the same version, and then another.
    keep(9, 3)
    answer(9, 3)
    #expect(violated == nil)
    ask(7, 3)
    #expect(violated == "monotone versions")
  }
}

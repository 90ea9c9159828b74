import Protocols
import Simulator
import Testing

@testable import Experiments

/// Linearizability of clients' histories, checked piece by piece.
struct RegisterWatchTests {
  /// Notes of operations, one nanosecond apart.
  struct Clients {
    var watch = RegisterWatch<Raft, ClientNote>()
    var time: Nanoseconds = 0
    var next = 0

    mutating func invoke(_ operation: Raft.Operation, by client: Int32 = 0) -> Int {
      time += 1
      watch.clientNoted(.invoked(next, client: client, operation), at: time)
      next += 1
      return next - 1
    }

    mutating func complete(_ id: Int, _ result: ClientNote.Result) {
      time += 1
      watch.clientNoted(.completed(id, result, invokedAt: 0), at: time)
    }

    mutating func run(_ operation: Raft.Operation, _ result: ClientNote.Result) {
      complete(invoke(operation), result)
    }

    /// Enough reads for a cut.
    mutating func rest(_ value: Int64, key: Int32 = 1) {
      for _ in 0..<200 { run(.read(key: key), .value(value)) }
    }

    mutating func verdict() -> String? {
      watch.finish(at: time)
      return watch.violation?.check
    }
  }

  @Test func `a key that was never written holds 0`() {
    var clients = Clients()
    clients.run(.read(key: 1), .value(0))
    clients.run(.compareAndSet(key: 1, expected: 0, new: 5), .written)
    clients.run(.read(key: 1), .value(5))
    #expect(clients.verdict() == nil)
  }

  @Test func `a stale read is found, with a cut in between or without`() {
    for hasCut in [false, true] {
      var clients = Clients()
      clients.run(.write(key: 1, value: 5), .written)
      clients.run(.write(key: 1, value: 6), .written)
      if hasCut { clients.rest(6) }
      clients.run(.read(key: 1), .value(5))
      #expect(clients.verdict() == "linearizable")
    }
  }

  @Test func `what a key holds is known after a cut`() {
    var clients = Clients()
    clients.run(.write(key: 1, value: 5), .written)
    clients.rest(5)
    clients.run(.compareAndSet(key: 1, expected: 5, new: 6), .written)
    clients.run(.read(key: 1), .value(6))
    clients.run(.read(key: 2), .value(0))
    #expect(clients.verdict() == nil)
  }

  @Test func `a lost write is found long after`() {
    var clients = Clients()
    clients.rest(0)
    clients.run(.write(key: 1, value: 5), .written)
    clients.rest(0)
    #expect(clients.watch.violation != nil)
  }

  @Test func `an operation of unknown outcome may take effect after a cut`() {
    var clients = Clients()
    clients.run(.write(key: 1, value: 5), .written)
    let lost = clients.invoke(.write(key: 1, value: 6), by: 1)
    clients.time += 1
    clients.watch.clientNoted(.unknown(lost), at: clients.time)
    clients.rest(5)
    clients.rest(6)
    #expect(clients.verdict() == nil)
  }

  @Test func `an operation of unknown outcome takes effect once only`() {
    var clients = Clients()
    let lost = clients.invoke(.write(key: 1, value: 6), by: 1)
    clients.time += 1
    clients.watch.clientNoted(.unknown(lost), at: clients.time)
    clients.rest(6)
    clients.run(.write(key: 1, value: 7), .written)
    clients.rest(7)
    clients.run(.read(key: 1), .value(6))
    #expect(clients.verdict() == "linearizable")
  }

  @Test func `an operation that failed has no effect`() {
    var clients = Clients()
    let failed = clients.invoke(.write(key: 1, value: 6), by: 1)
    clients.time += 1
    clients.watch.clientNoted(.failed(failed), at: clients.time)
    clients.run(.read(key: 1), .value(6))
    #expect(clients.verdict() == "linearizable")
  }

  @Test func `overlapping operations may be seen in either order, across keys`() {
    var clients = Clients()
    for round in 0..<2000 as Range<Int64> {
      let one = clients.invoke(.write(key: Int32(round % 7), value: 2 * round + 1), by: 1)
      let two = clients.invoke(.write(key: Int32(round % 7), value: 2 * round + 2), by: 2)
      clients.complete(two, .written)
      clients.complete(one, .written)
      clients.run(.read(key: Int32(round % 7)), .value(2 * round + 1 + round % 2))
    }
    #expect(clients.verdict() == nil)
    #expect(clients.watch.undecided == nil)
    #expect(clients.watch.operationCount == 6000)
  }

  @Test func `a search that may make few steps proves nothing, and says what allows it more`() {
    for steps in [10, nil] as [Int64?] {
      var clients = Clients()
      clients.watch = RegisterWatch(steps: steps)
      clients.rest(0)
      #expect(clients.verdict() == nil)
      #expect((clients.watch.undecided == nil) == (steps == nil))
      #expect(clients.watch.undecided?.contains("'searchSteps'") ?? true)
    }
  }
}

import Protocols
import Simulator

/// One agent of a cluster with a server, stepped by hand.
struct CachingAgent {
  private(set) var machine: Caching
  private let id: AgentID
  /// The agent's clock, in milliseconds.
  var now: Int64 = 0
  private(set) var startEffects: [Effect<Caching>] = []

  /// A holder, or the server if `id` is 0, in its first life unless its disk says otherwise.
  init(
    _ settings: Caching.Settings = Caching.Settings(), id: Int = 1,
    storage: Caching.Storage = Caching.Storage(), now: Int64 = 0
  ) {
    self.id = AgentID(id)
    self.now = now
    machine = Caching(Profile(id: AgentID(id), clusterSize: 4), settings)
    startEffects = step { $0.start(from: storage, .fresh, &$1) }
  }

  private mutating func step(
    _ body: (inout Caching, inout Turn<Caching>) -> Void
  ) -> [Effect<Caching>] {
    var turn = Turn<Caching>(agent: id, now: now * .millisecond)
    body(&machine, &turn)
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(_ message: Caching.Message, from sender: Int = 0) -> [Effect<Caching>] {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: Caching.Timer) -> [Effect<Caching>] {
    step { $0.expire(timer, &$1) }
  }

  @discardableResult
  mutating func read(_ attempt: Int32, key: Int32 = 0) -> [Effect<Caching>] {
    step { $0.accept(.read(key: key), client(attempt), &$1) }
  }

  @discardableResult
  mutating func write(_ value: Int64, _ attempt: Int32, key: Int32 = 0) -> [Effect<Caching>] {
    step { $0.accept(.write(key: key, value: value, low: 1), client(attempt), &$1) }
  }
}

/// A client's attempt.
func client(_ attempt: Int32, of number: Int32 = 0) -> RequestID {
  RequestID(client: number, attempt: attempt)
}

/// The number of a call of an agent's first life, or of another.
func call(_ number: Int64, life: Int64 = 1) -> Int64 { life << 32 + number }

/// A content by value and version.
func content(_ value: Int64, _ version: Int32) -> Caching.Content {
  Caching.Content(value: value, version: version)
}

/// A write of client 1 on its way to the server.
func update(
  _ value: Int64, _ attempt: Int32, call number: Int64, key: Int32 = 0, of owner: Int32 = 0,
  low: Int32 = 1
) -> Caching.Update {
  Caching.Update(
    key: key, value: value, id: client(attempt, of: owner), low: low, call: call(number))
}

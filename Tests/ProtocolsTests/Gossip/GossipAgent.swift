import Protocols
import Simulator

/// One agent of gossip that is stepped by hand, on a clock of one cycle a second.
struct GossipAgent {
  private(set) var machine: Gossip
  private let id: AgentID
  /// The agent's clock, in milliseconds.
  var now: Int64 = 0
  private var random = RandomStream(seed: 7, .test)

  /// An agent of a cluster of two unless said otherwise, so that its partner is known.
  init(
    _ settings: Gossip.Settings = Gossip.Settings(), id: Int = 0, of count: Int = 2,
    storage: Gossip.Storage = Gossip.Storage()
  ) {
    self.id = AgentID(id)
    machine = Gossip(Profile(id: AgentID(id), clusterSize: count), settings)
    startEffects = step { $0.start(from: storage, .fresh, &$1) }
  }

  private(set) var startEffects: [Effect<Gossip>] = []

  private mutating func step(
    _ body: (inout Gossip, inout Turn<Gossip>) -> Void
  ) -> [Effect<Gossip>] {
    var turn = Turn<Gossip>(agent: id, now: now * .millisecond, random: random)
    body(&machine, &turn)
    random = turn.random
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(_ message: Gossip.Message, from sender: Int = 1) -> [Effect<Gossip>] {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: Gossip.Timer = .cycle) -> [Effect<Gossip>] {
    step { $0.expire(timer, &$1) }
  }

  @discardableResult
  mutating func accept(_ request: Gossip.Request) -> [Effect<Gossip>] {
    step { $0.accept(request, RequestID(client: 0, attempt: 3), &$1) }
  }

  /// Lets the next cycle start.
  @discardableResult
  mutating func nextCycle() -> [Effect<Gossip>] {
    now = (now / 1000 + 1) * 1000
    return expire()
  }

  /// The counters of the rumours that it spreads.
  var counters: [Int32] { machine.hot.map { $0.counter } }
}

let r1 = Rumour(0)
let r2 = Rumour(1)
let r70 = Rumour(69)

/// Rumours without counters.
func batch(_ rumours: Rumour..., counters: [Int32] = []) -> Gossip.Batch {
  Gossip.Batch(RumourSet(rumours), counters: counters)
}

/// Feedback without counters.
func feedback(needed: [Rumour] = [], known: [Rumour] = []) -> Gossip.Message {
  .feedback(needed: RumourSet(needed), known: Gossip.Batch(RumourSet(known)))
}

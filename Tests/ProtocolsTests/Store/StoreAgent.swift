import Protocols
import Simulator

/// One agent of a store, stepped by hand.
struct StoreAgent {
  private(set) var machine: VersionedStore
  /// The agent's clock, in milliseconds.
  var now: Int64 = 0
  private var turns: UInt64 = 0
  private var attempt: Int32 = 0

  init(
    _ settings: VersionedStore.Settings, id: Int = 0, of size: Int = 3,
    storage: VersionedStore.Storage = VersionedStore.Storage()
  ) {
    machine = VersionedStore(Profile(id: AgentID(id), clusterSize: size), settings)
    step { $0.start(from: storage, .fresh, &$1) }
  }

  @discardableResult
  private mutating func step(
    _ body: (inout VersionedStore, inout Turn<VersionedStore>) -> Void
  ) -> [Effect<VersionedStore>] {
    turns += 1
    var turn = Turn<VersionedStore>(
      agent: machine.profile.id, now: now * .millisecond,
      random: RandomStream(seed: turns, .test))
    body(&machine, &turn)
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(
    _ message: VersionedStore.Message, from sender: Int
  ) -> [Effect<VersionedStore>] {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: VersionedStore.Timer) -> [Effect<VersionedStore>] {
    step { $0.expire(timer, &$1) }
  }

  @discardableResult
  mutating func accept(
    _ request: VersionedStore.Request, _ attempt: Int32 = 1, of client: Int32 = 0
  ) -> [Effect<VersionedStore>] {
    step { $0.accept(request, RequestID(client: client, attempt: attempt), &$1) }
  }

  /// A write at an agent that is the only replica: what the client is answered once it is durable.
  mutating func write(
    _ value: Int64, knowing context: VersionedStore.Context = VersionedStore.Context(),
    of client: Int32 = 0
  ) -> (values: [Int64], context: VersionedStore.Context) {
    attempt += 1
    let effects = accept(.put(key: 0, value: value, context), attempt, of: client)
    for effect in effects {
      guard case .send(.stored(let call), let target) = effect else { continue }
      for effect in receive(.stored(call: call), from: target.index) {
        if case .respond(.stored(_, let values, let context), _) = effect {
          return (values, context)
        }
      }
    }
    return ([], VersionedStore.Context())
  }
}

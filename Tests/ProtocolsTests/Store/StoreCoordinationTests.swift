import Protocols
import Simulator
import Testing

/// Reads and writes that an agent coordinates among three replicas.
struct StoreCoordinationTests {
  private typealias Context = VersionedStore.Context
  private static let id = RequestID(client: 0, attempt: 1)

  private static func object(_ value: Int64, by agent: Int) -> VersionedStore.Object {
    var versions = DottedVersionVector<Int64>()
    versions.write(value, knowing: CausalContext(), at: AgentID(agent))
    return .dotted(versions)
  }

  private static func call(_ effects: [Effect<VersionedStore>]) -> Int64 {
    for effect in effects {
      switch effect {
      case .send(.fetch(_, let call), _), .send(.stored(let call), _): return call
      default: continue
      }
    }
    return 0
  }

  @Test func `a write is durable here before anything leaves, and acknowledged by two of three`() {
    var agent = StoreAgent(VersionedStore.Settings())
    let effects = agent.accept(.put(key: 0, value: 7, Context()))
    let (object, call) = (Self.object(7, by: 0), Self.call(effects))
    #expect(
      effects == [
        .persist(.put(key: 0, object, by: Self.id)),
        .note(.put(key: 0, value: 7, siblings: 1)),
        .setTimer(.call, after: .second), .send(.stored(call: call), to: AgentID(0)),
        .send(.replicate(key: 0, object, call: call), to: AgentID(1)),
        .send(.replicate(key: 0, object, call: call), to: AgentID(2)),
      ])
    #expect(agent.receive(.stored(call: call), from: 2) == [])
    #expect(agent.receive(.stored(call: call), from: 2) == [])
    #expect(
      agent.receive(.stored(call: call), from: 0) == [
        .respond(.stored(key: 0, [7], object.context), to: Self.id)
      ])
    #expect(agent.receive(.stored(call: call), from: 1) == [])
  }

  @Test func `a write that arrives again, or after a later one of its client, is not taken`() {
    var storage = VersionedStore.Storage()
    storage.apply(.put(key: 0, .absent, by: RequestID(client: 0, attempt: 1)))
    var agent = StoreAgent(VersionedStore.Settings(), storage: storage)
    #expect(agent.accept(.put(key: 0, value: 7, Context()), 1) == [])
    #expect(agent.accept(.put(key: 0, value: 9, Context()), 3).count == 6)
    #expect(agent.accept(.put(key: 0, value: 8, Context()), 2) == [])
    #expect(agent.accept(.put(key: 0, value: 8, Context()), 1, of: 1).count == 5)
  }

  @Test func `a replica says that it has a write after it has asked its disk for it`() {
    var agent = StoreAgent(VersionedStore.Settings(), id: 1)
    let object = Self.object(7, by: 0)
    #expect(
      agent.receive(.replicate(key: 0, object, call: 5), from: 0) == [
        .persist(.object(key: 0, object)), .send(.stored(call: 5), to: AgentID(0)),
      ])
    // It has it already, so nothing is written.
    #expect(
      agent.receive(.replicate(key: 0, object, call: 6), from: 0) == [
        .send(.stored(call: 6), to: AgentID(0))
      ])
  }

  @Test func `a read is answered by two of three, and repairs what they lack`() {
    var agent = StoreAgent(VersionedStore.Settings())
    let call = Self.call(agent.accept(.get(key: 0)))
    let object = Self.object(7, by: 1)
    #expect(
      agent.receive(.fetched(object, call: call), from: 1) == [
        .respond(.values(key: 0, [7], object.context), to: Self.id)
      ])
    #expect(
      agent.receive(.fetched(.absent, call: call), from: 2) == [
        .persist(.object(key: 0, object)), .note(.repaired(key: 0)),
        .send(.replicate(key: 0, object, call: 0), to: AgentID(2)),
      ])
  }

  @Test func `what no quorum answers in time is unavailable`() {
    var agent = StoreAgent(VersionedStore.Settings())
    agent.accept(.get(key: 0))
    agent.now = 999
    #expect(agent.expire(.call) == [.setTimer(.call, after: .millisecond)])
    agent.now = 1000
    #expect(
      agent.expire(.call) == [
        .note(.unavailable(key: 0)), .respond(.unavailable, to: Self.id),
      ])
  }

  @Test func `an agent that holds no such key says so`() {
    var agent = StoreAgent(VersionedStore.Settings(), id: 4, of: 5)
    #expect(agent.accept(.get(key: 0)) == [.respond(.notHeld, to: Self.id)])
    #expect(
      VersionedStore.holders(of: 4, replicas: 3, agents: 5) == [
        AgentID(4), AgentID(0), AgentID(1),
      ])
  }

  @Test func `whoever knew less in a comparison is told the rest`() {
    var agent = StoreAgent(VersionedStore.Settings())
    agent.accept(.put(key: 0, value: 7, Context()))
    let other = Self.object(8, by: 1)
    let effects = agent.receive(.replicate(key: 0, other, call: 0), from: 1)
    let merged = agent.machine.object(of: 0)
    #expect(merged.values == [7, 8])
    #expect(
      effects == [
        .persist(.object(key: 0, merged)), .note(.repaired(key: 0)),
        .send(.replicate(key: 0, merged, call: 0), to: AgentID(1)),
      ])
    #expect(agent.receive(.replicate(key: 0, merged, call: 0), from: 1) == [])
  }

  @Test func `after a crash an agent has what its disk kept, and hybrid time goes on from there`() {
    var storage = VersionedStore.Storage()
    let time = HybridClock(time: 900 * .millisecond)
    storage.apply(
      .object(key: 0, .last(VersionedStore.Stamped(7, at: time, by: AgentID(1)))))
    var agent = StoreAgent(
      VersionedStore.Settings(versions: .hybrid, replicas: 1, readQuorum: 1, writeQuorum: 1),
      of: 1, storage: storage)
    agent.now = 100
    #expect(agent.write(3).values == [3])
  }
}

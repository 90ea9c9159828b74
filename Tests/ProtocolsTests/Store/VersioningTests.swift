import Protocols
import Simulator
import Testing

/// How versions of one key are told apart, at one replica.
struct VersioningTests {
  private typealias Context = VersionedStore.Context
  private static let (a, b, c) = (Int64(1), Int64(2), Int64(3))

  private static func agent(_ versions: VersionedStore.Versioning) -> StoreAgent {
    StoreAgent(
      VersionedStore.Settings(versions: versions, replicas: 1, readQuorum: 1, writeQuorum: 1),
      of: 1)
  }

  /// X writes A knowing nothing, Y writes B knowing nothing, X writes C knowing A.
  private static func trace(_ versions: VersionedStore.Versioning) -> [[Int64]] {
    var agent = agent(versions)
    let first = agent.write(a, of: 0)
    let second = agent.write(b, of: 1)
    let third = agent.write(c, knowing: first.context, of: 0)
    return [first.values, second.values, third.values]
  }

  @Test func `with dots a write overwrites what its client knew, and that alone`() {
    #expect(Self.trace(.dotted) == [[1], [1, 2], [2, 3]])
  }

  @Test func `with one vector what was overwritten stays while others write`() {
    #expect(Self.trace(.objectVector) == [[1], [1, 2], [1, 2, 3]])
  }

  @Test func `with vectors of agents a write looks as if it knew the one before`() {
    #expect(Self.trace(.serverVectors) == [[1], [2], [3]])
  }

  @Test func `with vectors of clients the trace is as with dots`() {
    #expect(Self.trace(.clientVectors) == [[1], [1, 2], [2, 3]])
  }

  @Test(arguments: 1...20)
  func `of clients that write in turn one vector keeps all siblings, and dots two`(rounds: Int) {
    for (versions, expected) in [
      (VersionedStore.Versioning.objectVector, rounds + 1), (.dotted, min(rounds + 1, 2)),
    ] {
      var agent = Self.agent(versions)
      var contexts = [Context(), Context()]
      var values: [Int64] = []
      for round in 0...rounds {
        let client = round % 2
        let answer = agent.write(
          Int64(round + 1), knowing: contexts[client], of: Int32(client))
        contexts[client] = answer.context
        values = answer.values
      }
      #expect(values.count == expected)
    }
  }

  @Test func `a client that forgets its write has the next one taken for the same`() {
    var agent = Self.agent(.clientVectors)
    #expect(agent.write(1).values == [1])
    #expect(agent.write(2).values == [1])
  }

  @Test func `a clock that is set back makes a later write lose, and hybrid time does not`() {
    for (versions, standing) in [
      (VersionedStore.Versioning.wallClock, [1] as [Int64]), (.hybrid, [2]),
    ] {
      var agent = Self.agent(versions)
      agent.now = 500
      let first = agent.write(1)
      agent.now = 100
      #expect(agent.write(2, knowing: first.context).values == standing)
    }
  }

  @Test func `of two writes of one time the greater value or the later write stands`() {
    for (ties, standing) in [(VersionedStore.Ties.value, [7] as [Int64]), (.agent, [3])] {
      var agent = StoreAgent(
        VersionedStore.Settings(
          versions: .wallClock, replicas: 1, readQuorum: 1, writeQuorum: 1,
          resolution: .second, ties: ties), of: 1)
      agent.now = 1200
      _ = agent.write(7)
      agent.now = 1900
      #expect(agent.write(3).values == standing)
      agent.now = 2000
      #expect(agent.write(1).values == [1])
    }
  }
}

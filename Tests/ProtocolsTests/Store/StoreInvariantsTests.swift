import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct StoreInvariantsTests {
  private var invariants = StoreInvariants(VersionedStore.Settings())

  private var violated: String? { invariants.violation?.check }

  private mutating func write(_ value: Int64, over: Int64..., ackedAt time: Nanoseconds? = nil) {
    invariants.clientNoted(.writing(client: 0, key: 0, value: value, over: over), at: 0)
    guard let time else { return }
    invariants.clientNoted(.wrote(client: 0, key: 0, value: value, askedAt: 0), at: time)
  }

  private mutating func read(_ values: Int64..., askedAt: Nanoseconds, key: Int32 = 0) {
    invariants.clientNoted(
      .read(client: 1, key: key, values, entries: 1, askedAt: askedAt), at: askedAt + 5)
  }

  @Test mutating func `an acknowledged write that a later read misses is seen`() {
    write(1, ackedAt: 10)
    write(2, ackedAt: 20)
    // Asked for before the second was acknowledged; and an order of siblings is none.
    read(1, askedAt: 19)
    read(2, 1, askedAt: 20)
    #expect(violated == nil)
    read(1, askedAt: 21)
    #expect(violated == "no lost update")
  }

  @Test mutating func `a write may be missed once another that knew it is asked for`() {
    write(1, ackedAt: 10)
    write(2, over: 1)
    read(2, askedAt: 20)
    // It may fail as well, and leave what stood.
    read(1, askedAt: 21)
    read(askedAt: 22)
    #expect(violated == nil)
  }

  @Test mutating func `a write that was never acknowledged may be missed or come late`() {
    write(1)
    read(askedAt: 20)
    read(1, askedAt: 30)
    read(askedAt: 40)
    #expect(violated == nil)
  }

  @Test mutating func `a value that was overwritten knowingly is seen when it comes back`() {
    write(1, ackedAt: 10)
    write(2, over: 1, ackedAt: 20)
    // Asked for while the second was under way.
    read(1, 2, askedAt: 19)
    #expect(violated == nil)
    read(1, 2, askedAt: 20)
    #expect(violated == "no old value")
  }

  @Test mutating func `what a write knew by way of one that failed is overwritten as well`() {
    write(1, ackedAt: 10)
    write(2, over: 1)
    write(3, over: 2, ackedAt: 20)
    read(3, askedAt: 25)
    #expect(violated == nil)
    read(3, 1, askedAt: 30)
    #expect(violated == "no old value")
  }

  @Test mutating func `where the last write wins one of two may be lost, and none comes back`() {
    invariants = StoreInvariants(VersionedStore.Settings(versions: .hybrid))
    write(1, ackedAt: 10)
    write(2, ackedAt: 10)
    read(2, askedAt: 20)
    write(3, over: 2, ackedAt: 30)
    #expect(violated == nil)
    read(2, askedAt: 40)
    #expect(violated == "no old value")
  }

  @Test
  mutating func `false siblings are no violation with one vector, nor anything with weak quorums`()
  {
    for settings in [
      VersionedStore.Settings(versions: .objectVector),
      VersionedStore.Settings(readQuorum: 1, writeQuorum: 2),
    ] {
      var test = StoreInvariantsTests()
      test.invariants = StoreInvariants(settings)
      test.write(1, ackedAt: 10)
      test.write(2, over: 1, ackedAt: 20)
      test.read(1, 2, askedAt: 30)
      #expect(test.violated == nil)
    }
  }

  @Test mutating func `a value that no client wrote, or wrote elsewhere, is seen`() {
    for (value, key) in [(9, 0), (1, 3)] as [(Int64, Int32)] {
      var test = StoreInvariantsTests()
      test.write(1)
      test.read(1, askedAt: 5)
      #expect(test.violated == nil)
      test.read(value, askedAt: 5, key: key)
      #expect(test.violated == "never invented")
    }
  }
}

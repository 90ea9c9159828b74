import Simulator
import Testing

@testable import Protocols

/// What workers are found by: tournament, pool and ring.
struct BalancingTableTests {
  @Test func `a tournament finds what a walk finds`() {
    var random = RandomStream(seed: 3, .test)
    for count in [1, 2, 3, 7, 8, 33] {
      var tournament = Tournament(count: count)
      var keys: [Int64?] = Array(repeating: nil, count: count)
      for _ in 0..<400 {
        let place = Int(random.below(UInt64(count)))
        keys[place] = random.below(3) == 0 ? nil : Int64(random.below(5))
        tournament.set(keys[place], at: place)
        let least = keys.compactMap { $0 }.min()
        #expect(tournament.first == least.flatMap { keys.firstIndex(of: $0) })
        let start = Int(random.below(UInt64(count + 2)))
        let next = keys.indices.first { $0 >= start && keys[$0] != nil }
        #expect(tournament.next(from: start) == next, "\(keys) from \(start)")
        #expect(tournament.key(at: place) == keys[place])
      }
    }
  }

  @Test func `a pool has each member once`() {
    var pool = Balancing.Pool(workers: 5, isOrdered: true)
    for worker in [3, 1, 3, 4] { pool.set(worker, 7) }
    pool.set(1, nil)
    pool.set(0, nil)
    #expect(pool.members.sorted() == [3, 4] && pool.contains(3) && !pool.contains(1))
    #expect(pool.tree?.first == 3)
    pool.set(4, 2)
    #expect(pool.tree?.first == 4)
  }

  @Test func `a key stays at its worker while that is there, and others keep theirs when one goes`()
  {
    let ring = HashRing(workers: 20, pointsEach: 16)
    var moved = 0
    for key in 0..<500 as Range<Int32> {
      let before = ring.first(for: key) { _ in true }
      let after = ring.first(for: key) { $0 != 7 }
      if before != after { moved += 1 }
      #expect(before == after || before == 7)
    }
    #expect((1...70).contains(moved))
    #expect(ring.first(for: 1) { _ in false } == nil)
    #expect(HashRing().first(for: 1) { _ in true } == nil)
  }
}

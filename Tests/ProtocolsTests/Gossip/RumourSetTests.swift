import Protocols
import Testing

/// Sets of rumours behave as sets, beyond one word too.
struct RumourSetTests {
  @Test func `what is put in is in, ascending, once`() {
    let set = RumourSet([r70, r2, r1, r70, Rumour(63), Rumour(64), Rumour(300)])
    #expect(set.map { $0.index } == [0, 1, 63, 64, 69, 300])
    #expect(set.count == 6 && !set.isEmpty)
    #expect(set.contains(Rumour(64)) && !set.contains(Rumour(65)) && !set.contains(Rumour(5000)))
    #expect(RumourSet().isEmpty && RumourSet().first == nil)
  }

  @Test func `sets that have the same members are equal, whatever they held before`() {
    var set = RumourSet([r1, Rumour(400)])
    set.remove(Rumour(400))
    set.remove(Rumour(900))
    #expect(set == RumourSet([r1]) && set.hashValue == RumourSet([r1]).hashValue)
    #expect(RumourSet([r70]).subtracting(RumourSet([r70])) == RumourSet())
    #expect(RumourSet([r70]).intersection(RumourSet([r1])) == RumourSet())
  }

  @Test func `differences, intersections and inclusion agree with those of Swift's sets`() {
    var word: UInt64 = 99
    func draw() -> RumourSet {
      var set = RumourSet()
      for _ in 0..<20 {
        word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        set.insert(Rumour(Int(word >> 33) % ((word >> 20) % 2 == 0 ? 70 : 200)))
      }
      return set
    }
    for _ in 0..<200 {
      let (one, other) = (draw(), draw())
      let (left, right) = (Set(one), Set(other))
      #expect(Set(one.subtracting(other)) == left.subtracting(right))
      let both = one.intersection(other)
      #expect(Set(both) == left.intersection(right))
      #expect(one.isSuperset(of: both) && both.isSuperset(of: one) == (both == one))
      #expect(one.isSuperset(of: other) == left.isSuperset(of: right))
      #expect(one.count == left.count)
    }
  }
}

import Testing

@testable import Simulator

@Suite
struct SlabTests {
  /// Leaves three bytes of padding behind it, where a slab keeps its link.
  struct Padded: Equatable {
    var wide: Int64
    var narrow: Int8
  }

  @Test func `numbers are stable while a slab grows and the last one freed is used again first`() {
    var slab = Slab<Padded>()
    let numbers = (0..<100).map { slab.insert(Padded(wide: Int64($0), narrow: Int8($0))) }
    #expect(Set(numbers).count == 100 && slab.count == 100)
    for number in numbers where number % 3 == 0 { _ = slab.take(number) }
    #expect(slab.insert(Padded(wide: -1, narrow: -1)) == 99)
    #expect(slab.insert(Padded(wide: -2, narrow: -2)) == 96)
    for number in numbers where number % 3 != 0 {
      #expect(slab[number] == Padded(wide: Int64(number), narrow: Int8(number)))
    }
    #expect(slab.numbers == numbers.filter { $0 % 3 != 0 || $0 >= 96 })
  }

  @Test func `writing a value in place leaves its number in use`() {
    var slab = Slab<Padded>()
    let number = slab.insert(Padded(wide: 1, narrow: 1))
    slab[number] = Padded(wide: .max, narrow: -1)
    slab[number].narrow = .min
    #expect(slab.numbers == [number])
    #expect(slab.take(number) == Padded(wide: .max, narrow: .min))
    #expect(slab.numbers.isEmpty)
  }

  @Test func `a copy made unique has its own values and the same free numbers`() {
    var slab = Slab<[Int]>()
    let numbers = (0..<40).map { slab.insert([$0]) }
    _ = slab.take(numbers[7])
    var copy = slab
    copy.makeUnique()
    copy[numbers[3]].append(99)
    #expect(slab[numbers[3]] == [3] && copy[numbers[3]] == [3, 99])
    #expect(copy.insert([]) == numbers[7] && slab.insert([]) == numbers[7])
  }

  @Test func `a slab frees the values that are left in it`() {
    final class Canary {}
    weak var seen: Canary?
    do {
      var slab = Slab<(Canary, Int8)>()
      for _ in 0..<20 { _ = slab.insert((Canary(), 1)) }
      let last = Canary()
      seen = last
      let number = slab.insert((last, 2))
      #expect(slab[number].1 == 2 && seen != nil)
    }
    #expect(seen == nil)
  }
}

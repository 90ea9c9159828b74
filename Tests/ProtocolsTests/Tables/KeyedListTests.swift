import Simulator
import Testing

@testable import Protocols

@Suite("Items in order, by key")
struct KeyedListTests {
  @Test(arguments: 1...20)
  func `the mark passes what is over and nothing else, whatever gaps are closed`(seed: UInt64) {
    var random = RandomStream(seed: seed, .test)
    var list = KeyedList<Int, Bool>()
    var plain: [(key: Int, isOver: Bool)] = []
    for key in 0..<2000 {
      list.append(false, key)
      plain.append((key, false))
      for _ in 0..<2 where !plain.isEmpty {
        let index = Int(random.below(UInt64(min(plain.count, 8))))
        let place = list.place(of: plain[index].key)!
        if random.below(2) == 0 {
          list.remove(at: place)
          plain.remove(at: index)
        } else {
          list[place] = true
          plain[index].isOver = true
        }
      }
      if random.below(3) == 0 { list.advanceMark { $0 } }
      let open = list.fromMark.filter { list.holdsItem(at: $0) && !list[$0] }
      #expect(open.map { list.key(at: $0) } == plain.filter { !$0.isOver }.map { $0.key })
      let firstOver = list.firstPlace { $0 }
      #expect(firstOver.map { list.key(at: $0) } == plain.first { $0.isOver }?.key)
    }
  }
}

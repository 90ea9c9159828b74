import Simulator
import Testing

@testable import Protocols

@Suite("Items under way, by key and by when they are due")
struct TimedTableTests {
  /// The same by a walk over all.
  private struct Plain {
    var items: [(key: Int, item: Int, due: Nanoseconds?)] = []
  }

  @Test(arguments: 1...20)
  func `it is what a walk over all items gives`(seed: UInt64) {
    var random = RandomStream(seed: seed, .test)
    var table = TimedTable<Int, Int>()
    var plain = Plain()
    var next = 0
    for _ in 0..<3000 {
      switch random.below(5) {
      case 0, 1:
        let due = random.below(4) == 0 ? nil : Nanoseconds(random.below(1000))
        let place = table.append(next * 10, next)
        table.setDue(due, at: place)
        plain.items.append((next, next * 10, due))
        next += 1
      case 2 where !plain.items.isEmpty:
        let index = Int(random.below(UInt64(plain.items.count)))
        let place = table.place(of: plain.items[index].key)!
        #expect(table.remove(at: place) == plain.items.remove(at: index).item)
      case 3 where !plain.items.isEmpty:
        let index = Int(random.below(UInt64(plain.items.count)))
        let due = random.below(4) == 0 ? nil : Nanoseconds(random.below(1000))
        plain.items[index].due = due
        table.setDue(due, at: table.place(of: plain.items[index].key)!)
      default:
        let now = Nanoseconds(random.below(300))
        #expect(table.firstDue() == plain.items.compactMap { $0.due }.min())
        #expect(
          table.due(by: now)
            == plain.items.filter { $0.due.map { $0 <= now } ?? false }.map { $0.key })
      }
      #expect(table.count == plain.items.count)
    }
    #expect(table.items == plain.items.map { $0.item })
  }

  @Test func `gaps and alarms that were set earlier make no two tables differ`() {
    var one = TimedTable<Int, Int>()
    one.append(0, 0)
    one.setDue(3, at: one.append(1, 1))
    one.setDue(5, at: one.place(of: 1)!)
    one.remove(at: one.place(of: 0)!)
    var other = TimedTable<Int, Int>()
    other.setDue(5, at: other.append(1, 1))
    #expect(one == other && one.hashValue == other.hashValue)
    other.setDue(6, at: other.place(of: 1)!)
    #expect(one != other)
  }

  @Test func `places are found by ascending keys where items are gone`() {
    var list = KeyedList<Int, Int>()
    for key in [2, 4, 6, 8] { list.append(key, key) }
    list.remove(at: list.place(of: 4)!)
    #expect(list.lowerBound(3) == 1 && !list.holdsItem(at: 1))
    #expect(list.lowerBound(5) == 2 && list[2] == 6)
    #expect(list.lowerBound(9) == list.endPlace)
    list.remove(at: list.place(of: 2)!)
    #expect(list.firstPlace == 2 && list.items == [6, 8])
  }
}

import Testing

@testable import Simulator

@Suite struct EventQueueTiesTests {
  /// The order in which five events of one instant leave, the last pushed after the first pop.
  private func order(_ seed: UInt64) -> [UInt32] {
    var queue = EventQueue(tieSeed: seed)
    for index in 0..<4 as Range<UInt32> { queue.push(time: 77, tag: 0, index: index) }
    queue.push(time: 78, tag: 0, index: 5)
    var order: [UInt32] = []
    while let event = queue.popFirst(notAfter: .never) {
      if order.isEmpty { queue.push(time: 77, tag: 0, index: 4) }
      order.append(event.index)
    }
    return order
  }

  @Test func `shuffled ties stay within their instant`() {
    for seed in 0..<200 as Range<UInt64> {
      #expect(order(seed).last == 5)
      #expect(order(seed).sorted() == [0, 1, 2, 3, 4, 5])
    }
  }

  @Test func `each event of an instant is equally likely to leave at each turn`() {
    let runs = 8_000
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 5)
    for seed in 0..<UInt64(runs) {
      for (turn, index) in order(seed).prefix(5).enumerated() { counts[turn][Int(index)] += 1 }
    }
    // A count's standard deviation is at most 39 (a quarter of 8,000 runs); five of them are allowed.
    for index in 0..<4 {
      #expect(abs(counts[0][index] - runs / 4) < 195)
      for turn in 1..<5 { #expect(abs(counts[turn][index] - runs * 3 / 16) < 195) }
    }
    #expect(counts[0][4] == 0)
    for turn in 1..<5 { #expect(abs(counts[turn][4] - runs / 4) < 195) }
  }

  @Test func `the same seed shuffles alike and another does not`() {
    #expect((0..<20).map { order($0) } == (0..<20).map { order($0) })
    #expect(Set((0..<20).map { order($0) }).count > 10)
  }

  @Test func `removal, limits and forks hold in a shuffled instant`() {
    var random = RandomStream(seed: 9, .test)
    for seed in 0..<50 as Range<UInt64> {
      var queue = EventQueue(tieSeed: seed)
      var tickets: [UInt32: Int32] = [:]
      for index in 0..<60 as Range<UInt32> {
        let time = Nanoseconds(random.below(3)) * 5_000
        tickets[index] = queue.push(time: time, tag: UInt32(time), index: index)
      }
      var last: Nanoseconds = 0
      while let event = queue.popFirst(notAfter: .never) {
        #expect(event.time >= last && event.time == Nanoseconds(event.tag))
        last = event.time
        #expect(tickets.removeValue(forKey: event.index) != nil)
        let victim = UInt32(random.below(60))
        if let ticket = tickets.removeValue(forKey: victim) { queue.remove(ticket) }
        #expect(queue.count == tickets.count)
        #expect(queue.popFirst(notAfter: last - 1) == nil)
        var fork = queue
        fork.makeUnique()
        var left = 0
        while fork.popFirst(notAfter: .never) != nil { left += 1 }
        #expect(left == tickets.count)
        queue.makeUnique()
      }
      #expect(tickets.isEmpty)
    }
  }

  @Test func `a fork shuffles what is left as the original does`() {
    var queue = EventQueue(tieSeed: 4)
    for index in 0..<50 as Range<UInt32> { queue.push(time: 9, tag: 0, index: index) }
    for _ in 0..<20 { _ = queue.popFirst(notAfter: .never) }
    var fork = queue
    fork.makeUnique()
    queue.makeUnique()
    for _ in 0..<31 {
      #expect(fork.popFirst(notAfter: .never) == queue.popFirst(notAfter: .never))
    }
  }
}

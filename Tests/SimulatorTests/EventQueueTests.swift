import Testing

@testable import Simulator

/// The plainest queue there is: what `EventQueue` must agree with.
private struct SortedQueue {
  struct Entry {
    let time: Nanoseconds
    let order: UInt32
    let ticket: Int32
  }
  var entries: [Entry] = []
  var now: Nanoseconds = 0

  /// Inserts behind all entries of the same time.
  mutating func push(_ entry: Entry) {
    var place = entries.count
    while place > 0, entries[place - 1].time > entry.time { place -= 1 }
    entries.insert(entry, at: place)
  }

  mutating func popFirst(notAfter limit: Nanoseconds) -> Entry? {
    guard let first = entries.first, first.time <= limit else { return nil }
    now = first.time
    return entries.removeFirst()
  }
}

/// How far ahead of now a random operation pushes.
enum Spread: CaseIterable {
  case narrow, uniform, exponential, bimodal, equal, huge

  func draw(_ random: inout RandomStream) -> Nanoseconds {
    switch self {
    case .narrow: Nanoseconds(random.below(3))
    case .uniform: Nanoseconds(1 + random.below(1 << 20))
    case .exponential: Delay.exponential(mean: 1_000_000).sample(random.next())
    case .bimodal: random.below(2) == 0 ? .microsecond : .second
    case .equal: 4_096
    case .huge: Nanoseconds(random.next() >> random.within(3...63).magnitude)
    }
  }
}

@Suite struct EventQueueTests {
  /// Random pushes, pops, removals and peeks, compared with the sorted queue after each.
  private func agrees(_ spread: Spread, pending: Int, operations: Int, seed: UInt64) {
    var random = RandomStream(seed: seed, .test)
    var queue = EventQueue()
    var model = SortedQueue()
    for order in 0..<UInt32(operations) {
      let choice = random.below(10)
      if model.entries.count < pending, choice < 5 {
        let time = min(model.now + spread.draw(&random), .never)
        let ticket = queue.push(time: time, tag: order, index: ~order)
        model.push(.init(time: time, order: order, ticket: ticket))
      } else if choice == 5, !model.entries.isEmpty {
        let place = Int(random.below(UInt64(model.entries.count)))
        queue.remove(model.entries.remove(at: place).ticket)
      } else {
        let limit = choice < 8 ? Nanoseconds.never : model.now + spread.draw(&random) / 4
        let expected = model.popFirst(notAfter: limit)
        let popped = queue.popFirst(notAfter: limit)
        #expect(popped?.time == expected?.time)
        #expect(popped?.tag == expected?.order)
        #expect(popped?.index == expected.map { ~$0.order })
      }
      #expect(queue.nextTime == model.entries.first?.time)
      #expect(queue.count == model.entries.count)
      #expect(queue.now == model.now)
    }
  }

  @Test(arguments: Spread.allCases)
  func `random operations agree with a sorted list`(_ spread: Spread) {
    agrees(spread, pending: 4, operations: 2_000, seed: 1)
    agrees(spread, pending: 300, operations: 6_000, seed: 2)
  }

  @Test func `equal times leave in the order pushed`() {
    var queue = EventQueue()
    let times: [Nanoseconds] = [7, 1 << 40, 7, 64, 7, 1 << 40, 64, 0]
    for (index, time) in times.enumerated() {
      queue.push(time: time, tag: 0, index: UInt32(index))
    }
    var order: [UInt32] = []
    while let event = queue.popFirst(notAfter: .never) { order.append(event.index) }
    #expect(order == [7, 0, 2, 4, 3, 6, 1, 5])
  }

  @Test func `events pushed at the very instant leave behind those of the instant`() {
    var queue = EventQueue()
    queue.push(time: 5, tag: 1, index: 0)
    queue.push(time: 5, tag: 2, index: 0)
    #expect(queue.popFirst(notAfter: 5)?.tag == 1)
    queue.push(time: 5, tag: 3, index: 0)
    #expect(queue.popFirst(notAfter: 5)?.tag == 2)
    #expect(queue.popFirst(notAfter: 5)?.tag == 3)
    #expect(queue.popFirst(notAfter: .never) == nil)
  }

  @Test func `a limit that nothing meets leaves earlier times open`() {
    var queue = EventQueue()
    queue.push(time: 1_000_000, tag: 1, index: 0)
    queue.push(time: 1_000_001, tag: 2, index: 0)
    #expect(queue.popFirst(notAfter: 999_999) == nil)
    #expect(queue.now == 0)
    queue.push(time: 3, tag: 3, index: 0)
    #expect(queue.popFirst(notAfter: .never) == Event(time: 3, tag: 3, index: 0))
    #expect(queue.popFirst(notAfter: 1_000_000)?.tag == 1)
    #expect(queue.popFirst(notAfter: 1_000_000) == nil)
    #expect(queue.popFirst(notAfter: 1_000_001)?.tag == 2)
  }

  @Test func `a fork goes its own way`() {
    var queue = EventQueue()
    for index in 0..<100 as Range<UInt32> {
      queue.push(time: Nanoseconds(index) * 1_000, tag: 0, index: index)
    }
    var fork = queue
    fork.makeUnique()
    queue.makeUnique()
    for index in 0..<60 as Range<UInt32> {
      #expect(fork.popFirst(notAfter: .never)?.index == index)
      fork.push(time: 1 << 30, tag: 1, index: 1_000)
    }
    for index in 0..<100 as Range<UInt32> {
      #expect(queue.popFirst(notAfter: .never)?.index == index)
    }
    #expect(queue.isEmpty)
    #expect(fork.count == 100)
    #expect(fork.popFirst(notAfter: .never)?.index == 60)
  }

  @Test func `steady operation does not grow the storage`() {
    var queue = EventQueue()
    var random = RandomStream(seed: 3, .test)
    for index in 0..<1_000 as Range<UInt32> { queue.push(time: 5, tag: 0, index: index) }
    let capacity = queue.capacity
    #expect(capacity < 2_048)
    for _ in 0..<20_000 {
      let event = queue.popFirst(notAfter: .never)
      let timer = queue.push(time: queue.now + 1_000_000_000, tag: 1, index: 0)
      queue.remove(timer)
      let time = queue.now + Spread.exponential.draw(&random)
      queue.push(time: time, tag: 0, index: event?.index ?? 0)
    }
    #expect(queue.count == 1_000)
    #expect(queue.capacity == capacity)
  }
}

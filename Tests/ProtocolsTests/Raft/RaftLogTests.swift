import Simulator
import Testing

@testable import Protocols

/// Values by number, near and far.
@Suite struct RaftTableTests {
  @Test func `a table is a dictionary with a value for what was never set, whatever the numbers`() {
    var random = RandomStream(seed: 1, .test, 4)
    var table = Raft.Table<Int64>(repeating: -1)
    var model: [Int32: Int64] = [:]
    let bases: [Int64] = [-50, 0, (1 << 16) - 25, 70_000, 999_950, (1 << 24) - 25, (1 << 31) - 60]
    for value in 0..<Int64(4_000) {
      let base = bases[Int(random.below(UInt64(bases.count)))]
      let number = Int32(base + Int64(random.below(50)))
      table[number] = value
      model[number] = value
    }
    for base in bases {
      for number in base - 5..<base + 55 {
        #expect(table[Int32(number)] == model[Int32(number)] ?? -1, "\(number)")
      }
    }
    let numbers = table.entries.map { $0.number }
    #expect(numbers == numbers.sorted() && Set(numbers).isSuperset(of: model.keys))
    #expect(table.entries.allSatisfy { model[$0.number] ?? -1 == $0.value })
  }
}

/// The log of one agent, in stretches.
@Suite struct RaftLogTests {
  private static func entry(_ term: Raft.Term, _ value: Int64) -> Raft.Entry {
    Raft.Entry(
      term: term,
      .write(value: value, key: 1, session: Raft.Session(client: 0, sequence: Int32(value))))
  }

  private static func log(_ entries: [Raft.Entry]) -> Raft.Log {
    var log = Raft.Log()
    log.append(entries)
    return log
  }

  @Test func `a log is the list of its entries however it came about`() {
    var random = RandomStream(seed: 1, .test, 3)
    var log = Raft.Log()
    var list: [Raft.Entry] = []
    for round in 0..<400 {
      if random.below(40) == 0 {
        let kept = Int(random.below(UInt64(list.count + 1)))
        let least = max(kept, list.count - 1_500)
        log.truncate(after: least)
        list.removeLast(list.count - least)
      }
      let term = (list.last?.term ?? 0) + Int64(random.below(2))
      let added = (0..<Int(random.below(90))).map { Self.entry(term, Int64(round * 100 + $0)) }
      log.append(added)
      list += added
    }
    #expect(list.count > 3 * Raft.Log.stretchLength)
    #expect(log.entries == list && log.lastIndex == list.count && log.lastTerm == list.last?.term)
    #expect(log == Self.log(list) && log.hashValue == Self.log(list).hashValue)
    for _ in 0..<300 {
      let index = Int(random.below(UInt64(list.count))) + 1
      #expect(log[index] == list[index - 1] && log.term(at: index) == list[index - 1].term)
      let limit = Int(random.below(3_000))
      #expect(log.entries(from: index, limit: limit) == Array(list[(index - 1)...].prefix(limit)))
      let (stretch, start) = log.stretch(after: index - 1)
      #expect(stretch[index - 1 - start] == list[index - 1])
      let term = list[index - 1].term
      #expect(
        log.firstIndex(ofTermAtLeast: term) - 1 == list.firstIndex { $0.term >= term } ?? list.count
      )
    }
    #expect(log.term(at: 0) == 0 && log.term(at: list.count + 1) == nil)
    #expect(log.entries(from: list.count + 1, limit: .max).isEmpty)
  }

  @Test func `equal stretches share memory and others stay as they are`() {
    let length = Raft.Log.stretchLength
    let list = (0..<3 * length).map { Self.entry(1, Int64($0)) }
    var one = Self.log(list)
    let other = Self.log(Array(list[..<(2 * length)]) + [Self.entry(2, 9)])
    var different = list
    different[length + 5] = Self.entry(1, -1)
    var third = Self.log(different)
    one.shareMemory(with: other)
    third.shareMemory(with: other)
    #expect(one == Self.log(list) && third == Self.log(different))
    #expect(one.sharesStretch(0, with: other) && one.sharesStretch(1, with: other))
    #expect(!one.sharesStretch(2, with: other))
    #expect(third.sharesStretch(0, with: other) && !third.sharesStretch(1, with: other))
    // What is shared is parted again by a change of one.
    one.truncate(after: length + 1)
    one.append(Self.entry(7, 7))
    #expect(other.entries == Array(list[..<(2 * length)]) + [Self.entry(2, 9)])
  }

  @Test func `a log that gave up its first entries is the rest of the list however it came about`()
  {
    var random = RandomStream(seed: 2, .test, 3)
    var log = Raft.Log()
    var list: [Raft.Entry] = []
    var base = 0
    for round in 0..<400 {
      if random.below(30) == 0 {
        let kept = max(base, list.count - Int(random.below(1_300)))
        log.truncate(after: kept)
        list.removeLast(list.count - kept)
      }
      if random.below(8) == 0 {
        let given = base + Int(random.below(UInt64(list.count - base + 1)))
        log.discard(through: given)
        base = max(base, given)
      }
      let term = (list.last?.term ?? 0) + Int64(random.below(2))
      let added = (0..<Int(random.below(90))).map { Self.entry(term, Int64(round * 100 + $0)) }
      log.append(added)
      list += added
      #expect(log.base == base && log.baseTerm == (base > 0 ? list[base - 1].term : 0))
      #expect(log.lastIndex == list.count && log.lastTerm == list.last?.term ?? 0)
    }
    #expect(base > Raft.Log.stretchLength && log.entries == Array(list[base...]))
    var other = Raft.Log()
    other.restart(after: base, list[base - 1].term)
    #expect(other.lastIndex == base && other.lastTerm == list[base - 1].term)
    other.append(Array(list[base...]))
    #expect(log == other && log.hashValue == other.hashValue)
    #expect(log.term(at: base - 1) == nil && log.term(at: base) == list[base - 1].term)
    for index in base + 1...list.count {
      #expect(log[index] == list[index - 1] && log.term(at: index) == list[index - 1].term)
      let (stretch, start) = log.stretch(after: index - 1)
      #expect(stretch[index - 1 - start] == list[index - 1])
    }
    let first = list[base...].firstIndex { $0.term >= list[base].term + 1 } ?? list.count
    #expect(log.firstIndex(ofTermAtLeast: list[base].term + 1) == first + 1)
    #expect(log.firstIndex(ofTermAtLeast: 0) == base + 1)
    #expect(log.countOfKnown(Array(list[base...]), after: base) == list.count - base)
    #expect(log.entries(from: base + 1, limit: 5) == Array(list[base...].prefix(5)))
  }

  @Test func `logs with different bases share the stretches that both have whole`() {
    let length = Raft.Log.stretchLength
    let list = (0..<3 * length).map { Self.entry(1, Int64($0)) }
    var one = Self.log(list)
    var other = Self.log(list)
    other.discard(through: length + 9)
    one.shareMemory(with: other)
    #expect(one == Self.log(list) && one.sharesStretch(2, with: other, at: 1))
    #expect(!one.sharesStretch(1, with: other, at: 0))
    var third = Self.log(list)
    other.shareMemory(with: third)
    #expect(third.sharesStretch(2, with: other, at: 1) && other.base == length + 9)
    third.discard(through: 3 * length)
    #expect(third.entries.isEmpty && third.lastIndex == 3 * length && third.lastTerm == 1)
  }

  @Test func `the agents of a long run keep one copy of what all of them have, on disk as well`() {
    var world = World<Raft, KeyValueLoad, NoObserver<Raft, ClientNote>>(
      Conditions(agentCount: 3, link: LinkClass(delay: .constant(.millisecond))),
      Raft.Settings(),
      load: KeyValueLoad(
        KeyValueLoad.Settings(
          clients: 4, agents: 3, pace: .closed(outstanding: 8), reads: .never)),
      observer: NoObserver(), seed: 1)
    world.run(until: 2 * .second)
    let before = world
    world.shareMemory(turn: 1)
    let logs = (0..<3).map { world.machine(of: AgentID($0)).log }
    let disks = (0..<3).map { world.storage(of: AgentID($0)).log }
    #expect(logs[0].lastIndex > 2 * Raft.Log.stretchLength)
    for log in logs + disks { #expect(log.sharesStretch(0, with: logs[1])) }
    #expect((0..<3).allSatisfy { before.machine(of: AgentID($0)).log == logs[$0] })
    var straight = before
    straight.run(until: 3 * .second)
    world.run(until: 3 * .second)
    #expect(world.digest == straight.digest)
  }
}

extension Raft.Log {
  /// Whether a full stretch of both has the same memory.
  fileprivate func sharesStretch(
    _ place: Int, with other: Raft.Log, at otherPlace: Int? = nil
  ) -> Bool {
    let otherPlace = otherPlace ?? place
    guard place < full.count, otherPlace < other.full.count else { return false }
    return unsafe full[place].withUnsafeBufferPointer { own in
      unsafe other.full[otherPlace].withUnsafeBufferPointer {
        unsafe own.baseAddress == $0.baseAddress
      }
    }
  }
}

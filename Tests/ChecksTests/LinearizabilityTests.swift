import Simulator
import Testing

@testable import Checks

/// Records a history from short lines; times are in milliseconds.
private struct Recorder {
  var history = History()
  var key: Int32 = 0

  mutating func call(_ client: Int32, _ action: Operation.Action, at time: Int64) -> OperationID {
    try! history.invoke(client: client, key: key, action, at: time * .millisecond)
  }

  mutating func done(_ id: OperationID, _ outcome: Operation.Outcome, at time: Int64) {
    try! history.complete(id, outcome, at: time * .millisecond)
  }

  /// An operation that overlaps nothing recorded later.
  mutating func whole(
    _ client: Int32, _ action: Operation.Action, _ outcome: Operation.Outcome, at time: Int64
  ) {
    let id = call(client, action, at: time)
    done(id, outcome, at: time + 1)
  }

  var verdict: Linearizability.Verdict { Linearizability.check(history) }

  var counterexample: Counterexample? {
    guard case .violation(let found) = verdict else { return nil }
    return found
  }
}

@Suite struct `Linearizability, known histories` {
  @Test func `an empty history is linearizable`() {
    #expect(Linearizability.check(History()) == .linearizable)
  }

  @Test func `a stale read is a violation and names the read`() throws {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    record.whole(1, .write(2), .ok, at: 2)
    record.whole(2, .read, .value(1), at: 4)
    record.whole(2, .read, .value(2), at: 6)
    let found = try #require(record.counterexample)
    #expect(found.culprit == record.history.operations[2])
    #expect(found.prefixLength == 2)
    #expect(found.possibleValues == [2])
    #expect(found.isShortest)
    #expect(
      found.description == """
        key 0: client 3 read 1, 4.000 ms to 5.000 ms, which fits no order of the operations.
        2 operations on the key returned before it and fit together; they leave the key at 2.
            client 2 wrote 1, 0.000 ms to 1.000 ms
            client 2 wrote 2, 2.000 ms to 3.000 ms
          > client 3 read 1, 4.000 ms to 5.000 ms
        """)
  }

  @Test func `a lost update is a violation`() {
    var record = Recorder()
    record.whole(1, .write(0), .ok, at: 0)
    record.whole(1, .read, .value(0), at: 2)
    record.whole(2, .read, .value(0), at: 4)
    record.whole(1, .compareAndSet(expected: 0, new: 1), .ok, at: 6)
    record.whole(2, .compareAndSet(expected: 0, new: 2), .ok, at: 8)
    #expect(record.counterexample?.culprit == record.history.operations[4])
  }

  @Test func `a retry that is applied twice is a violation`() {
    // The write of 1 is retried and applied again after 2 was written over it.
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    record.whole(2, .write(2), .ok, at: 2)
    record.whole(3, .read, .value(2), at: 4)
    record.whole(3, .read, .value(1), at: 6)
    #expect(record.counterexample?.culprit == record.history.operations[3])
  }

  @Test func `a new value and then the old one is a violation while the write is open`() {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    let write = record.call(1, .write(2), at: 2)
    record.whole(2, .read, .value(2), at: 3)
    record.whole(3, .read, .value(1), at: 5)
    record.done(write, .ok, at: 9)
    #expect(record.counterexample?.culprit == record.history.operations[3])
    #expect(record.counterexample?.window.count == 4)
  }

  @Test func `the old value and then the new one is legal while the write is open`() {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    let write = record.call(1, .write(2), at: 2)
    record.whole(2, .read, .value(1), at: 3)
    record.whole(3, .read, .value(2), at: 5)
    record.done(write, .ok, at: 9)
    #expect(record.verdict == .linearizable)
  }

  @Test func `a value that nobody wrote is a violation`() {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    record.whole(2, .read, .value(7), at: 2)
    #expect(record.counterexample?.culprit == record.history.operations[1])
    #expect(record.counterexample?.possibleValues == [1])
  }

  @Test func `a mismatch on the only value there can be is a violation`() {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    record.whole(2, .compareAndSet(expected: 1, new: 2), .mismatch, at: 2)
    #expect(record.counterexample?.culprit == record.history.operations[1])
  }

  @Test func `of two concurrent compare-and-sets on one value one succeeds`() {
    for (second, isLegal) in [(Operation.Outcome.mismatch, true), (.ok, false)] {
      var record = Recorder()
      record.whole(1, .write(1), .ok, at: 0)
      let left = record.call(1, .compareAndSet(expected: 1, new: 2), at: 2)
      let right = record.call(2, .compareAndSet(expected: 1, new: 3), at: 3)
      record.done(right, .ok, at: 4)
      record.done(left, second, at: 5)
      #expect((record.verdict == .linearizable) == isLegal)
    }
  }

  @Test func `concurrent compare-and-sets may follow one another in either order`() {
    var record = Recorder()
    let second = record.call(1, .compareAndSet(expected: 5, new: 6), at: 0)
    let first = record.call(2, .compareAndSet(expected: nil, new: 5), at: 1)
    record.done(second, .ok, at: 2)
    record.done(first, .ok, at: 3)
    record.whole(3, .read, .value(6), at: 4)
    #expect(record.verdict == .linearizable)
  }

  @Test func `a write that timed out may be read`() {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    record.whole(1, .write(2), .unknown, at: 2)
    record.whole(2, .read, .value(2), at: 4)
    #expect(record.verdict == .linearizable)
  }

  @Test func `a write that timed out may take effect much later, and only once`() {
    var record = Recorder()
    record.whole(1, .write(2), .unknown, at: 0)
    for time in 0..<50 {
      record.whole(2, .write(Int64(100 + time)), .ok, at: Int64(2 + time * 4))
      record.whole(2, .read, .value(Int64(100 + time)), at: Int64(4 + time * 4))
    }
    record.whole(2, .read, .value(2), at: 300)
    #expect(record.verdict == .linearizable)
    record.whole(2, .write(3), .ok, at: 302)
    record.whole(2, .read, .value(2), at: 304)
    #expect(record.counterexample?.culprit == record.history.operations.last)
  }

  @Test func `a write that failed must not be read`() {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    record.whole(1, .write(2), .failed, at: 2)
    #expect(record.verdict == .linearizable)
    record.whole(2, .read, .value(2), at: 4)
    #expect(record.counterexample != nil)
  }

  @Test func `a compare-and-set that timed out takes effect only where it matches`() {
    for (found, isLegal) in [(Int64(1), true), (3, true), (2, false)] {
      var record = Recorder()
      record.whole(1, .write(1), .ok, at: 0)
      record.whole(2, .compareAndSet(expected: 1, new: 3), .unknown, at: 2)
      record.whole(2, .compareAndSet(expected: 9, new: 2), .unknown, at: 4)
      record.whole(3, .read, .value(found), at: 6)
      #expect((record.verdict == .linearizable) == isLegal)
    }
  }

  @Test func `operations that timed out may lead to a value one through another`() {
    var record = Recorder()
    record.whole(1, .write(1), .unknown, at: 0)
    record.whole(2, .compareAndSet(expected: 1, new: 2), .unknown, at: 2)
    record.whole(2, .compareAndSet(expected: 2, new: 3), .unknown, at: 4)
    record.whole(3, .read, .value(nil), at: 6)
    record.whole(3, .read, .value(3), at: 8)
    #expect(record.verdict == .linearizable)
    record.whole(3, .read, .value(1), at: 10)
    #expect(record.counterexample != nil)
  }

  @Test func `a pending operation counts as unknown`() {
    var record = Recorder()
    _ = record.call(1, .write(4), at: 0)
    record.whole(2, .read, .value(nil), at: 1)
    record.whole(2, .read, .value(4), at: 3)
    #expect(record.verdict == .linearizable)
  }

  @Test func `keys are registers of their own and the wrong one is named`() {
    var record = Recorder()
    record.whole(1, .write(1), .ok, at: 0)
    record.key = 9
    record.whole(1, .read, .value(nil), at: 2)
    #expect(record.verdict == .linearizable)
    record.whole(1, .read, .value(1), at: 4)
    #expect(record.counterexample?.key == 9)
  }
}

@Suite struct `Linearizability, searches` {
  @Test(arguments: 0..<8)
  func `the verdict and the culprit equal those of trying every order`(_ kind: Int) throws {
    var verdicts = (legal: 0, wrong: 0)
    for seed in 0..<1_500 {
      var source = RandomHistory(seed: UInt64(kind * 100_000 + seed))
      source.operations = 4 + seed % 5
      source.maximumOpen = 2 + seed % 4
      source.distinctValues = kind & 1 == 1
      source.values = kind & 1 == 1 ? 8 : 3
      source.unknownOneIn = kind & 2 == 2 ? 3 : 0
      source.liesOneIn = kind & 4 == 4 ? 4 : 9
      let history = try source.make()
      switch Linearizability.check(history) {
      case .linearizable:
        verdicts.legal += 1
        try #require(BruteForce(history).isLinearizable, "seed \(seed): \(history.operations)")
      case .violation(let found):
        verdicts.wrong += 1
        let shortest = (0...history.events.count).first {
          !BruteForce(history, events: $0).isLinearizable
        }
        let end = try #require(shortest, "seed \(seed): \(history.operations)")
        try #require(found.culprit == history.operations[Int(~history.events[end - 1])])
        try #require(found.isShortest && found.window.contains(found.culprit))
      case .undecided: Issue.record("undecided at seed \(seed)")
      }
    }
    #expect(verdicts.legal > 100 && verdicts.wrong > 100)
  }

  @Test func `a register that works is never accused, however many operations stay open`() throws {
    for seed in 0..<150 {
      var source = RandomHistory(seed: UInt64(seed))
      source.operations = 400
      source.maximumOpen = 2 + seed % 40
      source.distinctValues = seed % 3 > 0
      source.unknownOneIn = UInt64(3 + seed % 20)
      let history = try source.make()
      if case .violation(let found) = Linearizability.check(history, steps: 50_000) {
        Issue.record("seed \(seed): \(found.description)")
      }
    }
  }

  @Test func `a long history with operations that stay open for ever costs few steps`() throws {
    var source = RandomHistory(seed: 1)
    source.operations = 20_000
    source.maximumOpen = 8
    source.distinctValues = true
    source.unknownOneIn = 10
    let history = try source.make()
    #expect(Linearizability.check(history, steps: 200_000) == .linearizable)
  }

  @Test func `a search that runs out of steps claims nothing`() throws {
    var source = RandomHistory(seed: 2)
    source.operations = 500
    let history = try source.make()
    #expect(Linearizability.check(history, steps: 20) == .undecided(key: 0, steps: 20))
    #expect(Linearizability.check(history) == .linearizable)
  }

  @Test func `forty writes at once with reads of all of them are ordered by the reads`() throws {
    var history = History()
    var writes: [OperationID] = []
    for value in 0..<40 {
      writes.append(try history.invoke(client: 0, key: 0, .write(Int64(value)), at: 0))
    }
    for turn in 0..<40 {
      let read = try history.invoke(client: 1, key: 0, .read, at: 1)
      try history.complete(read, .value(Int64(turn * 7 % 40)), at: 1)
    }
    for write in writes { try history.complete(write, .ok, at: 2) }
    #expect(Linearizability.check(history, steps: 2_000) == .linearizable)
    let read = try history.invoke(client: 1, key: 0, .read, at: 3)
    try history.complete(read, .value(7), at: 4)
    guard case .violation(let found) = Linearizability.check(history, steps: 20_000) else {
      Issue.record("a stale read behind forty writes went unseen")
      return
    }
    #expect(found.culprit == history[read])
  }
}

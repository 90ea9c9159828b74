import Protocols
import Simulator
import Testing

@Suite("Conflict policies") struct ConflictPolicyTests {
  private static func permutations<T>(_ items: [T]) -> [[T]] {
    if items.count < 2 { return [items] }
    return items.indices.flatMap { index in
      var rest = items
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  @Test(arguments: ConflictPolicy.allCases)
  func `concurrent writes come to one value in every order and repetition`(policy: ConflictPolicy) {
    for seed in 0..<40 {
      var random = RandomStream(seed: UInt64(seed), .test)
      let writes = (0..<4).map { agent in
        Versions.Sibling(
          Dot(AgentID(agent), 1),
          Payload(
            random.within(-9...9), at: HybridClock(time: random.within(0...2)),
            priority: Int32(random.within(0...2))))
      }
      var results: Set<Int64> = []
      for order in Self.permutations(writes) {
        var versions = Versions()
        for write in order + order.prefix(2) { versions.apply(write, knowing: CausalContext()) }
        results.insert(policy.value(of: versions))
      }
      #expect(results.count == 1, "\(policy) of \(writes) gives \(results)")
    }
  }

  private func versions(_ payloads: [Payload]) -> Versions {
    var versions = Versions()
    for (agent, payload) in payloads.enumerated() {
      versions.apply(.init(Dot(AgentID(agent), 1), payload), knowing: CausalContext())
    }
    return versions
  }

  @Test func `each policy reads what it says`() {
    let early = HybridClock(time: 1)
    let late = HybridClock(time: 2)
    let all = versions([
      Payload(-7, at: late, priority: 1), Payload(4, at: early, priority: 3), Payload(9, at: late),
    ])
    #expect(ConflictPolicy.lastWriteWins.value(of: all) == 9)
    #expect(ConflictPolicy.priority.value(of: all) == 4)
    #expect(ConflictPolicy.consensus.value(of: all) == 9)
    #expect(ConflictPolicy.maximum.value(of: all) == 9)
    #expect(ConflictPolicy.counter.value(of: all) == 6)
    #expect(ConflictPolicy.average.value(of: all) == 2)
    #expect(ConflictPolicy.minimum.value(of: all) == -7)
    #expect(ConflictPolicy.median.value(of: all) == 4)
    #expect(ConflictPolicy.nearestToZero.value(of: all) == 4)
    #expect(
      ConflictPolicy.nearestToZero.value(
        of: versions([Payload(5, at: late), Payload(-5, at: late)]))
        == -5)
    #expect(
      ConflictPolicy.union.value(of: versions([Payload(1, at: late), Payload(6, at: late)])) == 7)
    #expect(ConflictPolicy.average.value(of: Versions()) == 0)
  }

  @Test func `a mean is rounded down and does not overflow`() {
    let time = HybridClock(time: 1)
    let large = versions([Payload(.max, at: time), Payload(.max - 1, at: time)])
    #expect(ConflictPolicy.average.value(of: large) == .max - 1)
    let negative = versions([Payload(-1, at: time), Payload(-2, at: time)])
    #expect(ConflictPolicy.average.value(of: negative) == -2)
  }
}

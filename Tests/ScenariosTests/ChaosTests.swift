import Scenarios
import Simulator
import Testing

@Suite struct ChaosTests {
  private static let kinds = [
    "partition: { every: '1s', for: '0.1s..2s' }", "crash: { every: '2s', for: '1s' }",
    "drift: { every: '1s', for: '1s', ppm: '-9ppm..9ppm' }", "jump: { every: '1s' }",
    "slowDisk: { every: '1s', for: '1s', factor: 3 }",
  ]

  private func faults(_ kinds: [String], seed: UInt64, more: String = "") throws -> [Fault] {
    let keys = "calm: '2s', \(more) chaos: { from: '1s', \(kinds.joined(separator: ", ")) }"
    return try scenario(with: keys).bind(seed: seed).conditions.faults
  }

  @Test func `a seed always gives the same faults and another seed others`() throws {
    let once = try faults(ChaosTests.kinds, seed: 1)
    #expect(try faults(ChaosTests.kinds, seed: 1) == once)
    #expect(try faults(ChaosTests.kinds, seed: 2) != once)
  }

  @Test func `dropping a kind leaves the faults of the others as they are`() throws {
    for dropped in ChaosTests.kinds.indices {
      var kept = ChaosTests.kinds
      kept.remove(at: dropped)
      let name = ChaosTests.kinds[dropped].prefix { $0 != ":" }
      let all = try faults(ChaosTests.kinds, seed: 3)
      #expect(try faults(kept, seed: 3) == all.filter { !$0.name.hasPrefix("\(name)#") })
    }
  }

  @Test func `random faults lie between their begin and the calm tail`() throws {
    for seed in 0..<100 as Range<UInt64> {
      for fault in try faults(ChaosTests.kinds, seed: seed) {
        guard case .at(let begin) = fault.trigger else { continue }
        #expect(begin > .second && begin < 8 * .second)
        #expect(begin + (fault.duration ?? 0) <= 8 * .second)
        #expect(fault.mayHaveNoEffect)
      }
    }
  }

  @Test func `the mean interval is the one asked for`() throws {
    let read = try scenario(
      "{protocol: 'raft', agents: 5, duration: '1000s', chaos: {crash: {every: '1s', for: '1ms'}}}")
    let count = (0..<20 as Range<UInt64>).map { read.bind(seed: $0).conditions.faults.count }
    // Twenty thousand are expected, with a deviation of 141.
    #expect(abs(count.reduce(0, +) - 20_000) < 600)
  }

  @Test func `swarm keeps about its share of kinds, whole`() throws {
    let full = try (0..<200 as Range<UInt64>).map { try faults(ChaosTests.kinds, seed: $0) }
    var kept = 0
    for seed in 0..<200 as Range<UInt64> {
      let chosen = try faults(ChaosTests.kinds, seed: seed, more: "swarm: '50%',")
      let names = Set(chosen.map { $0.action.kind })
      kept += names.count
      #expect(chosen == full[Int(seed)].filter { names.contains($0.action.kind) })
    }
    #expect((400...600).contains(kept))
  }

  @Test func `every kind of fault can be had at random`() throws {
    let simple = [
      "partition", "oneWay", "bridge", "ring", "isolate", "cut", "crash", "torn", "corruptTail",
      "amnesia", "pause", "stalledDisk", "lyingDisk", "failingDisk", "fullDisk", "drift",
    ]
    var kinds = simple.map { "\($0): { every: '10ms', for: '1ms' }" }
    kinds += [
      "keep: { every: '10ms', for: '1ms', links: [[1, 2]] }", "jump: { every: '10ms' }",
      "deliver: { every: '10ms' }", "drop: { every: '10ms' }",
      "links: { every: '10ms', for: '1ms', loss: '50%' }",
      "slowDisk: { every: '10ms', for: '1ms', floor: '1ms' }",
      "slow: { every: '10ms', for: '1ms', factor: 5 }",
    ]
    let found = Set(
      try faults(kinds, seed: 1, more: "service: { time: '1ms' },").map { $0.action.kind })
    // These need versions, connections or orders of the protocol.
    let others: Set<FaultKind> = [.upgrade, .downgrade, .reset, .order]
    #expect(found == Set(FaultKind.drawn).subtracting(others))
  }

  @Test func `a kind that a declared fault is named after gets another name`() throws {
    let read = try scenario(
      with: "faults: [{at: '1s', crash: 1}], chaos: { crash: {every: '1s', for: '1s'} }")
    let names = read.bind(seed: 1).conditions.faults.map { $0.name }
    #expect(names.prefix(2) == ["crash", "chaos crash#1"])
  }

  @Test func `clocks are drawn from their ranges, each agent's for itself`() throws {
    let read = try scenario(with: "clocks: { offset: '-5ms..5ms', drift: '-50ppm..50ppm' }")
    let more = try scenario(
      "{protocol: 'raft', agents: 9, duration: '1s', clocks: {offset: '-5ms..5ms', drift: '-50ppm..50ppm'}}"
    )
    let clocks = read.bind(seed: 4).conditions.clocks
    #expect(Set(clocks).count == 5)
    #expect(clocks.allSatisfy { abs($0.offset) <= 5_000_000 && abs($0.drift) <= 50 })
    #expect(more.bind(seed: 4).conditions.clocks.prefix(5) == clocks[...])
  }

  @Test func `chaos without a kind, without an end or too dense is refused`() {
    #expect(complaints(with: "chaos: {}")[0].contains("chaos has no kind of fault"))
    #expect(complaints(with: "swarm: 0.5")[0].contains("there is none"))
    let dense = complaints(with: "chaos: { crash: { every: '1us', for: '1ms' } }")
    #expect(dense[0].contains("more than 10000 faults a run"))
    let late = complaints(with: "chaos: { from: '10s', crash: { every: '1s', for: '1ms' } }")
    #expect(late[0].contains("chaos begins at 10s; it is over at 10s"))
  }
}

import Protocols
import Simulator
import Testing

@Suite("Dotted version vectors") struct DottedVersionVectorTests {
  private let server = AgentID(0)

  /// A server that keeps one plain version vector an agent, and so cannot tell two clients' writes apart.
  private struct PlainServer {
    var siblings: [(value: String, version: Int64)] = []
    var version: Int64 = 0

    /// A write replaces what its context covers whole.
    mutating func write(_ value: String, knowing context: Int64) {
      version += 1
      // The new version is [server: version], which covers all before it; but what the client had not
      // seen must stay, and then nothing says which parts of it were seen.
      if context >= version - 1 { siblings = [] }
      siblings.append((value, version))
    }
  }

  @Test func `of the textbook trace a plain server keeps three values and dots keep two`() {
    var plain = PlainServer()
    plain.write("A", knowing: 0)
    let contextOfA = plain.version
    plain.write("B", knowing: 0)
    plain.write("C", knowing: contextOfA)
    #expect(plain.siblings.map { $0.value } == ["A", "B", "C"])

    var dotted = DottedVersionVector<String>()
    dotted.write("A", knowing: CausalContext(), at: server)
    let known = dotted.context
    dotted.write("B", knowing: CausalContext(), at: server)
    dotted.write("C", knowing: known, at: server)
    #expect(dotted.siblings.map { $0.value } == ["B", "C"])
    #expect(dotted.context.clock == VectorClock([3]))
  }

  @Test(arguments: 1...40)
  func `after k rounds a plain server keeps k + 1 siblings and dots keep two`(rounds: Int) {
    var plain = PlainServer()
    var dotted = DottedVersionVector<String>()
    plain.write("0", knowing: 0)
    dotted.write("0", knowing: CausalContext(), at: server)
    // Two clients write in turn; each knows its own last write and not the other's.
    var plainKnown: [Int64] = [plain.version, 0]
    var known = [dotted.context, CausalContext()]
    for round in 1...rounds {
      let client = round & 1
      let value = "\(round)"
      plain.write(value, knowing: plainKnown[client])
      plainKnown[client] = plain.version
      let dot = dotted.write(value, knowing: known[client], at: server)
      known[client].insert(dot)
    }
    #expect(plain.siblings.count == rounds + 1)
    #expect(dotted.siblings.count == 2)
  }

  /// Writes at random replicas, each knowing what its replica knew, and now and then a merge.
  private func replicas(_ random: inout RandomStream) -> [DottedVersionVector<Int>] {
    var replicas = Array(repeating: DottedVersionVector<Int>(), count: 3)
    for value in 0..<Int(4 + random.below(12)) {
      let agent = Int(random.below(3))
      if random.below(3) == 0 {
        let other = Int(random.below(3))
        replicas[agent].merge(replicas[other])
      } else {
        let known = random.below(4) == 0 ? CausalContext() : replicas[agent].context
        replicas[agent].write(value, knowing: known, at: AgentID(agent))
      }
    }
    return replicas
  }

  private func merged(
    _ one: DottedVersionVector<Int>, _ other: DottedVersionVector<Int>
  ) -> DottedVersionVector<Int> {
    var result = one
    result.merge(other)
    return result
  }

  @Test func `merging is commutative, associative and idempotent`() {
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), .test)
      let r = replicas(&random)
      #expect(merged(r[0], r[1]) == merged(r[1], r[0]))
      #expect(merged(merged(r[0], r[1]), r[2]) == merged(r[0], merged(r[1], r[2])))
      #expect(merged(r[0], r[0]) == r[0])
      #expect(merged(merged(r[0], r[1]), r[1]) == merged(r[0], r[1]))
    }
  }

  @Test func `writes lead to the same versions in whatever order and however often they arrive`() {
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), .test)
      var source = Array(repeating: DottedVersionVector<Int>(), count: 3)
      var writes: [(DottedVersionVector<Int>.Sibling, CausalContext)] = []
      for value in 0..<10 {
        let agent = Int(random.below(3))
        source[agent].merge(source[Int(random.below(3))])
        let known = source[agent].context
        let dot = source[agent].write(value, knowing: known, at: AgentID(agent))
        writes.append((.init(dot, value), known))
      }
      var inOrder = DottedVersionVector<Int>()
      for write in writes { inOrder.apply(write.0, knowing: write.1) }
      random.shuffle(&writes)
      var shuffled = DottedVersionVector<Int>()
      for write in writes + writes.prefix(3) { shuffled.apply(write.0, knowing: write.1) }
      #expect(shuffled == inOrder)
      #expect(inOrder == merged(merged(source[0], source[1]), source[2]))
    }
  }

  @Test func `what was overwritten before it arrived is stale`() {
    var state = DottedVersionVector<String>()
    var known = CausalContext()
    known.insert(Dot(n2, 1))
    #expect(state.apply(.init(Dot(n1, 1), "late"), knowing: known) == .replaced)
    #expect(state.apply(.init(Dot(n2, 1), "early"), knowing: CausalContext()) == .stale)
    #expect(state.siblings.map { $0.value } == ["late"])
    #expect(state.apply(.init(Dot(n3, 2), "gap"), knowing: CausalContext()) == .concurrent)
    #expect(state.context.ahead == [Dot(n3, 2)])
    #expect(state.apply(.init(Dot(n3, 1), "first"), knowing: CausalContext()) == .concurrent)
    #expect(state.context.ahead == [] && state.context.clock == VectorClock([1, 1, 2]))
  }
}

import Checks
import Experiments
import Scenarios
import Simulator
import Testing

/// Measures of one agent, of a region's clients and of requests, in runs of Raft.
struct RaftProbeTests {
  private func outcome(_ keys: String, seed: UInt64 = 1) throws -> Outcome {
    RaftExperimentTests.registry.run(
      try RaftExperimentTests.scenario("{protocol: 'raft', \(keys)}"), seed: seed)
  }

  private func histogram(_ name: String, _ outcome: Outcome) -> Histogram? {
    if case .samples(let histogram) = RaftExperimentTests.amount(name, outcome) {
      return histogram
    }
    return nil
  }

  private func count(_ name: String, _ outcome: Outcome) -> Int64? {
    if case .count(let count) = RaftExperimentTests.amount(name, outcome) { return count }
    return nil
  }

  private static let quiet =
    "agents: 3, duration: '3s', network: { delay: '2ms' }, raft: { firstCandidate: 1 }"

  @Test func `a read that was asked for tells what it found`() throws {
    let outcome = try outcome(
      """
      \(Self.quiet), load: { clients: 2, mode: 'scripted', requests: [
        { at: '500ms', client: 1, write: 4, value: 11 }, { at: '2s', client: 1, read: 4 } ] },
      faults: [
        { at: '400ms', ask: { client: 2, read: 4 }, name: 'early' },
        { at: '1s', ask: { client: 2, read: 4 }, name: 'seen' },
        { at: '1s', ask: { client: 1, write: 4, value: 12 }, name: 'write' },
        { at: '1500ms', ask: { client: 1, read: 4 }, name: 'late' },
      ],
      measure: {
        early: { answer: 'early' }, seen: { answer: 'seen' }, write: { answer: 'write' },
        late: { answer: 'late' },
      },
      expect: { early: '== 0', late: '== 12', write: '== 12' }
      """)
    #expect(count("early", outcome) == 0 && count("late", outcome) == 12)
    #expect([11, 12].contains(count("seen", outcome) ?? 0))
    // What is no read returns nothing, and no bound holds of it.
    #expect(RaftExperimentTests.amount("write", outcome) == .nothing)
    #expect(outcome.failures == ["write: \"== 12\": no sample"])
  }

  @Test func `a read that is never answered has no value`() throws {
    let outcome = try outcome(
      """
      \(Self.quiet), load: { clients: 1, mode: 'scripted',
        requests: [{ at: '500ms', client: 1, write: 4, value: 11 }] },
      faults: [{ at: '1s', crash: [2, 3], name: 'gone' }, { at: '2s', ask: { client: 1, read: 4 }, name: 'look' }],
      measure: { seen: { answer: 'look' } }, expect: { seen: '>= 0' }
      """)
    #expect(RaftExperimentTests.amount("seen", outcome) == .nothing && !outcome.passed)
  }

  @Test func `an agent lags while it is cut off and not afterwards`() throws {
    let outcome = try outcome(
      """
      agents: 3, duration: '6s', network: { delay: '2ms' }, raft: { firstCandidate: 1 },
      load: { clients: 1, rate: '100/s', reads: '0%', start: '1s' },
      faults: [{ at: '2s', isolate: 'n3', for: '2s', name: 'cut' }],
      measure: { 'lag of n3': { lag: 'n3' }, 'lag of n1': { lag: 'n1' } },
      expect: {
        'lag of n3 max before': '<= 5', 'lag of n3 max during cut': '150..250',
        'lag of n1 max': '<= 5', 'lag of n3 p50 after': '<= 5',
      }
      """)
    #expect(outcome.failures == [])
    // All that is committed during the cut, and nothing else.
    let commits = try #require(
      outcome.measures.first { $0.measure.name == "commits" }?.amount(
        in: .during([0]), outcome.ledger))
    let most = try #require(
      outcome.measures.first { $0.measure.name == "lag of n3" }?.series.maximum(
        in: .during([0]), outcome.ledger))
    if case .count(let count) = commits { #expect(abs(count - most) <= 3) }
  }

  @Test(arguments: ["deliberation", "coordination"])
  func `agents that decide by Raft lag as well`(protocolName: String) throws {
    let load = "load: { clients: 1, rate: '20/s', start: '1s' }"
    let text = """
      {protocol: '\(protocolName)', agents: 3, duration: '6s', network: { delay: '2ms' },
      \(protocolName == "coordination" ? "load: { deliberation: { clients: 1, rate: '20/s', start: '1s' } }" : load),
      faults: [{ at: '2s', isolate: 'n3', for: '2s', name: 'cut' }],
      measure: { behind: { lag: 'n3' } }, expect: { 'behind max during cut': '> 0' }}
      """
    let registry = Registry.standard
    let outcome = registry.run(try registry.read(Array(text.utf8), file: "x.json5"), seed: 2)
    #expect(outcome.failures == [])
  }

  @Test func `latencies by region are those of its clients`() throws {
    let outcome = try outcome(
      """
      duration: '6s', raft: { firstCandidate: 1, electionTimeout: '500ms..1s', heartbeat: '100ms' },
      regions: { places: { us: { agents: 3, clients: 1 }, eu: { agents: 2, clients: 2 } },
        latency: { 'us eu': '40ms' } },
      load: { clients: 6, rate: '60/s', start: '1s' },
      measure: {
        'writes in us': { latency: 'writes', region: 'us' },
        'writes in eu': { latency: 'writes', region: 'eu' },
        'reads in us': { latency: 'reads', region: 'us' },
        'reads in eu': { latency: 'reads', region: 'eu' },
      }
      """)
    let names = ["writes in us", "writes in eu", "reads in us", "reads in eu"]
    let parts = try names.map { try #require(histogram($0, outcome)) }
    var writes = parts[0]
    writes.merge(parts[1])
    var reads = parts[2]
    reads.merge(parts[3])
    #expect(writes.runs == histogram("commit latency", outcome)?.runs)
    #expect(reads.runs == histogram("read latency", outcome)?.runs)
    #expect((parts[1].minimum ?? 0) >= 80 * .millisecond)
    #expect((parts[0].quantile(5_000) ?? 0) < 40 * .millisecond)
    #expect(parts[1].count > parts[0].count)
  }

  @Test func `compare-and-sets take effect or find another value`() throws {
    let outcome = try outcome(
      """
      \(Self.quiet), load: { clients: 1, mode: 'scripted', requests: [
        { at: '500ms', client: 1, write: 4, value: 11 },
        { at: '600ms', client: 1, compareAndSet: 4, expected: 11, value: 12 },
        { at: '700ms', client: 1, compareAndSet: 4, expected: 11, value: 13 },
        { at: '1200ms', client: 1, compareAndSet: 4, expected: 11, value: 14 },
        { at: '1300ms', client: 1, read: 4 } ] },
      faults: [{ at: '1s', crash: 3, name: 'fall' }],
      measure: { hits: { answers: 'effect' }, misses: { answers: 'mismatch' } },
      expect: { hits: '== 1', misses: '== 2', 'misses during fall': '== 1', 'hits during fall': '== 0' }
      """)
    #expect(outcome.failures == [])
  }
}

import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@Suite struct ServiceSessionTests {
  private func scenario(_ extra: String) throws -> Scenario {
    let text = """
      { protocol: "raft", agents: 3, duration: "3s", network: { delay: "1ms..5ms" },
        load: { clients: 2, rate: "200/s" }, \(extra) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  private static let busy = """
    service: { time: { exponential: { mean: '0.5ms' } }, timer: '10us', inbox: 50 },
    faults: [{ at: '1s', slow: { of: 'leader', factor: 8 }, for: '500ms' },
      { at: '2s', pause: 'any', for: '100ms' }, { at: '2.5s', crash: 'any', restart: '100ms' }]
    """

  private func measure(_ outcome: Outcome, _ name: String) throws -> MeasureResult {
    try #require(outcome.measures.first { $0.measure.name == name })
  }

  @Test func `stepping back and on again gives the same run of busy agents`() throws {
    let session = Registry.standard.open(try scenario(Self.busy), seed: 3, keepsHistory: true)
    var digests: [Int64: Digest] = [:]
    session.run { session in
      digests[session.eventCount] = session.digest
      return true
    }
    let last = session.eventCount
    let end = session.digest
    #expect(last > 3_000)
    for event in [last - 1, last - 1_000, 1_500, 1_499, 1, 0] {
      #expect(session.go(toEvent: event))
      #expect(session.eventCount == event && session.digest == digests[event])
    }
    session.run()
    #expect(session.digest == end && session.eventCount == last)
  }

  @Test func `waits, utilisation and losses are measures where a scenario has service`() throws {
    let scenario = try scenario(Self.busy)
    #expect(
      scenario.vocabulary.measures.suffix(3).map { $0.name }
        == ["inbox wait", "utilisation", "inbox losses"])
    let outcome = Registry.standard.run(scenario, seed: 3)
    #expect(outcome.measures.map { $0.measure } == scenario.vocabulary.measures)
    let waits = try measure(outcome, "inbox wait")
    let used = try measure(outcome, "utilisation")
    func millionths(_ window: MeasureWindow) throws -> Int64 {
      try #require(used.amount(in: window, outcome.ledger).value(.total))
    }
    // 400 requests a second among three agents at half a millisecond an input, and what Raft adds.
    #expect((100_000...500_000).contains(try millionths(.before)))
    #expect(try millionths(.during([0])) > millionths(.before))
    let calm = try #require(waits.amount(in: .before, outcome.ledger).value(.p99))
    let slow = try #require(waits.amount(in: .during([0]), outcome.ledger).value(.p99))
    #expect(slow > 2 * calm && calm > 0)
  }

  @Test func `a scenario without service has none of them, and variants all have the same`() throws
  {
    let plain = try scenario("")
    #expect(!plain.vocabulary.measures.contains { $0.name == "utilisation" })
    let varied = try scenario(
      "vary: [{ 'raft.heartbeat': '40ms' }, { 'service.time': '1ms' }]")
    #expect(varied.runs.allSatisfy { $0.vocabulary.measures.last?.name == "inbox losses" })
    let outcome = Registry.standard.run(varied.runs[0], seed: 1)
    let used = try measure(outcome, "utilisation")
    #expect(used.amount(in: .whole, outcome.ledger) == .nothing)
  }

  @Test func `utilisation is what a constant service makes of a known load`() throws {
    let outcome = Registry.standard.run(try scenario("service: { time: '1ms' }"), seed: 1)
    let waits = try measure(outcome, "inbox wait")
    let inputs = try #require(waits.amount(in: .whole, outcome.ledger).value(.count))
    guard
      case .ratio(let worked, let capacity) = try measure(outcome, "utilisation").amount(
        in: .whole, outcome.ledger)
    else { throw TestFailure() }
    #expect(capacity == 9 * .second)
    // Every input took a millisecond but those that the end of the run cut short, one an agent at most.
    #expect((inputs - 3) * .millisecond <= worked && worked <= inputs * .millisecond)
  }

  private struct TestFailure: Error {}

  @Test func `what is taken up is recorded, with how long it waited`() throws {
    let session = Registry.standard.open(try scenario(Self.busy), seed: 3, recording: .recording)
    var taken: [Record] = []
    var ends: [Nanoseconds: Int] = [:]
    session.run { session in
      for record in session.records {
        if record.kind == .takesUp { taken.append(record) }
        if record.kind == .delivered { ends[record.time, default: 0] += 1 }
      }
      return session.now < 900 * .millisecond
    }
    let arrivals = taken.filter { $0.message != nil }
    #expect(arrivals.count > 500 && taken.count > arrivals.count)
    #expect(taken.allSatisfy { $0.cause != nil && $0.agent != nil })
    let text = try #require(arrivals.first).text
    #expect(text.contains("takes up #") && text.contains(": waited ") && text.contains(", until "))
  }

  @Test func `an agent shows what it works on and what waits`() throws {
    let session = Registry.standard.open(
      try scenario("service: { time: '20ms', workers: 2, inbox: 30 }"), seed: 1,
      recording: .following)
    session.run(until: 2 * .second)
    let busy = (0..<3).map { session.inspect(AgentID($0)) }
      .filter { ($0.service?.waiting.count ?? 0) > 0 }
    let agent = try #require(busy.first)
    let service = try #require(agent.service)
    #expect(service.workers == 2 && service.works.count == 2 && service.inboxLimit == 30)
    #expect(service.works.allSatisfy { ($0.end ?? 0) > session.now })
    #expect(service.waiting.count == agent.waitingInputs)
    #expect(agent.life == "running")
    let plain = Registry.standard.open(try scenario(""), seed: 1)
    plain.run(until: .second)
    #expect(plain.inspect(AgentID(0)).service == nil)
  }
}

import Experiments
import Scenarios
import Simulator
import Testing

/// Which agents wait at which barrier can be read from records and from inspection.
struct BarrierWaitingTests {
  private static let registry: Registry = {
    var registry = Registry()
    registry.add(BarrierExperiment.self)
    registry.add(OrchestrationExperiment.self)
    return registry
  }()

  private static func scenario(_ protocolName: String, _ keys: String) throws -> Scenario {
    let text = """
      { about: "x", protocol: "\(protocolName)", agents: 4, duration: "20s",
        network: { delay: "1ms..30ms", loss: "10%" }, disk: { flush: "1ms..10ms" }, \(keys) }
      """
    return try registry.read(Array(text.utf8), file: "test.json5")
  }

  /// What records say of the waiting of each agent, as inspection shows it.
  private struct Board {
    var waiting: [[FieldValue]]
    var isUp: [Bool]

    mutating func take(_ record: Record) {
      guard let agent = record.agent?.index else { return }
      if record.kind == .life {
        isUp[agent] = record.content.kind != "crashed"
        waiting[agent] = []
      }
      guard record.kind == .note, let barrier = record.content["barrier"],
        let generation = record.content["generation"]
      else { return }
      let instance = FieldValue.composite(
        Fields([Field("barrier", barrier), Field("generation", generation)]))
      switch record.content.kind {
      case "arrived", "waits again": waiting[agent].append(instance)
      case "passed", "refused": waiting[agent].removeAll { $0 == instance }
      default: break
      }
    }
  }

  @Test func `records and inspection agree after every event, whatever crashes`() throws {
    let scenario = try Self.scenario(
      "barrier",
      """
      load: { rounds: 12, barriers: 2, work: "50ms..900ms", patience: "1s" },
      faults: [
        { at: "1500ms", crash: 2, restart: "700ms" }, { at: "3s", crash: 1, restart: "400ms" },
        { at: "5s", crash: 3, restart: "1s" }, { at: "6s", crash: 2, restart: "300ms" },
      ]
      """)
    for seed in UInt64(1)...5 {
      let session = Self.registry.open(scenario, seed: seed, recording: .recording)
      var board = Board(
        waiting: Array(repeating: [], count: 4), isUp: Array(repeating: false, count: 4))
      var waits = 0
      while session.step() {
        for record in session.records { board.take(record) }
        for agent in 0..<4 where board.isUp[agent] {
          let shown = session.inspect(AgentID(agent)).machine["waitsAt"]
          #expect(shown == .list(board.waiting[agent]), "\(seed) \(agent) \(session.now)")
          waits += board.waiting[agent].count
        }
      }
      #expect(waits > 100 && board.waiting.allSatisfy { $0.isEmpty })
    }
  }

  @Test func `the timeline of barriers and of orchestrations shows who waits`() throws {
    let barrier = try Self.scenario("barrier", "load: { rounds: 2 }")
    let orchestration = try Self.scenario("orchestration", "load: { rounds: 2 }")
    for scenario in [barrier, orchestration] {
      let changes = Self.registry.run(scenario, seed: 1).timeline.changes
      #expect(changes.count { $0.status == .running(.waiting) } == 8)
      #expect(Set(changes.filter { $0.status == .running(.waiting) }.map { $0.agent }).count == 4)
    }
  }
}

import ABD
import Experiments
import Scenarios
import Simulator
import Testing

@Suite struct ABDTests {
  private let one = ABD.Copy(ABD.Timestamp(counter: 1, writer: AgentID(2)), 7)
  private let id = RequestID(client: 0, attempt: 0)

  /// The first agent of three.
  private func agent(readsWriteBack: Bool = true) -> ABD {
    var settings = ABD.Settings()
    settings.mistake = readsWriteBack ? nil : .hasty
    return ABD(Profile(id: AgentID(0), clusterSize: 3), settings)
  }

  @Test func `a replica keeps the newest copy and answers an older one all the same`() {
    var machine = agent()
    var turn = Turn<ABD>()
    machine.receive(.store(id, 4, one), from: AgentID(1), &turn)
    let expected: [Effect<ABD>] = [
      .persist(ABD.Storage.Write(4, one)), .send(.stored(id), to: AgentID(1)),
    ]
    #expect(turn.takeEffects() == expected)
    machine.receive(.store(id, 4, ABD.Copy()), from: AgentID(1), &turn)
    machine.receive(.query(id, 4), from: AgentID(1), &turn)
    let answers: [Effect<ABD>] = [
      .send(.stored(id), to: AgentID(1)), .send(.copy(id, one), to: AgentID(1)),
    ]
    #expect(turn.takeEffects() == answers)
  }

  @Test func `writes that overlap at one coordinator get timestamps of their own`() {
    var machine = agent()
    var turn = Turn<ABD>()
    let other = RequestID(client: 1, attempt: 0)
    machine.accept(.write(0, 10), id, &turn)
    machine.accept(.write(0, 20), other, &turn)
    _ = turn.takeEffects()
    for request in [id, other] {
      for agent in 1...2 { machine.receive(.copy(request, one), from: AgentID(agent), &turn) }
    }
    let written = turn.takeEffects().compactMap { effect -> ABD.Storage.Write? in
      if case .persist(let write) = effect { write } else { nil }
    }
    #expect(
      written
        == [(2, 10), (3, 20)].map { counter, value in
          ABD.Storage.Write(
            0, ABD.Copy(ABD.Timestamp(counter: counter, writer: AgentID(0)), value))
        })
  }

  @Test(arguments: [true, false])
  func `a read that finds copies that differ stores the newest before it answers`(
    _ writesBack: Bool
  ) {
    var machine = agent(readsWriteBack: writesBack)
    var turn = Turn<ABD>()
    machine.accept(.read(0), id, &turn)
    machine.receive(.copy(id, one), from: AgentID(1), &turn)
    _ = turn.takeEffects()
    machine.receive(.copy(id, ABD.Copy()), from: AgentID(2), &turn)
    let answer = Effect<ABD>.respond(.value(7), to: id)
    #expect(turn.takeEffects().contains(answer) == !writesBack)
    machine.receive(.stored(id), from: AgentID(2), &turn)
    machine.receive(.stored(id), from: AgentID(2), &turn)
    #expect(!turn.takeEffects().contains(answer))
    machine.receive(.stored(id), from: AgentID(1), &turn)
    #expect(turn.takeEffects().contains(answer) == writesBack)
  }

  @Test func `what answered is not asked again`() {
    var machine = agent()
    var turn = Turn<ABD>()
    machine.accept(.read(0), id, &turn)
    machine.receive(.copy(id, one), from: AgentID(1), &turn)
    _ = turn.takeEffects()
    machine.expire(.resend, &turn)
    let expected: [Effect<ABD>] = [
      .send(.query(id, 0), to: AgentID(0)), .send(.query(id, 0), to: AgentID(2)),
      .setTimer(.resend, after: 50 * .millisecond),
    ]
    #expect(turn.takeEffects() == expected)
  }

  @Test func `a timestamp that falls on a disk is a violation`() {
    var (watch, storage) = (ABDWatch(agentCount: 2), ABD.Storage())
    for (agent, copy) in [(0, one), (1, ABD.Copy()), (1, one), (0, ABD.Copy())] {
      #expect(!watch.hasViolation)
      let write = ABD.Storage.Write(3, copy)
      storage.apply(write)
      watch.becameDurable(write, storage, of: AgentID(agent), at: 5)
    }
    #expect(
      watch.violation?.message == "key 3 fell below counter 1, writer n3 on the disk of n1")
  }

  @Test func `write-backs are counted by phase`() {
    var watch = ABDWatch(agentCount: 2)
    let note = ABD.Note.wroteBack(0, one.timestamp)
    watch.noted(note, by: AgentID(0), at: 1)
    watch.noted(.wrote(0, one.timestamp), by: AgentID(0), at: 1)
    watch.faulted(
      FaultEvent(index: 0, name: "cut", phase: .began, agents: [], targets: "{}"), at: 2)
    watch.noted(note, by: AgentID(1), at: 3)
    watch.noted(note, by: AgentID(1), at: 4)
    var report = WatchReport()
    watch.report(into: &report)
    guard case .tally(let tally) = report.measures.first?.series else {
      Issue.record("no tally")
      return
    }
    #expect(tally.whole == 3 && tally.byPhase == [1, 2])
  }

  @Test func `clients that take no lists have no mode, and stop when they are told`() throws {
    #expect(!ABDExperiment.vocabulary.load.contains { $0.name == "mode" })
    var registry = Registry()
    registry.add(ABDExperiment.self)
    let text = """
      {
        about: "Short", protocol: "abd", agents: 3, duration: "10s",
        load: { rate: "10/s", arrival: "fixed", clients: 2, start: "1s", stop: "2s" },
      }
      """
    let scenario = try registry.read(Array(text.utf8), file: "short.json5")
    let outcome = registry.run(scenario, seed: 1)
    // Each client asks every 200 ms, first 200 ms after the start, and not at 2 s any more.
    let operations = try #require(outcome.measures.first { $0.measure.name == "operations" })
    guard case .tally(let tally) = operations.series else {
      Issue.record("no tally")
      return
    }
    #expect(tally.whole == 8)
  }

  @Test func `a client asks by hand, and the scenario that says so is the same run`() throws {
    var registry = Registry()
    registry.add(ABDExperiment.self)
    let text = """
      { protocol: "abd", agents: 3, duration: "3s", network: { delay: "1ms..5ms" },
        load: { clients: 2, rate: "50/s", keys: 3 }
      }
      """
    let scenario = try registry.read(Array(text.utf8), file: "abd.json5")
    let session = registry.open(scenario, seed: 4, recording: .recording)
    session.run(until: .second)
    try session.act("{ ask: { client: 2, write: 1 } }", name: "write")
    #expect(session.records.contains { $0.content.kind == "invoked" })
    #expect(session.run(until: .note("answered", count: 3)))
    try session.act("{ ask: { read: 1 } }", name: "read")
    let none = try session.act("{ ask: { read: 9 } }", name: "no such register")
    session.run()
    #expect(session.faultReports.map { $0.effects } == [1, 1, 0] && none == 2)
    #expect(!session.hasViolation)

    let texts = try #require(session.interventionTexts)
    let bytes = try Scenario.adding(faults: texts, to: Array(text.utf8), file: "abd.json5")
    let again = registry.run(try registry.read(bytes, file: "abd.json5"), seed: 4)
    #expect(again.fingerprint == session.digest && again.eventCount == session.eventCount)
    #expect(throws: ScenarioError.self) {
      try session.act("{ ask: { read: 1, write: 1 } }", name: "both")
    }
  }
}

import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@Suite struct `A session holds a run` {
  static func scenario(_ extra: String = "") throws -> Scenario {
    let text = """
      { protocol: "raft", agents: 5, duration: "4s", network: { delay: "1ms..5ms" },
        load: { clients: 2, rate: "100/s" }, \(extra) }
      """
    return try Registry.standard.read(Array(text.utf8), file: "test.json5")
  }

  @Test func `stepping back and on again gives the same run`() throws {
    let session = Registry.standard.open(try Self.scenario(), seed: 3, keepsHistory: true)
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

  @Test func `what a person did comes again as faults of the scenario`() throws {
    let session = Registry.standard.open(
      try Self.scenario(), seed: 3, recording: .following, keepsHistory: true)
    session.run(maximumEvents: 900)
    let crash = session.act(.crash([.agent(AgentID(1))], .none), name: "crash by hand")
    session.run(maximumEvents: 400)
    session.end(crash)
    session.run { !$0.messagesInFlight().contains { $0.kind == .message } }
    let message = try #require(session.messagesInFlight().first { $0.kind == .message })
    session.act(
      .drop(
        from: .agent(try #require(message.source)), to: .agent(try #require(message.target)),
        rank: 1), name: "drop by hand")
    session.run(until: 2_500_000_123)
    let pause = session.act(.pause([.agent(AgentID(0))]), name: "pause by hand")
    session.run(until: 2_900_000_001)
    session.end(pause)
    session.run()
    #expect(session.interventions.count == 3)
    #expect(session.faultReports.allSatisfy { $0.effects > 0 })

    let texts = try #require(session.interventionTexts)
    let again = Registry.standard.run(
      try Self.scenario("faults: [\(texts.joined(separator: ", "))]"), seed: 3)
    #expect(again.fingerprint == session.digest)
    #expect(again.eventCount == session.eventCount)
  }

  /// What a person may do, in the words of a scenario, and for how many events.
  static let deeds: [(text: String, events: Int64)] = [
    ("{ crash: \"leader\", disk: \"torn\" }", 300), ("{ pause: \"any 2\" }", 200),
    ("{ partition: [[1, \"any 2\"], [\"rest\"]], inFlight: \"held\" }", 400),
    ("{ oneWay: { from: 1, to: \"rest\" } }", 100), ("{ ring: true }", 90),
    ("{ links: { loss: \"12.5%\", delayFactor: 2.5, extraDelay: \"1ms..3ms\" } }", 250),
    ("{ drift: { of: 2, ppm: \"-300ppm\" } }", 100), ("{ jump: { of: 3, by: \"40ms\" } }", 0),
    ("{ slowDisk: { of: \"all\", factor: 3, floor: \"1ms\" } }", 100),
    ("{ fullDisk: 4 }", 50), ("{ deliver: { from: \"any\", to: \"any\" } }", 0),
  ]

  @Test(arguments: ["raft/quiet", "election/quiet", "deliberation/quiet", "agents/quiet"])
  func `whatever a person did is written into the file and comes again`(_ name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "Scenarios/\(name).json5")
    let bytes = try [UInt8](Data(contentsOf: path))
    let file = try Registry.standard.read(bytes, file: name)
    let variant = try #require(file.runs.first)
    let session = Registry.standard.open(variant, seed: 5, recording: .following)
    session.run(until: 1_500 * .millisecond)
    var marks: [(event: Int64, digest: Digest, deed: String)] = []
    for (text, events) in Self.deeds {
      session.run(maximumEvents: 61)
      let act = try session.act(text, name: "by hand")
      session.run(maximumEvents: events)
      if events > 0 { session.end(act) }
      marks.append((session.eventCount, session.digest, text))
    }
    let end = session.now + .second
    session.run(until: end)
    #expect(!session.hasViolation, "\(session.outcome().failures)")
    let texts = try #require(session.interventionTexts)
    #expect(texts.count == Self.deeds.count)

    let longer = try Scenario.adding(faults: texts, to: bytes, file: name)
    let again = try #require(try Registry.standard.read(longer, file: name).runs.first)
    let replay = Registry.standard.open(again, seed: 5)
    for mark in marks {
      replay.go(toEvent: mark.event)
      try #require(replay.digest == mark.digest, "\(mark.deed) at event \(mark.event)")
    }
    replay.run(until: end)
    #expect(replay.digest == session.digest && replay.eventCount == session.eventCount)
  }

  @Test func `going back undoes what was done later and keeps what was done before`() throws {
    let session = Registry.standard.open(try Self.scenario(), seed: 3, keepsHistory: true)
    session.run(maximumEvents: 500)
    session.act(.crash([.agent(AgentID(1))], .none), name: "one")
    session.run(maximumEvents: 500)
    let middle = session.eventCount
    let digest = session.digest
    session.act(.crash([.agent(AgentID(2))], .none), name: "two")
    session.run()
    #expect(session.go(toEvent: middle))
    #expect(session.digest == digest && session.interventions.map { $0.name } == ["one"])
    #expect(session.inspect(AgentID(1)).life == "down")
    #expect(session.inspect(AgentID(2)).life == "running")
  }

  @Test func `an agent can be looked into`() throws {
    let session = Registry.standard.open(try Self.scenario(), seed: 3, recording: .following)
    session.run(until: 2 * .second)
    let inspections = (0..<5).map { session.inspect(AgentID($0)) }
    let leaders = inspections.filter { $0.machine["role"] == .composite(Fields(kind: "leader")) }
    #expect(leaders.count == 1)
    #expect(leaders.first?.timers.contains { $0.timer.kind == "heartbeat" } == true)
    for inspection in inspections {
      #expect(inspection.life == "running" && inspection.localTime == 2 * .second)
      #expect(inspection.disk["term"] == inspection.machine["term"])
    }
    let flight = session.messagesInFlight()
    #expect(flight.allSatisfy { $0.message > 0 && ($0.arriving ?? 0) >= 2 * .second })
  }
}

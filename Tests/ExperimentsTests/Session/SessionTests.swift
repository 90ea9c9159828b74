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

    let texts = session.interventions.map { fault -> String in
      let start =
        switch fault.trigger {
        case .at(let time): "at: \"\(time)ns\""
        case .afterEvent(let event): "afterEvent: \(event)"
        case .milestone: "never"
        }
      let end =
        fault.endEvent.map { ", untilEvent: \($0)" } ?? fault.duration.map { ", for: \"\($0)ns\"" }
        ?? ""
      let action =
        switch fault.action {
        case .crash: "crash: 2"
        case .pause: "pause: 1"
        default:
          "drop: { from: \((message.source?.index ?? 0) + 1), to: \((message.target?.index ?? 0) + 1) }"
        }
      return "{ name: \"\(fault.name)\", \(start), \(action)\(end), mayHaveNoEffect: true }"
    }
    let again = Registry.standard.run(
      try Self.scenario("faults: [\(texts.joined(separator: ", "))]"), seed: 3)
    #expect(again.fingerprint == session.digest)
    #expect(again.eventCount == session.eventCount)
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

import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@Suite struct `A client can be made to ask` {
  /// A quiet scenario of each protocol whose clients can be made to ask, and what they ask for.
  static let cases: [(protocol: String, body: String, asks: [String])] = [
    (
      "raft", "agents: 5, load: { clients: 2, rate: \"50/s\", keys: 3 }",
      [
        "client: 2, write: 1, value: 77", "client: 1, read: 1",
        "client: 1, compareAndSet: 1, expected: 77, value: 78",
      ]
    ),
    (
      "raft", "agents: 3, load: { clients: 2, mode: \"closed\", think: \"300ms\" }",
      ["client: 1, write: 1, value: 7", "client: 2, read: 1"]
    ),
    (
      "election", "agents: 3, load: { clients: 1, rate: \"20/s\" }",
      ["agent: 2, ask: \"elect\"", "agent: 1, ask: \"order\""]
    ),
    (
      "deliberation", "agents: 5, load: { clients: 2, rate: \"5/s\" }",
      [
        "client: 2, agent: 3, propose: 1, value: 42", "agent: 1, choose: 0, values: [4, 5]",
        "agent: 2, vote: \"accept\"",
      ]
    ),
    (
      "synchronisation", "agents: 3, load: { clients: 2, rate: \"20/s\" }",
      ["client: 2, agent: 3, write: 0, amount: 9", "agent: 1, read: 0"]
    ),
    (
      "membership",
      "agents: 20, load: {}, membership: { period: \"200ms\", timeout: \"60ms\" }",
      ["agent: 3, ask: \"leave\"", "agent: 3, ask: \"join\""]
    ),
    (
      "coordination", "agents: 5, load: {}",
      [
        "client: 1, store: { write: 2, value: 5 }",
        "client: 4, deliberation: { agent: 2, propose: 0, value: 3 }",
      ]
    ),
  ]

  static func text(_ index: Int, _ faults: String = "") -> String {
    let (name, body, _) = cases[index]
    return """
      // A comment ] with brackets [.
      { protocol: "\(name)", duration: "4s", network: { delay: "1ms..5ms" }, \(body)\(faults) }
      """
  }

  static func open(_ text: String, recording: RecordLog.Mode = .recording) throws -> Session {
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    return Registry.standard.open(scenario, seed: 3, recording: recording, keepsHistory: true)
  }

  @Test(arguments: cases.indices)
  func `what is asked by hand is a request like any other, and comes again as a fault`(
    _ index: Int
  ) throws {
    let text = Self.text(index)
    let session = try Self.open(text)
    session.run(until: 2 * .second)
    for ask in Self.cases[index].asks {
      session.run(maximumEvents: 137)
      let act = try session.act("{ ask: { \(ask) } }", name: "by hand")
      #expect(session.faultReports[act].effects == 1, "\(ask)")
      #expect(session.records.contains { $0.kind == .requestSent }, "\(ask)")
    }
    session.run()
    #expect(!session.hasViolation)

    let lines = try #require(session.interventionTexts)
    #expect(lines.count == Self.cases[index].asks.count)
    let bytes = try Scenario.adding(faults: lines, to: Array(text.utf8), file: "test.json5")
    let again = try Registry.standard.read(bytes, file: "test.json5")
    let outcome = Registry.standard.run(again, seed: 3)
    #expect(outcome.fingerprint == session.digest)
    #expect(outcome.eventCount == session.eventCount)
    #expect(outcome.fingerprint != Registry.standard.run(session.scenario, seed: 3).fingerprint)
  }

  @Test func `a read by hand is answered with what was written by hand, and counted`() throws {
    let session = try Self.open(Self.text(0))
    session.run(until: 2 * .second)
    try session.act("{ ask: { client: 1, write: 2, value: 5000 } }", name: "write")
    #expect(
      session.run(
        until: .record {
          $0.kind == .replyDelivered && $0.client == 0 && $0.content.kind == "written"
        }))
    session.run(maximumEvents: 1)
    try session.act("{ ask: { client: 2, read: 2 } }", name: "read")
    let asked = session.records.first { $0.kind == .clientNote && $0.content.kind == "invoked" }
    #expect(asked?.content.text.contains("client 2") == true)
    #expect(
      session.run(
        until: .record {
          $0.kind == .replyDelivered && $0.client == 1
            && $0.content["value"] == .integer(5000)
        }))
  }

  @Test func `what other clients ask for stays as it was`() throws {
    func drawn(_ session: Session) -> [String] {
      var asked: [String] = []
      session.run { session in
        for record in session.records where record.kind == .clientNote {
          let text = record.content.text
          if record.content.kind == "invoked", !text.contains("value 7,"), !text.hasSuffix("7") {
            asked.append("\(record.time) \(text.drop { $0 != "c" })")
          }
        }
        return true
      }
      return asked
    }
    let plain = try Self.open(Self.text(0))
    let asking = try Self.open(
      Self.text(0, ", faults: [{ at: \"2s\", ask: { client: 1, write: 1, value: 987654321 } }]"))
    let before = drawn(plain)
    let after = drawn(asking).filter { !$0.contains("987654321") }
    let times = before.map { $0.prefix { $0 != " " } }
    #expect(before.count > 100 && after.map { $0.prefix { $0 != " " } } == times)
  }

  @Test func `a value that was written before is refused, and the check stays right`() throws {
    let session = try Self.open(Self.text(0))
    session.run(until: 2 * .second)
    let first = try session.act("{ ask: { write: 1, value: 5 } }", name: "one")
    session.run(maximumEvents: 10)
    let second = try session.act("{ ask: { write: 1, value: 5 } }", name: "two")
    #expect(session.faultReports[first].effects == 1)
    #expect(session.faultReports[second].effects == 0)
    session.run()
    #expect(!session.hasViolation)
  }

  @Test func `going back takes a request back`() throws {
    let session = try Self.open(Self.text(0))
    session.run(until: 2 * .second)
    let (event, digest) = (session.eventCount, session.digest)
    try session.act("{ ask: { read: 1 } }", name: "read")
    session.run(until: 3 * .second)
    #expect(session.go(toEvent: event) && session.digest == digest)
    #expect(session.interventions.isEmpty)
  }

  @Test(arguments: [
    ("raft", "{ ask: { read: 1, write: 2, value: 3 } }", "a request is one operation"),
    ("raft", "{ ask: { write: 2 } }", "nothing to write"),
    ("raft", "{ ask: { raed: 2 } }", "did you mean 'read'?"),
    ("raft", "{ ask: { client: 9, read: 2 } }", "clients are numbered from 1 to 2"),
    ("raft", "{ ask: { read: 2 }, crash: 1 }", "the fault does two things"),
    ("deliberation", "{ ask: { agent: 9, propose: 1 } }", "there is no agent 9"),
    ("deliberation", "{ ask: { choose: 1, values: [1], version: 2 } }", "it belongs to propose"),
    ("barrier", "{ ask: { client: 1 } }", "unknown key 'ask'"),
  ])
  func `a wrong request is refused by word and place`(
    _ name: String, _ text: String, _ complaint: String
  ) throws {
    let scenario = """
      { protocol: "\(name)", agents: 5, duration: "4s", load: \(name == "barrier" ? "{}" : "{ clients: 2 }") }
      """
    let session = try Self.open(scenario)
    session.run(maximumEvents: 100)
    let error = #expect(throws: ScenarioError.self) { try session.act(text, name: "wrong") }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
    #expect(session.interventions.isEmpty)
  }

  @Test func `a scenario that makes a client ask who is not there is refused`() throws {
    let text = Self.text(0, ",\n faults: [{ at: \"1s\", ask: { client: 3, read: 1 } }]")
    let error = #expect(throws: ScenarioError.self) {
      try Registry.standard.read(Array(text.utf8), file: "test.json5")
    }
    #expect(
      error?.description
        == "test.json5:3:11: there is no client 3; clients are numbered from 1 to 2")
  }
}

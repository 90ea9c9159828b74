import Experiments
import Foundation
import Protocols
import Scenarios
import Simulator
import Testing

/// Figures 7 and 8 of the Raft paper (Ongaro and Ousterhout, 2014, extended version), entry by entry.
@Suite struct `The figures of the Raft paper are told exactly` {
  private static func session(_ name: String) throws -> Session {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "Scenarios/papers/\(name).json5")
    let scenario = try Registry.standard.read([UInt8](Data(contentsOf: path)), file: name)
    return Registry.standard.open(scenario, seed: 1, recording: .recording)
  }

  /// The terms of each agent's durable log.
  private static func logs(_ session: Session) -> [[Int64]] {
    (0..<session.agentCount).map { agent in
      guard case .list(let entries)? = session.inspect(AgentID(agent)).disk["log"] else {
        return []
      }
      return entries.map { entry in
        guard case .composite(let fields) = entry, case .integer(let term)? = fields["term"] else {
          return -1
        }
        return term
      }
    }
  }

  /// The agents that voted for one in a term, itself included, from 1.
  private static func votes(for candidate: Int, _ term: Int64, _ session: Session) -> [Int] {
    var voters = [candidate]
    session.run { session in
      for record in session.records where record.content.kind == "voted" {
        if record.content["candidate"] == .agent(AgentID(candidate - 1)),
          record.content["term"] == .integer(term), let agent = record.agent
        {
          voters.append(agent.index + 1)
        }
      }
      return true
    }
    return voters.sorted()
  }

  @Test func `figure 7, all logs become the leader's, which removes nothing of its own`() throws {
    let session = try Self.session("raft-figure-7")
    session.run(until: .millisecond)
    let leader: [Int64] = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6]
    #expect(
      Self.logs(session) == [
        leader, [1, 1, 1, 4, 4, 5, 5, 6, 6], [1, 1, 1, 4], leader + [6], leader + [7, 7],
        [1, 1, 1, 4, 4, 4, 4], [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3],
      ])
    var removed: [Int: ClosedRange<Int64>] = [:]
    session.run { session in
      for record in session.records where record.content.kind == "truncated" {
        guard let agent = record.agent, case .integer(let first)? = record.content["first"],
          case .integer(let last)? = record.content["last"]
        else { continue }
        removed[agent.index + 1] = first...last
      }
      return true
    }
    #expect(removed == [4: 11...11, 5: 11...12, 6: 6...7, 7: 4...11])
    #expect(Self.logs(session).allSatisfy { $0 == leader + [8] })
    #expect(session.outcome().failures.isEmpty)
  }

  /// (a) to (c), which the three scenarios share.
  private static func checkToC(_ session: Session) {
    session.run(until: 1_500 * .millisecond)
    #expect(logs(session) == [[1, 2], [1, 2], [1], [1], [1]])
    session.run(until: 2_500 * .millisecond)
    #expect(logs(session) == [[1, 2], [1, 2], [1], [1], [1, 3]])
    #expect(session.inspect(AgentID(0)).life == "down")
    session.run(until: 3_500 * .millisecond)
    #expect(logs(session) == [[1, 2], [1, 2], [1, 2], [1], [1, 3]])
    #expect(session.inspect(AgentID(4)).life == "down")
  }

  @Test func `figure 8 (a) to (d), an entry on a majority is overwritten`() throws {
    let session = try Self.session("raft-figure-8")
    Self.checkToC(session)
    session.run(until: 3_800 * .millisecond)
    #expect(Self.logs(session) == [[1, 2, 4], [1, 2], [1, 2], [1], [1, 3]])
    #expect(session.inspect(AgentID(0)).machine["commitIndex"] == .integer(0))
    session.run()
    #expect(Self.logs(session) == Array(repeating: [1, 3], count: 5))
    #expect(session.outcome().failures.isEmpty)
    #expect(try Self.votes(for: 5, 3, Self.session("raft-figure-8")) == [3, 4, 5])
    #expect(try Self.votes(for: 5, 5, Self.session("raft-figure-8")) == [2, 3, 4, 5])
  }

  @Test func `figure 8 (e), an entry of the leader's term commits those before it`() throws {
    let session = try Self.session("raft-figure-8-committed")
    Self.checkToC(session)
    session.run(until: 3_800 * .millisecond)
    #expect(Self.logs(session) == [[1, 2, 4], [1, 2, 4], [1, 2, 4], [1], [1, 3]])
    #expect(session.inspect(AgentID(0)).machine["commitIndex"] == .integer(3))
    session.run()
    #expect(Self.logs(session) == [[1, 2, 4], [1, 2, 4], [1, 2, 4], [1], [1, 3]])
    #expect(session.outcome().failures.isEmpty)
  }

  @Test func `figure 8 with the mistake, what was committed is lost`() throws {
    let session = try Self.session("raft-figure-8-by-counting")
    Self.checkToC(session)
    // The mistake: two entries are taken for committed, of which the second is of an old term.
    #expect(session.inspect(AgentID(0)).machine["commitIndex"] == .integer(2))
    session.run()
    let violation = try #require(session.outcome().violation)
    #expect(violation.check == "leader completeness" && violation.time == 4_110 * .millisecond)
    #expect(session.outcome().failures.isEmpty)
  }

  private static let unlike = [
    ("[[1, 2], [1, 1, 2]]", "n1 and n2 begin term 2 at index 2 and at 3"),
    ("[[1, 3], [2, 3]]", "n1 and n2 have term 3 behind terms 1 and 2"),
    ("[[2, 1]]", "the terms of n1 fall at index 2"),
    ("[[1], [1], [1], [1]]", "there are 4 logs for 3 agents"),
  ]

  @Test(arguments: unlike)
  func `logs that no run of Raft leaves are refused`(logs: String, message: String) throws {
    let text = "{ protocol: 'raft', agents: 3, duration: '1s', raft: { logs: \(logs) } }"
    let error = try #require(throws: ScenarioError.self) {
      try Registry.standard.read(Array(text.utf8), file: "f")
    }
    #expect(error.diagnostics.map { $0.message }.contains { $0.contains(message) }, "\(error)")
  }

  @Test func `logs of unlike ends that share what they must are taken`() throws {
    let text = """
      { protocol: 'raft', agents: 3, duration: '1s',
        raft: { logs: [[1, 1, 2, 5], [1, 1, 2, 2], [1, 1, 3]] } }
      """
    _ = try Registry.standard.read(Array(text.utf8), file: "f")
  }
}

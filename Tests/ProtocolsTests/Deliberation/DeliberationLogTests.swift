import Simulator
import Testing

@testable import Protocols

@Suite("Deliberation: what stands in the log, and what a proposer stands by")
struct DeliberationLogTests {
  /// Stands for the election and a heartbeat of the log, after a crash of its leader.
  static func elect(_ council: inout Council) {
    for _ in 0..<2 {
      council.expire(.raft(.election), of: 0, after: .second)
      council.settle()
    }
  }

  @Test func `a change that stands in the log twice is applied once`() {
    var council = Council(votes("AAA"))
    council.propose()
    for ballot in council.takeVotes() { council.deliver(ballot) }
    guard let id = council.proposal else {
      Issue.record("nothing was proposed")
      return
    }
    let assignment = Proposal(id, variable: 0, value: 7, expectedVersion: 0).assignment
    // As if another leader had taken it in before this one did.
    council.step(0) { machine, turn in
      machine.stepLog(&turn) { _ = $0.append(.assign(assignment), &$1) }
    }
    council.settle()
    for _ in 0..<2 {
      council.expire(.raft(.heartbeat), of: 0, after: 50 * .millisecond)
      council.settle()
    }
    let applied = council.notes.compactMap { note in
      if case .applied(_, let result, _) = note { result } else { nil }
    }
    #expect(applied == Array(repeating: .applied(version: 1), count: 4))
    #expect(council.endings == [.applied(version: 1)])
    #expect(council.checks.violation == nil)
  }

  @Test func `a proposer that starts again stands by what it decided at the deadline`() {
    var council = Council(votes("AAAAAAA"))
    council.propose()
    for ballot in council.takeVotes().prefix(4) { council.deliver(ballot) }
    council.expire(.rounds, of: 0, after: 30 * .second)
    #expect(council.outcomes == [.accepted])
    // It stops before anybody has heard of the change, and wakes up with its votes forgotten.
    council.wire = []
    council.start(0)
    council.settle()
    Self.elect(&council)
    council.expire(.rounds, of: 0, after: 10 * .second)
    council.settle()
    #expect(council.outcomes.allSatisfy { $0 == .accepted })
    #expect(council.endings == [.applied(version: 1)])
    #expect(council.checks.violation == nil)
  }
}

import Protocols

/// What logs of one cluster cannot differ in (Raft paper, figure 3, log matching).
struct RaftLogs {
  /// Where the entries of a term begin in a log: their first index, and the term before.
  private struct Run {
    let agent: Int
    let first: Raft.Index
    let before: Raft.Term
  }

  private var runs: [Raft.Term: Run] = [:]

  /// What no run of Raft could have left in the logs of agents, in words; nil if they may be of one cluster.
  ///
  /// A term has one leader, which only appends: its entries are one run, behind the same entries in every
  /// log. So the same start of each term in all logs is all that it takes.
  /// - Complexity: O(entries).
  static func contradiction(_ logs: [[Raft.Term]]) -> String? {
    var known = RaftLogs()
    for (agent, log) in logs.enumerated() {
      var before: Raft.Term = 0
      for (place, term) in log.enumerated() where term != before {
        if term < before { return "the terms of n\(agent + 1) fall at index \(place + 1)" }
        let run = Run(agent: agent, first: place + 1, before: before)
        if let mistake = known.add(run, of: term) { return mistake }
        before = term
      }
    }
    return nil
  }

  private mutating func add(_ run: Run, of term: Raft.Term) -> String? {
    guard let other = runs[term] else {
      runs[term] = run
      return nil
    }
    let names = "n\(other.agent + 1) and n\(run.agent + 1)"
    if other.first != run.first {
      return "\(names) begin term \(term) at index \(other.first) and at \(run.first)"
    }
    if other.before != run.before {
      return "\(names) have term \(term) behind terms \(other.before) and \(run.before)"
    }
    return nil
  }
}

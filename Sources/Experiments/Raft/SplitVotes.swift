import Protocols
import Simulator

/// Who voted for whom in a term that several stood for and nobody won.
struct SplitVotes: Sendable {
  private let agentCount: Int
  private var term: Raft.Term = 0
  /// By candidate, in the order in which they stood; a candidate votes for itself.
  private var votes: [(candidate: AgentID, voters: AgentSet)] = []
  private var isWon = false
  /// When the last vote of the term was given.
  private var last: Nanoseconds = 0
  private(set) var remarks = Remarks()

  /// Voters of more agents are counted, not named.
  private static var mostNamed: Int { 12 }

  init(agentCount: Int) { self.agentCount = agentCount }

  /// A candidate stands for a term.
  mutating func stand(_ candidate: AgentID, _ term: Raft.Term, at time: Nanoseconds) {
    vote(candidate, for: candidate, term, at: time)
  }

  mutating func vote(
    _ voter: AgentID, for candidate: AgentID, _ term: Raft.Term, at time: Nanoseconds
  ) {
    if term < self.term { return }
    if term > self.term {
      conclude()
      (self.term, votes, isWon) = (term, [], false)
    }
    last = time
    let place = votes.firstIndex { $0.candidate == candidate } ?? votes.count
    if place == votes.count { votes.append((candidate, AgentSet())) }
    votes[place].voters.insert(voter)
  }

  /// The term has a leader.
  mutating func win(_ term: Raft.Term) { if term == self.term { isWon = true } }

  /// The term is over, by another one or by the end of the run.
  mutating func conclude() {
    if isWon || votes.count < 2 { return }
    var parts: [String] = []
    var voted = AgentSet()
    for (candidate, voters) in votes {
      voted.formUnion(voters)
      parts.append("\(text(voters)) for \(candidate)")
    }
    let silent = AgentSet((0..<agentCount).map { AgentID($0) }.filter { !voted.contains($0) })
    if !silent.isEmpty { parts.append("\(text(silent)) for nobody") }
    remarks.add(
      last, "the votes of term \(term) were split: \(parts.joined(separator: "; "))")
    isWon = true
  }

  private func text(_ agents: AgentSet) -> String {
    agentCount > SplitVotes.mostNamed
      ? "\(agents.count)" : agents.members.map { $0.description }.joined(separator: " ")
  }
}

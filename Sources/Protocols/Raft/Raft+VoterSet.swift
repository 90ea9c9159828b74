import Simulator

extension Raft {
  /// A set of agents, such as those whose vote a candidate has: an agent counts once however often it
  /// answers.
  struct VoterSet: Hashable, Sendable {
    /// The agents with an index below 64, a bit each.
    private var low: UInt64 = 0
    /// Those above, 64 a word; empty in the clusters that are usual.
    private var high: [UInt64] = []

    init() {}

    /// The agents with an index below 64, a bit each.
    var lowest: UInt64 { low }

    var count: Int { high.reduce(low.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

    func contains(_ agent: AgentID) -> Bool {
      let (word, bit) = place(of: agent)
      if word == 0 { return low & bit != 0 }
      return word <= high.count && high[word - 1] & bit != 0
    }

    mutating func insert(_ agent: AgentID) {
      let (word, bit) = place(of: agent)
      if word == 0 { low |= bit } else { insert(bit, intoWord: word) }
    }

    // Apart, so that what is usual costs no call.
    @inline(never)
    private mutating func insert(_ bit: UInt64, intoWord word: Int) {
      while high.count < word { high.append(0) }
      high[word - 1] |= bit
    }

    /// Inserts the first agent that is not a member: for a mistake that counts answers.
    mutating func insertAnother() {
      var agent = 0
      while contains(AgentID(agent)) { agent += 1 }
      insert(AgentID(agent))
    }

    /// The members, in ascending order.
    var members: [AgentID] {
      (0..<(high.count + 1) * 64).map { AgentID($0) }.filter { contains($0) }
    }

    private func place(of agent: AgentID) -> (word: Int, bit: UInt64) {
      (agent.index >> 6, (1 as UInt64) << UInt64(agent.index & 63))
    }
  }
}

extension Raft.VoterSet: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(members) }
}

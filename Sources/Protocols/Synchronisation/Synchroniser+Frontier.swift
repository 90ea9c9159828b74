import Simulator

extension Synchroniser {
  /// Up to where all agents have everything on their disks, and how much of the log that covers.
  ///
  /// What is known of agents only rises, so an origin's number can rise only once the agent rises that
  /// held it back.
  struct Frontier: Sendable {
    /// By origin.
    private var columns: [Column] = []
    /// Number of batches in the log that all agents have.
    private(set) var stableCount = 0

    private struct Column: Sendable {
      /// All agents have the origin's updates up to this number.
      var number: Int64 = 0
      /// An agent that has no more of them.
      var slowest = 0
      /// The same, and settled where they are the agent's own.
      var stable: Int64 = 0
      var count = 0
    }

    /// The numbers up to which batches may be forgotten.
    var stable: VectorClock { VectorClock(columns.map { $0.stable }) }

    /// Looks at what is known of all agents now.
    mutating func rise(
      _ replica: Replica, _ known: [VectorClock], of me: AgentID, settled: Int64
    ) {
      while columns.count < replica.delivered.width { columns.append(Column()) }
      for origin in columns.indices {
        let id = AgentID(origin)
        func has(_ agent: Int) -> Int64 {
          agent == me.index ? replica.delivered[id] : known[agent][id]
        }
        if has(columns[origin].slowest) > columns[origin].number {
          columns[origin].number = has(0)
          columns[origin].slowest = 0
          for agent in known.indices.dropFirst() where has(agent) < columns[origin].number {
            columns[origin].number = has(agent)
            columns[origin].slowest = agent
          }
        }
        var stable = columns[origin].number
        if origin == me.index { stable = Swift.min(stable, settled) }
        if stable == columns[origin].stable { continue }
        columns[origin].stable = stable
        let count = replica.batches.count(of: origin, upTo: stable)
        stableCount += count - columns[origin].count
        columns[origin].count = count
      }
    }

    /// The log has forgotten all that is stable.
    mutating func forget() {
      stableCount = 0
      for origin in columns.indices { columns[origin].count = 0 }
    }
  }
}

/// It follows from what is known.
extension Synchroniser.Frontier: Hashable {
  static func == (left: Self, right: Self) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

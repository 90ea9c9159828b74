extension Raft {
  /// The highest level that a majority has reached, such as the index up to which it has a leader's log.
  ///
  /// Agents are looked through only once a majority has passed the level, so that an answer of one of a
  /// thousand costs no more than that of one of five.
  struct QuorumLevel<Level: FixedWidthInteger & Sendable>: Hashable, Sendable {
    /// As of the last search.
    private var reached: Level = 0
    /// Number of agents above it.
    private var above = 0

    init() {}

    /// An agent has risen from one level to another.
    mutating func rise(from old: Level, to new: Level) {
      if old <= reached && new > reached { above += 1 }
    }

    /// An agent has fallen, to nowhere below `floor` as far as the level matters: the next search counts anew.
    mutating func fall(to floor: Level, _ configuration: Configuration) {
      reached = floor
      above = configuration.voterCount
    }

    /// The level now.
    ///
    /// - Complexity: O(voters) for each distinct level that a majority passed; usually one or two.
    mutating func level(
      _ configuration: Configuration, _ progress: [Progress], _ level: (Progress) -> Level
    ) -> Level {
      if let members = configuration.members {
        return configuration.level(members, progress, level)
      }
      while above >= configuration.quorum {
        var count = 0
        var lowest = Level.max
        for agent in progress where level(agent) > reached {
          count += 1
          lowest = min(lowest, level(agent))
        }
        above = count
        // The search ends where nobody is, whatever a quorum is.
        if count < max(configuration.quorum, 1) { break }
        reached = lowest
      }
      return reached
    }
  }
}

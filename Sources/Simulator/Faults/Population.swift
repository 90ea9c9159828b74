/// What the targets of a fault are chosen from: the cluster at the instant the fault fires.
struct Population: Hashable, Sendable {
  /// Whether each agent's process is up and not paused.
  var isRunning: [Bool]
  var zones: [Int]
  var groups: [Int]
  /// The holder of each role, or nil.
  var holders: [AgentID?]
  /// The clients there are.
  var clients: Range<Int32> = 0..<0

  var count: Int { isRunning.count }
  var everybody: AgentSet { AgentSet((0..<count).map { AgentID($0) }) }
}

/// Whom a fault meets.
struct Meeting: Hashable, Sendable {
  /// All of them.
  var agents = AgentSet()
  /// In words.
  var text = ""
  /// For cuts, which links.
  var shape: Cut.Shape?
  /// For one-way cuts and changed links, the ends.
  var from = AgentSet()
  var to = AgentSet()
}

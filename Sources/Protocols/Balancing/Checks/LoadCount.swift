import Simulator

/// The tasks that each worker has.
struct LoadCount: Sendable {
  private(set) var total: Int64 = 0
  /// By agent.
  private var counts: [Int64] = []

  func load(of worker: AgentID) -> Int64 {
    worker.index < counts.count ? counts[worker.index] : 0
  }

  mutating func add(_ worker: AgentID) {
    while counts.count <= worker.index { counts.append(0) }
    counts[worker.index] += 1
    total += 1
  }

  mutating func remove(_ worker: AgentID) {
    guard load(of: worker) > 0 else { return }
    counts[worker.index] -= 1
    total -= 1
  }
}

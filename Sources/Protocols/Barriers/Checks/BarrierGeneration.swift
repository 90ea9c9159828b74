public import Simulator

/// What is known of one generation from outside its agents: arrivals, departures and the outcome.
public struct BarrierGeneration: Sendable {
  /// Which generation it is.
  public let instance: Barrier.Instance
  /// Who is required; nil while no agent has said.
  public internal(set) var members: Barrier.Members?
  /// When it is due, on the clock of the agent that opened it.
  public internal(set) var due: Nanoseconds = -.never
  /// The agents that have arrived.
  public internal(set) var arrived = AgentSet()
  /// Number of those.
  public internal(set) var arrivedCount = 0
  /// The agents that are here, also those that are not required.
  public internal(set) var present = AgentSet()
  /// Members that are no longer required.
  public internal(set) var excluded = AgentSet()
  /// The agents that were told the outcome in the life that they are in.
  public internal(set) var left = AgentSet()
  /// The outcome that the first waiter was told.
  public internal(set) var outcome: Barrier.Outcome?
  /// The outcome that some agent has made durable.
  public internal(set) var durableOutcome: Barrier.Outcome?
  /// The agents whose own arrival is durable.
  public internal(set) var durableArrivals = AgentSet()

  init(_ instance: Barrier.Instance) { self.instance = instance }

  /// Whether all that are required, or the fewest that a deadline lets go on, have arrived.
  func isComplete(fewest: Int?) -> Bool {
    switch members {
    case nil: return false
    case .count(let count)?: return arrivedCount >= Swift.min(Int(count), fewest ?? .max)
    case .agents(let agents)?:
      if let fewest, arrivedCount >= fewest { return true }
      return agents.isCovered(by: arrived, excluded)
    }
  }

  mutating func arrive(_ agent: AgentID) {
    if arrived.contains(agent) { return }
    arrived.insert(agent)
    arrivedCount += 1
  }
}

/// The generations of a run, the newest last; old ones that have ended are forgotten.
struct BarrierGenerations: Sendable {
  private(set) var all: [BarrierGeneration] = []
  /// The newest generations, which are remembered even if they have ended.
  private static var limit: Int { 512 }
  /// The number of generations at which old ones that have ended are dropped.
  private var capacity = 2 * limit

  /// Changes what is known of a generation, which is new if nothing is.
  mutating func change<Result>(
    _ instance: Barrier.Instance, _ change: (inout BarrierGeneration) -> Result
  ) -> Result {
    if let index = index(of: instance) { return change(&all[index]) }
    if all.count >= capacity { forget() }
    all.append(BarrierGeneration(instance))
    return change(&all[all.count - 1])
  }

  /// What has not ended may end yet, and is kept however old it is.
  private mutating func forget() {
    let old = all.count - BarrierGenerations.limit
    let open = all[..<old].filter { $0.outcome == nil }
    all.replaceSubrange(..<old, with: open)
    capacity = 2 * Swift.max(BarrierGenerations.limit, all.count)
  }

  func index(of instance: Barrier.Instance) -> Int? {
    all.lastIndex { $0.instance == instance }
  }

  /// A complete generation of the barrier other than this one, that arrivals could be taken from.
  func hasOtherComplete(than instance: Barrier.Instance, fewest: Int?) -> Bool {
    all.contains {
      $0.instance.barrier == instance.barrier && $0.instance != instance
        && $0.isComplete(fewest: fewest)
    }
  }

  /// The newest other generation of the barrier at which an agent arrived.
  func lastArrival(
    of agent: AgentID, otherThan instance: Barrier.Instance
  ) -> Barrier.Instance? {
    all.last {
      $0.instance.barrier == instance.barrier && $0.instance != instance
        && $0.present.contains(agent)
    }?.instance
  }

  /// An agent's disk holds something else than was written.
  mutating func forgetDurableArrivals(of agent: AgentID) {
    for index in all.indices { all[index].durableArrivals.remove(agent) }
  }

  /// An agent's process started again: it may be told outcomes again.
  mutating func restart(_ agent: AgentID) {
    for index in all.indices { all[index].left.remove(agent) }
  }
}

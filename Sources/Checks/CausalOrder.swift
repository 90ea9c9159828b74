public import Simulator

/// Checks while a run goes on that every replica delivers events in causal order.
///
/// An event carries its origin's vector clock: the entry of the origin is the event's own number, from 1,
/// and every other entry says how many events of that agent the origin had delivered. A replica may
/// deliver it when it is the next of its origin and all that it depends on has been delivered there
/// (Birman, Schiper and Stephenson, *Lightweight Causal and Atomic Group Multicast*, 1991, section 5.1).
public struct CausalOrder: Hashable, Sendable {
  /// What is wrong with a delivery.
  public enum Fault: Hashable, Sendable {
    /// The clock has not one entry for each agent, or the agent is none of the run's.
    case malformed
    /// The event had been delivered at this replica before.
    case repeated
    /// An earlier event of the same agent is missing, or one that the event depends on.
    case missing(origin: AgentID, needed: Int64, delivered: Int64)
  }

  /// The first delivery that broke causal order.
  public struct Violation: Hashable, Sendable {
    /// Where the event was delivered.
    public let replica: AgentID
    /// Who sent it.
    public let origin: AgentID
    /// Its number among the origin's events, from 1; 0 when the clock is malformed.
    public let number: Int64
    public let fault: Fault
  }

  /// How many events of each agent each replica has delivered: row by replica, column by origin.
  private var delivered: [Int64]
  private let agents: Int
  /// The first violation seen; it stays.
  public private(set) var violation: Violation?

  /// - Complexity: O(n²) memory in the number of agents.
  public init(agents: Int) {
    precondition(agents > 0, "causal order needs an agent")
    self.agents = agents
    delivered = Array(repeating: 0, count: agents * agents)
  }

  /// How many events of `origin` the replica has delivered.
  public func deliveredCount(at replica: AgentID, from origin: AgentID) -> Int64 {
    delivered[replica.index * agents + origin.index]
  }

  /// A replica delivers an event; an agent delivers its own events too, when it creates them.
  ///
  /// - Returns: what this delivery broke, or nil.
  /// - Complexity: O(n) in the number of agents.
  @discardableResult
  public mutating func deliver(
    at replica: AgentID, from origin: AgentID, clock: [Int64]
  ) -> Violation? {
    let fault = check(at: replica, from: origin, clock: clock)
    var number: Int64 = 0
    if fault != .malformed {
      number = clock[origin.index]
      let cell = replica.index * agents + origin.index
      delivered[cell] = max(delivered[cell], number)
    }
    guard let fault else { return nil }
    let found = Violation(replica: replica, origin: origin, number: number, fault: fault)
    if violation == nil { violation = found }
    return found
  }

  private func check(at replica: AgentID, from origin: AgentID, clock: [Int64]) -> Fault? {
    let known = 0..<agents
    guard clock.count == agents, known.contains(replica.index), known.contains(origin.index)
    else { return .malformed }
    let row = replica.index * agents
    if clock[origin.index] <= delivered[row + origin.index] { return .repeated }
    for agent in known {
      let needed = clock[agent] - (agent == origin.index ? 1 : 0)
      let has = delivered[row + agent]
      if needed > has {
        return .missing(origin: AgentID(agent), needed: needed, delivered: has)
      }
    }
    return nil
  }
}

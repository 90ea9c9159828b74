public import Simulator

/// Who is connected to whom, and what each agent knows of each name, as agents state it.
public struct NameBoard: Sendable {
  /// By name.
  public private(set) var names: [Name]
  /// By agent, those that it takes itself to be connected to.
  private var connected: [AgentSet]

  /// What agents know of a name.
  public struct Name: Sendable {
    /// Its number.
    public let number: Int32
    /// By agent.
    fileprivate(set) var owners: [AgentID?]
    /// Since when two agents that are connected differ on it; nil if none do.
    public fileprivate(set) var differsSince: Nanoseconds?
    /// The first two that do.
    public fileprivate(set) var pair = (first: AgentID(0), second: AgentID(0))
    /// Since when an agent knows an owner that it is not connected to.
    public fileprivate(set) var orphanSince: Nanoseconds?
    /// The first agent that does.
    public fileprivate(set) var knower = AgentID(0)
  }

  /// A board of agents that know nothing.
  public init(names: Int, agents: Int) {
    self.names = (0..<names).map {
      Name(
        number: Int32(truncatingIfNeeded: $0), owners: Array(repeating: nil, count: agents))
    }
    connected = Array(repeating: AgentSet(), count: agents)
  }

  /// Takes in what an agent states.
  /// - Returns: the starts of spells that this ended, in which connected agents differed on a name.
  public mutating func note(
    _ note: Naming.Note, by agent: AgentID, at time: Nanoseconds
  ) -> [Nanoseconds] {
    switch note {
    case .connected(let other):
      connected[agent.index].insert(other)
      return lookAtAll(at: time)
    case .parted(let other):
      connected[agent.index].remove(other)
      return lookAtAll(at: time)
    case .owned(let name, let owner):
      names[Int(name)].owners[agent.index] = owner
      return look(at: Int(name), time).map { [$0] } ?? []
    case .registered, .unregistered, .yielded: return []
    }
  }

  /// An agent is gone, with all that it knew.
  /// - Returns: the starts of spells that this ended.
  public mutating func crash(_ agent: AgentID, at time: Nanoseconds) -> [Nanoseconds] {
    connected[agent.index] = AgentSet()
    for place in names.indices { names[place].owners[agent.index] = nil }
    return lookAtAll(at: time)
  }

  private mutating func lookAtAll(at time: Nanoseconds) -> [Nanoseconds] {
    var ended: [Nanoseconds] = []
    for place in names.indices {
      if let since = look(at: place, time) { ended.append(since) }
    }
    return ended
  }

  /// - Complexity: O(a²) in the number of agents.
  private mutating func look(at place: Int, _ time: Nanoseconds) -> Nanoseconds? {
    let owners = names[place].owners
    let knower = owners.indices.first { index in
      owners[index].map { $0.index != index && !connected[index].contains($0) } ?? false
    }
    if let knower { names[place].knower = AgentID(knower) }
    names[place].orphanSince = knower == nil ? nil : names[place].orphanSince ?? time
    if let pair = firstPair(owners) {
      names[place].pair = pair
      names[place].differsSince = names[place].differsSince ?? time
      return nil
    }
    let since = names[place].differsSince
    names[place].differsSince = nil
    return since
  }

  private func firstPair(_ owners: [AgentID?]) -> (first: AgentID, second: AgentID)? {
    for first in owners.indices {
      for second in connected[first].members
      where second.index > first && owners[first] != owners[second.index]
        && connected[second.index].contains(AgentID(first))
      {
        return (AgentID(first), second)
      }
    }
    return nil
  }
}

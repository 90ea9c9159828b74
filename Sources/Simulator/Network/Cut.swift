/// An active partition: which directed links it cuts.
struct Cut: Hashable, Sendable {
  /// The fault that brought it up.
  let fault: Int
  let shape: Shape
  /// The kinds of messages between agents that it stops; empty for all, and what clients send and get.
  var kinds: [Int] = []
  /// Whether it holds back what it stops, and does not lose it.
  var isHolding = false
  /// A flapping cut is closed for some of its time.
  var isClosed = true

  enum Shape: Hashable, Sendable {
    /// Agents of different labels are cut off from one another; `everywhere` talks to all, `nowhere`
    /// to none. The last place is the clients'.
    case labels([UInt16])
    /// Messages from the first set to the second are cut; flags say whether clients are in each.
    case oneWay(AgentSet, AgentSet, clientsFrom: Bool, clientsTo: Bool)
    /// Each agent's row of agents to whom its messages are cut.
    case rows([AgentSet])
  }

  static let everywhere = UInt16.max
  static let nowhere = UInt16.max - 1

  /// - Parameter kind: that of the message, or -1 where no cut tells kinds apart.
  func cuts(_ source: AgentID, _ target: AgentID, _ kind: Int) -> Bool {
    guard isClosed, kinds.isEmpty || kinds.contains(kind) else { return false }
    switch shape {
    case .labels(let labels):
      return Cut.divides(labels[source.index], labels[target.index])
    case .oneWay(let from, let to, _, _): return from.contains(source) && to.contains(target)
    case .rows(let rows): return rows[source.index].contains(target)
    }
  }

  func cutsRequest(to agent: AgentID) -> Bool {
    guard isClosed, kinds.isEmpty else { return false }
    switch shape {
    case .labels(let labels): return Cut.divides(labels[labels.count - 1], labels[agent.index])
    case .oneWay(_, let to, let clientsFrom, _): return clientsFrom && to.contains(agent)
    case .rows: return false
    }
  }

  func cutsReply(from agent: AgentID) -> Bool {
    guard isClosed, kinds.isEmpty else { return false }
    switch shape {
    case .labels(let labels): return Cut.divides(labels[labels.count - 1], labels[agent.index])
    case .oneWay(let from, _, _, let clientsTo): return clientsTo && from.contains(agent)
    case .rows: return false
    }
  }

  private static func divides(_ one: UInt16, _ other: UInt16) -> Bool {
    if one == everywhere || other == everywhere { return false }
    return one != other || one == nowhere
  }
}

/// Links that behave otherwise while a fault lasts.
struct Overlay: Hashable, Sendable {
  let fault: Int
  /// Of the fault's own draws.
  let key: UInt64
  /// Senders, or nil for all (clients included).
  let from: AgentSet?
  /// Receivers, or nil for all (clients included).
  let to: AgentSet?
  /// The kinds of messages between agents that it bears on; empty for all that goes over the links.
  let kinds: [Int]
  let change: LinkChange

  /// Whether it bears on a message of a kind, or -1 for what has none; a client is nil.
  func covers(_ source: AgentID?, _ target: AgentID?, _ kind: Int) -> Bool {
    if !kinds.isEmpty, !kinds.contains(kind) { return false }
    if let from {
      guard let source, from.contains(source) else { return false }
    }
    if let to {
      guard let target, to.contains(target) else { return false }
    }
    return true
  }
}

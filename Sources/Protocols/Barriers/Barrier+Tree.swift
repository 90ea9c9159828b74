import Simulator

/// The combining tree: recursive halving, as in a knock-out tournament.
extension Barrier {
  /// The position of one agent in the tree.
  ///
  /// Ranks count from the coordinator. Of a range of ranks the first half is led by the range's first
  /// rank and the second half, which is larger by one if the number is odd, by its own first rank,
  /// which reports to the former. So each rank leads a fixed range, the tree is `ceil(log2 n)` deep,
  /// and each of its `n - 1` links carries one report and one outcome.
  struct TreeNode: Hashable, Sendable {
    /// The rank that this one reports to; nil for the root.
    let parent: Int32?
    /// Number of ranks, from its own on, that it leads.
    let size: Int32
    let children: [Child]

    struct Child: Hashable, Sendable {
      let rank: Int32
      let size: Int32
    }

    init(rank: Int32, of count: Int32) {
      var low: Int32 = 0
      var high = count
      var parent: Int32?
      while low != rank {
        let middle = low &+ (high &- low) / 2
        if rank < middle {
          high = middle
        } else {
          parent = low
          low = middle
        }
      }
      self.parent = parent
      size = high &- low
      var children: [Child] = []
      while high &- low > 1 {
        let middle = low &+ (high &- low) / 2
        children.append(Child(rank: middle, size: high &- middle))
        high = middle
      }
      self.children = children
    }
  }

  func rank(of agent: AgentID) -> Int32 {
    let size = Int32(profile.clusterSize)
    return (agent.rawValue &- settings.coordinator.rawValue &+ size) % size
  }

  func agent(ofRank rank: Int32) -> AgentID {
    AgentID(rawValue: (rank &+ settings.coordinator.rawValue) % Int32(profile.clusterSize))
  }

  var children: AgentSet { AgentSet(tree.children.map { agent(ofRank: $0.rank) }) }

  /// Whether this agent and all below it have arrived.
  func isSubtreeComplete(_ index: Int) -> Bool {
    arrivals[index].hasArrived && arrivals[index].received.nonzeroBitCount == tree.children.count
  }

  /// Reports to the parent once all below are there; the root counts itself at once.
  mutating func report(_ index: Int, _ turn: inout Turn<Barrier>) {
    guard arrivals[index].state == .waiting, isCoordinator || isSubtreeComplete(index) else {
      return
    }
    arrivals[index].hasReported = true
    guard let parent = tree.parent else { return announce(index, &turn) }
    turn.send(
      .arrive(
        arrivals[index].instance, first: rank(of: profile.id), count: tree.size,
        incarnation: incarnation),
      to: agent(ofRank: parent))
    scheduleRetry(index, &turn)
  }

  /// A child reports its whole range to an inner node.
  mutating func receiveReport(
    _ instance: Instance, _ count: Int32, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    let rank = rank(of: sender)
    guard settings.form == .tree, !arrivalHorizon.covers(instance),
      let child = tree.children.firstIndex(where: { $0.rank == rank && $0.size == count })
    else { return }
    let index = arrivalIndex(instance, &turn)
    if case .concluded(let outcome) = arrivals[index].state {
      return turn.send(.conclude(instance, outcome), to: sender)
    }
    let isNews = arrivals[index].received & (1 << UInt32(child)) == 0
    arrivals[index].received |= 1 << UInt32(child)
    if settings.acknowledges {
      turn.send(
        .arriveAck(instance, arrived: count, required: Int32(profile.clusterSize)), to: sender)
    }
    if isNews { report(index, &turn) }
  }
}

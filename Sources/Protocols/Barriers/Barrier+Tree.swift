import Simulator

/// The combining tree: recursive halving, as in a knock-out tournament.
extension Barrier {
  /// The place of one agent in the tree.
  ///
  /// Ranks count from the coordinator. Of a range of ranks the first half is led by the range's first
  /// rank and the second half, which is larger by one if the number is odd, by its own first rank,
  /// which reports to the former. So each rank leads a fixed range, the tree is `ceil(log2 n)` deep,
  /// and each of its `n - 1` links carries one report and one outcome.
  struct TreePlace: Hashable, Sendable {
    /// The rank that this one reports to; nil for the root.
    let parent: Int32?
    /// Number of ranks from the own one on that it leads, itself among them.
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

  /// Whether this agent and everybody below it have arrived.
  func isSubtreeComplete(_ place: Int) -> Bool {
    visits[place].hasArrived && visits[place].received.nonzeroBitCount == tree.children.count
  }

  /// Reports to the parent once everybody below is there; the root counts itself at once.
  mutating func report(_ place: Int, _ turn: inout Turn<Barrier>) {
    guard visits[place].state == .waiting, isCoordinator || isSubtreeComplete(place) else {
      return
    }
    visits[place].hasReported = true
    guard let parent = tree.parent else { return announce(place, &turn) }
    turn.send(
      .arrive(
        visits[place].instance, first: rank(of: profile.id), count: tree.size,
        incarnation: incarnation),
      to: agent(ofRank: parent))
    scheduleRetry(place, &turn)
  }

  /// A child reports its whole range to an inner node.
  mutating func receiveReport(
    _ instance: Instance, _ count: Int32, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    let rank = rank(of: sender)
    guard settings.form == .tree, !visitHorizon.covers(instance),
      let child = tree.children.firstIndex(where: { $0.rank == rank && $0.size == count })
    else { return }
    let place = visitPlace(instance, &turn)
    if case .concluded(let outcome) = visits[place].state {
      return turn.send(.conclude(instance, outcome), to: sender)
    }
    let isNews = visits[place].received & (1 << UInt32(child)) == 0
    visits[place].received |= 1 << UInt32(child)
    if settings.acknowledges {
      turn.send(
        .arriveAck(instance, arrived: count, required: Int32(profile.clusterSize)), to: sender)
    }
    if isNews { report(place, &turn) }
  }
}

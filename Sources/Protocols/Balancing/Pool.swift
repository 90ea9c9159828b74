extension Balancing {
  /// Workers among which to choose, in no order for those that draw, and by a key for those that take the least.
  struct Pool: Hashable, Sendable {
    private(set) var members: [Int32] = []
    /// By worker, its place among the members, or -1.
    private var places: [Int32]
    private(set) var tree: Tournament?

    init(workers: Int, isOrdered: Bool) {
      places = Array(repeating: -1, count: workers)
      if isOrdered { tree = Tournament(count: workers) }
    }

    var isEmpty: Bool { members.isEmpty }

    func contains(_ worker: Int) -> Bool { places[worker] >= 0 }

    /// Takes a worker in with a key, or out if that is nil.
    /// - Complexity: O(log workers) where keys matter, else O(1).
    mutating func set(_ worker: Int, _ key: Int64?) {
      tree?.set(key, at: worker)
      let place = Int(places[worker])
      if key != nil {
        if place >= 0 { return }
        places[worker] = Int32(truncatingIfNeeded: members.count)
        members.append(Int32(truncatingIfNeeded: worker))
      } else if place >= 0 {
        let last = members.removeLast()
        places[worker] = -1
        if last != worker {
          members[place] = last
          places[Int(last)] = Int32(truncatingIfNeeded: place)
        }
      }
    }
  }
}

import Simulator

extension Synchroniser {
  /// Batches of all origins in the order in which they were applied.
  ///
  /// Of each origin they ascend by number, so that what another agent lacks is found without a walk over
  /// what it has: while one agent is down, nothing can be forgotten.
  struct BatchLog: Sendable {
    private(set) var all: [Batch] = []
    /// By origin: the last number of each of its batches, and the batch's index.
    private var origins: [[Place]] = []

    struct Place: Sendable {
      let last: Int64
      let index: Int
    }

    mutating func append(_ batch: Batch) {
      note(batch, at: all.count)
      all.append(batch)
    }

    private mutating func note(_ batch: Batch, at index: Int) {
      while origins.count <= batch.origin.index { origins.append([]) }
      origins[batch.origin.index].append(Place(last: batch.last, index: index))
    }

    /// Forgets what a clock covers.
    mutating func prune(_ stable: VectorClock) {
      all.removeAll { $0.last <= stable[$0.origin] }
      for origin in origins.indices { origins[origin].removeAll(keepingCapacity: true) }
      for (index, batch) in all.enumerated() { note(batch, at: index) }
    }

    /// Number of batches of an origin up to a number.
    func count(of origin: Int, upTo number: Int64) -> Int {
      origin < origins.count ? bound(origins[origin], number) : 0
    }

    /// The first batches, in the order in which they were applied, that a clock does not cover.
    func missing(from clock: VectorClock, atMost limit: Int) -> [Batch] {
      var index = all.count
      for (origin, places) in origins.enumerated() {
        let first = bound(places, clock[AgentID(origin)])
        if first < places.count { index = Swift.min(index, places[first].index) }
      }
      var batches: [Batch] = []
      while index < all.count, batches.count < limit {
        if all[index].last > clock[all[index].origin] { batches.append(all[index]) }
        index += 1
      }
      return batches
    }

    /// How many of an origin's batches have numbers up to this one.
    private func bound(_ places: [Place], _ number: Int64) -> Int {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle].last <= number { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}

extension Synchroniser.BatchLog: Hashable {
  static func == (left: Self, right: Self) -> Bool { left.all == right.all }
  func hash(into hasher: inout Hasher) { hasher.combine(all) }
}

import Simulator

extension Synchroniser {
  /// Batches that wait for others, in the order of arrival.
  ///
  /// Each waits for one update that it depends on at a time, so that a delivery looks only at those that
  /// wait for it: a lossy link may hold a hundred thousand back.
  struct HoldBack: Sendable {
    /// By a number that rises.
    private var batches = KeyedList<Int, Batch>()
    private var nextNumber = 0
    /// By origin and first update.
    private var numbers: [Dot: Int] = [:]
    /// By origin, what waits for an update of it, in the order of the updates.
    private var waiters: [Heap<Int>] = []
    /// By origin, its batches in the order of their first updates.
    private var firsts: [Heap<Int>] = []
    /// What waits for nothing more, the earliest first.
    private var ready = Heap<Int>()

    var count: Int { batches.count }
    var isEmpty: Bool { batches.isEmpty }
    var all: [Batch] { batches.items }
    var first: Batch? { batches.firstPlace.map { batches[$0] } }

    func contains(_ batch: Batch) -> Bool { numbers[Dot(batch.origin, batch.first)] != nil }

    /// - Precondition: it contains no batch of this origin with this first update.
    mutating func append(_ batch: Batch, _ delivered: VectorClock) {
      let number = nextNumber
      nextNumber += 1
      batches.append(batch, number)
      numbers[Dot(batch.origin, batch.first)] = number
      while firsts.count <= batch.origin.index { firsts.append(Heap()) }
      firsts[batch.origin.index].insert(number, batch.first)
      wait(batch, number, delivered)
    }

    private mutating func wait(_ batch: Batch, _ number: Int, _ delivered: VectorClock) {
      for origin in 0..<batch.dependencies.width {
        let needed = batch.dependencies[AgentID(origin)]
        if delivered[AgentID(origin)] >= needed { continue }
        while waiters.count <= origin { waiters.append(Heap()) }
        return waiters[origin].insert(number, needed)
      }
      ready.insert(number, Int64(number))
    }

    /// Takes out the earliest batch that can be delivered.
    mutating func popDeliverable(_ delivered: VectorClock) -> Batch? {
      if isEmpty { return nil }
      for origin in waiters.indices {
        while let number = waiters[origin].popFirst(upTo: delivered[AgentID(origin)]) {
          if let batch = batches.item(number) { wait(batch, number, delivered) }
        }
      }
      while let number = ready.popFirst(upTo: .max) {
        // One that was overtaken never can; it leaves with `removeOvertaken`.
        guard let batch = batches.item(number), batch.isNext(after: delivered) else { continue }
        remove(batch, number)
        return batch
      }
      return nil
    }

    /// Drops what others have brought meanwhile.
    mutating func removeOvertaken(_ delivered: VectorClock) {
      for origin in firsts.indices {
        while let number = firsts[origin].popFirst(upTo: delivered[AgentID(origin)]) {
          if let batch = batches.item(number) { remove(batch, number) }
        }
      }
      // Most agents hold nothing back most of the time.
      if isEmpty { self = HoldBack() }
    }

    private mutating func remove(_ batch: Batch, _ number: Int) {
      if let place = batches.place(of: number) { batches.remove(at: place) }
      numbers[Dot(batch.origin, batch.first)] = nil
    }
  }
}

extension Synchroniser.HoldBack: Hashable {
  static func == (left: Synchroniser.HoldBack, right: Synchroniser.HoldBack) -> Bool {
    left.all == right.all
  }

  func hash(into hasher: inout Hasher) { hasher.combine(all) }
}

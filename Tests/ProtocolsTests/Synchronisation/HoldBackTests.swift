import Simulator
import Testing

@testable import Protocols

@Suite("Batches that wait for others")
struct HoldBackTests {
  private typealias Batch = Synchroniser.Batch

  /// Batches of three agents, each made in the knowledge of some that came before.
  private static func history(_ random: inout RandomStream) -> [Batch] {
    var known = Array(repeating: VectorClock(), count: 3)
    var batches: [Batch] = []
    for _ in 0..<60 {
      let origin = AgentID(Int(random.below(3)))
      if let other = batches.randomElement(&random) {
        known[origin.index].merge(other.dependencies)
        known[origin.index].raise(
          other.origin, to: max(other.last, known[origin.index][other.origin]))
      }
      let first = known[origin.index][origin] + 1
      let last = first + Int64(random.below(3))
      batches.append(
        Batch(
          origin: origin, first: first, last: last, dependencies: known[origin.index], updates: []))
      known[origin.index].raise(origin, to: last)
    }
    return batches
  }

  @Test(arguments: 1...50)
  func `they leave in the order that a walk over all gives`(seed: UInt64) {
    var random = RandomStream(seed: seed, .test)
    let history = Self.history(&random)
    var delivered = VectorClock()
    var held = Synchroniser.HoldBack()
    var list: [Batch] = []
    for _ in 0..<600 {
      guard let batch = history.randomElement(&random) else { return }
      if batch.first <= delivered[batch.origin] { continue }
      if random.below(10) == 0 {
        // It is brought by other means.
        delivered.raise(with: batch)
      } else if !list.contains(where: { $0.origin == batch.origin && $0.first == batch.first }) {
        #expect(!held.contains(batch))
        held.append(batch, delivered)
        list.append(batch)
      }
      while let index = list.firstIndex(where: { $0.isNext(after: delivered) }) {
        let next = list.remove(at: index)
        #expect(held.popDeliverable(delivered) == next)
        delivered.raise(with: next)
      }
      #expect(held.popDeliverable(delivered) == nil)
      held.removeOvertaken(delivered)
      list.removeAll { $0.first <= delivered[$0.origin] }
      #expect(held.all == list && held.count == list.count && held.first == list.first)
    }
  }
}

extension Array {
  fileprivate func randomElement(_ random: inout RandomStream) -> Element? {
    isEmpty ? nil : self[Int(random.below(UInt64(count)))]
  }
}

extension VectorClock {
  /// As if all before a batch and the batch were applied.
  fileprivate mutating func raise(with batch: Synchroniser.Batch) {
    merge(batch.dependencies)
    raise(batch.origin, to: batch.last)
  }
}

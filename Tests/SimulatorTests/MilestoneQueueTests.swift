import Testing

@testable import Simulator

/// Faults that wait for a milestone, against a walk over all of them.
@Suite struct MilestoneQueueTests {
  private struct Waiting {
    let fault: Int
    let count: Int64
    var progress: Int64 = 0
  }

  @Test(arguments: [true, false])
  func `the same faults are due in the same order as by a walk`(isLevel: Bool) {
    var random = RandomStream(seed: 7, .test, isLevel ? 1 : 0)
    for _ in 0..<200 {
      var queue = MilestoneQueue()
      var plain: [Waiting] = []
      for step in 0..<60 {
        if random.below(2) == 0 {
          let count = Int64(random.below(12))
          queue.insert(fault: step, count: count, delay: Nanoseconds(step))
          plain.append(Waiting(fault: step, count: count))
          continue
        }
        let progress = isLevel ? Milestone.Progress.level(Int64(random.below(12))) : .occurrence
        for place in plain.indices {
          switch progress {
          case .occurrence: plain[place].progress += 1
          case .level(let level): plain[place].progress = max(plain[place].progress, level)
          }
        }
        let due = plain.filter { $0.progress >= $0.count }.map { $0.fault }
        plain.removeAll { $0.progress >= $0.count }
        let reached = queue.reach(progress)
        #expect(reached.map { $0.fault } == due && reached.allSatisfy { Int($0.delay) == $0.fault })
        #expect(queue.entries.map { $0.fault }.sorted() == plain.map { $0.fault })
      }
    }
  }

  @Test func `a count beyond every number is waited for without end`() {
    var queue = MilestoneQueue()
    _ = queue.reach(.occurrence)
    queue.insert(fault: 0, count: .max, delay: 0)
    #expect(queue.reach(.occurrence).isEmpty && queue.entries.count == 1)
  }
}

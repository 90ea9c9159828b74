import Simulator
import Testing

@testable import Protocols

@Suite("A supervisor's mailbox")
struct SignalQueueTests {
  @Test(arguments: 1...20)
  func `it is what a walk over all signals gives`(seed: UInt64) {
    var random = RandomStream(seed: seed, .test)
    var queue = Supervision.SignalQueue()
    var plain: [Supervision.Signal] = []
    for step in 0..<2000 as Range<Int32> {
      let child = Int32(random.below(4))
      switch random.below(5) {
      case 0, 1:
        queue.append(.exited(child, epoch: step, .error))
        plain.append(.exited(child, epoch: step, .error))
      case 2:
        queue.append(.tryAgain(child))
        plain.append(.tryAgain(child))
      case 3:
        #expect(queue.popFirst() == plain.first)
        if !plain.isEmpty { plain.removeFirst() }
      default:
        queue.removeExits(of: child)
        plain.removeAll { if case .exited(child, _, _) = $0 { true } else { false } }
      }
      #expect(queue.waiting == plain)
    }
  }
}

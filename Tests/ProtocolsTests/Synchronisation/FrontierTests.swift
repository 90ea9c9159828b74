import Simulator
import Testing

@testable import Protocols

@Suite("What all agents have")
struct FrontierTests {
  @Test(arguments: 1...20)
  func `it is what comparing all clocks gives`(seed: UInt64) {
    var random = RandomStream(seed: seed, .test)
    let agents = 4
    let me = AgentID(1)
    var replica = Synchroniser.Replica()
    var known = [VectorClock](repeating: VectorClock(), count: agents)
    var frontier = Synchroniser.Frontier()
    var settled: Int64 = 0
    for step in 0..<800 {
      let agent = AgentID(Int(random.below(UInt64(agents))))
      let last = replica.delivered[agent]
      switch random.below(6) {
      case 0, 1:
        let batch = Synchroniser.Batch(
          origin: agent, first: last + 1, last: last + 1 + Int64(random.below(3)),
          dependencies: VectorClock(), updates: [])
        _ = replica.deliver(batch)
      case 2, 3:
        for origin in 0..<agents where random.below(2) == 0 {
          let id = AgentID(origin)
          let number = Int64(random.below(UInt64(replica.delivered[id]) + 1))
          known[agent.index].raise(id, to: number)
        }
      case 4: settled = Int64(random.below(UInt64(replica.delivered[me]) + 1))
      default:
        if random.below(20) == 0 {
          known[agent.index] = VectorClock()
          frontier = Synchroniser.Frontier()
        }
      }
      var common = replica.delivered
      for peer in 0..<agents where peer != me.index { common = common.meet(known[peer]) }
      var stable = (0..<agents).map { common[AgentID($0)] }
      stable[me.index] = min(stable[me.index], settled)
      let clock = VectorClock(stable)
      frontier.rise(replica, known, of: me, settled: settled)
      #expect(frontier.stable == clock, "step \(step)")
      #expect(frontier.stableCount == replica.log.count { $0.last <= clock[$0.origin] })
      #expect(
        replica.batches.missing(from: clock, atMost: 5)
          == Array(replica.log.filter { $0.last > clock[$0.origin] }.prefix(5)))
      if frontier.stableCount >= 30 {
        replica.prune(clock)
        frontier.forget()
      }
    }
  }
}

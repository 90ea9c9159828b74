import Protocols
import Simulator
import Testing

/// How many random runs.
private let runs = 10_000

@Suite("Vector clocks") struct VectorClockTests {
  /// A run of events; each message is an edge from its sending to its receipt.
  private struct RandomRun {
    var origins: [AgentID] = []
    var clocks: [VectorClock] = []
    /// For each event, those that directly precede it.
    var causes: [[Int]] = []

    init(agents: Int, events: Int, _ random: inout RandomStream) {
      var last = Array(repeating: -1, count: agents)
      var present = Array(repeating: VectorClock(), count: agents)
      for event in 0..<events {
        let agent = Int(random.below(UInt64(agents)))
        var causes = last[agent] >= 0 ? [last[agent]] : []
        if event > 0, random.below(2) == 0 {
          let message = Int(random.below(UInt64(event)))
          causes.append(message)
          present[agent].merge(clocks[message])
        }
        present[agent].tick(AgentID(agent))
        origins.append(AgentID(agent))
        clocks.append(present[agent])
        self.causes.append(causes)
        last[agent] = event
      }
    }

    /// By walking all paths: `reachable[e]` are the events before `e`, as bits.
    var pasts: [UInt64] {
      var pasts: [UInt64] = []
      for causes in causes {
        pasts.append(causes.reduce(0) { $0 | pasts[$1] | (1 << UInt64($1)) })
      }
      return pasts
    }
  }

  @Test func `clocks order events exactly as paths of messages do`() {
    for seed in 0..<runs {
      var random = RandomStream(seed: UInt64(seed), .test)
      let agents = 1 + Int(random.below(7))
      let run = RandomRun(agents: agents, events: 1 + Int(random.below(40)), &random)
      let pasts = run.pasts
      var mistakes = 0
      for one in run.clocks.indices {
        if run.clocks[one].total != Int64(pasts[one].nonzeroBitCount) + 1 { mistakes += 1 }
        for other in run.clocks.indices {
          let isBefore = (pasts[other] >> UInt64(one)) & 1 != 0
          let isAfter = (pasts[one] >> UInt64(other)) & 1 != 0
          let wanted: VectorClock.Order =
            one == other ? .equal : isBefore ? .before : isAfter ? .after : .concurrent
          if run.clocks[one].compared(to: run.clocks[other]) != wanted { mistakes += 1 }
          // The short test of one counter (papers: V(e)[i] <= V(f)[i] for e on i).
          let origin = run.origins[one]
          let isKnown = run.clocks[one][origin] <= run.clocks[other][origin]
          if isKnown != (isBefore || one == other) { mistakes += 1 }
        }
      }
      #expect(mistakes == 0, "seed \(seed)")
    }
  }

  @Test func `agents without events make no difference`() {
    #expect(VectorClock([1, 2, 0, 0]) == VectorClock([1, 2]))
    #expect(VectorClock([1]).compared(to: VectorClock([1, 0])) == .equal)
    #expect(VectorClock([0, 1]).compared(to: VectorClock([1])) == .concurrent)
    #expect(VectorClock([3, 1]).meet(VectorClock([2])) == VectorClock([2]))
    #expect(
      FieldValue(VectorClock([2, 0, 1])).text
        == "[(agent n1, count 2), (agent n2, count 0), (agent n3, count 1)]")
  }
}

@Suite("Hybrid logical clocks") struct HybridClockTests {
  @Test func `a cause has a lower stamp than its effect, and stamps stay near the clocks`() {
    for seed in 0..<(runs / 10) {
      var random = RandomStream(seed: UInt64(seed), .test)
      var clocks = Array(repeating: HybridClock(), count: 4)
      var stamps: [HybridClock] = []
      var now: Nanoseconds = 0
      for _ in 0..<60 {
        now += Int64(random.below(3))
        let agent = Int(random.below(4))
        // Clocks differ by at most 30.
        let local = now + Int64(agent) * 10
        let before = clocks[agent]
        if let message = stamps.last, random.below(2) == 0 {
          clocks[agent].receive(message, at: local)
          #expect(clocks[agent] > message)
        } else {
          clocks[agent].tick(at: local)
        }
        #expect(clocks[agent] > before)
        #expect(clocks[agent].time >= local && clocks[agent].time <= local + 30)
        stamps.append(clocks[agent])
      }
    }
  }

  @Test func `a clock that jumps back does not take its stamps along`() {
    var clock = HybridClock()
    clock.tick(at: 100)
    clock.tick(at: 40)
    #expect(clock == HybridClock(time: 100, count: 1))
    clock.receive(HybridClock(time: 100, count: 7), at: 50)
    #expect(clock == HybridClock(time: 100, count: 8))
    clock.receive(HybridClock(time: 200, count: 3), at: 50)
    #expect(clock == HybridClock(time: 200, count: 4))
  }
}

import Protocols
import Simulator
import Testing

/// Clients on a Raft cluster in a world with faults, under the safety checks.
struct KeyValueWorldTests {
  typealias KeyValueWorld = World<Raft, KeyValueLoad, RaftInvariants<ClientNote>>

  static func world(_ seed: UInt64, _ load: KeyValueLoad.Settings) -> KeyValueWorld {
    let link = LinkClass(
      delay: .uniform(low: .millisecond, high: 8 * .millisecond),
      loss: .independent(Ratio(2, outOf: 100)), duplication: Ratio(1, outOf: 100))
    var conditions = Conditions(agentCount: 5, link: link)
    conditions.disks = Array(
      repeating: DiskConditions(flush: .exponential(mean: 2 * .millisecond)), count: 5)
    let random: Target = .any(1, .none)
    conditions.faults = [
      Fault(
        name: "split", trigger: .at(1_500 * .millisecond),
        action: .cut(.partition([[.minority(.including(role: 0))], [.rest]]), .kept),
        duration: 1_500 * .millisecond),
      Fault(
        name: "crash", trigger: .milestone(0, count: 2, delay: 100 * .millisecond),
        action: .crash([.role(0)], .torn), duration: .second),
      Fault(
        name: "crash two", trigger: .at(5 * .second), action: .crash([random, random], .none),
        duration: .second),
      Fault(
        name: "pause", trigger: .at(6 * .second), action: .pause([.role(0)]),
        duration: 700 * .millisecond),
    ]
    return World(
      conditions, Raft.Settings(), load: KeyValueLoad(load),
      observer: RaftInvariants(agentCount: 5), seed: seed)
  }

  static func load(_ pace: KeyValueLoad.Pace) -> KeyValueLoad.Settings {
    KeyValueLoad.Settings(
      clients: 3, agents: 5, pace: pace, stop: 8 * .second,
      compareAndSets: Ratio(1, outOf: 3), keys: 5, timeout: 300 * .millisecond,
      patience: 2 * .second, refusalsAreFinal: false)
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `nothing is violated under partitions, crashes, pauses, loss and duplication`(
    _ seed: UInt64
  ) {
    let pace: KeyValueLoad.Pace =
      seed % 2 == 0
      ? .open(every: .exponential(mean: 20 * .millisecond)) : .closed(outstanding: 4)
    var world = Self.world(seed, Self.load(pace))
    world.run(until: 10 * .second)
    #expect(world.observer.violation?.text == nil)
    #expect(world.load.clientCount == 3)
    let highest = (0..<5).map { world.machine(of: AgentID($0)).commitIndex }.max() ?? 0
    #expect(highest > 100, "\(highest) entries committed")
  }

  @Test func `the same seed gives the same run`() {
    var one = Self.world(5, Self.load(.open(every: .exponential(mean: 20 * .millisecond))))
    var other = one
    one.run(until: 4 * .second)
    other.run(until: 4 * .second)
    #expect(one.digest == other.digest)
    #expect(one.eventCount > 1000)
  }
}

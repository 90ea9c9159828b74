import Protocols
import Simulator
import Testing

/// Counts what clients of a run were told.
private struct BalancingTally: Observer {
  typealias Subject = Balancing
  typealias LoadNote = BalancingClientNote

  var asked = 0
  var done = 0
  var takeovers = 0
  var latency: Nanoseconds = 0

  mutating func noted(_ note: Balancing.Note, by agent: AgentID, at time: Nanoseconds) {
    if case .leads = note { takeovers += 1 }
  }

  mutating func clientNoted(_ note: BalancingClientNote, at time: Nanoseconds) {
    switch note {
    case .asked: asked += 1
    case .done(_, _, let askedAt):
      done += 1
      latency += time - askedAt
    default: break
    }
  }
}

/// Whole runs.
struct BalancingWorldTests {
  private typealias BalancingWorld = World<
    Balancing, BalancingLoad, Pair<BalancingInvariants, BalancingTally>
  >

  private static func world(
    _ settings: Balancing.Settings, workers: Int, link: LinkClass, every: Nanoseconds,
    work: Delay, stop: Nanoseconds, faults: [Fault] = [], seed: UInt64 = 1
  ) -> BalancingWorld {
    var conditions = Conditions(
      agentCount: settings.balancers + workers, link: link, clientLink: link)
    conditions.faults = faults
    var load = BalancingLoad.Settings()
    load.balancers = settings.balancers
    load.every = .exponential(mean: every)
    load.work = work
    load.stop = stop
    load.retries.timeout = 1000 * .second
    if settings.balancers > 1 {
      load.retries.timeout = .second
      load.retries.attempts = 60
    }
    return World(
      conditions, settings, load: BalancingLoad(load),
      observer: Pair(BalancingInvariants(settings), BalancingTally()), seed: seed)
  }

  @Test(arguments: Balancing.Strategy.allCases)
  func `each strategy gets all done, with loss, duplicates and a balancer that dies`(
    strategy: Balancing.Strategy
  ) {
    var settings = Balancing.Settings()
    settings.balancers = 3
    settings.strategy = strategy
    settings.reportEvery = 300 * .millisecond
    settings.lease = .second
    let link = LinkClass(
      delay: .uniform(low: .millisecond, high: 20 * .millisecond),
      loss: .independent(Ratio(1, outOf: 20)),
      duplication: Ratio(1, outOf: 10))
    var world = Self.world(
      settings, workers: 6, link: link, every: 40 * .millisecond,
      work: .exponential(mean: 40 * .millisecond), stop: 20 * .second,
      faults: [
        crash(0, at: 5 * .second, for: 4 * .second), crash(5, at: 8 * .second, for: .second),
      ])
    world.run(until: 90 * .second)
    #expect(world.observer.first.violation == nil)
    let tally = world.observer.second
    #expect(tally.asked > 400 && tally.done == tally.asked && tally.takeovers > 1)
  }

  @Test func `a single queue before one worker is M/M/1`() {
    var settings = Balancing.Settings()
    settings.lease = 10_000 * .second
    settings.reportEvery = 1_000 * .second
    var world = Self.world(
      settings, workers: 1, link: LinkClass(delay: .constant(0)), every: 20 * .millisecond,
      work: .exponential(mean: 10 * .millisecond), stop: 1_000 * .second)
    world.run(until: 1_001 * .second)
    let tally = world.observer.second
    // 1 / (100 - 50) s.
    let mean = tally.latency / Nanoseconds(tally.done)
    #expect((19_400 * .microsecond...20_600 * .microsecond).contains(mean), "\(mean)")
  }

  @Test(arguments: [(1, 2_000), (2, 1_266), (3, 1_125)] as [(Int, Int64)])
  func `the power of d choices comes near the fluid limit`(choices: Int, milliseconds: Int64) {
    var settings = Balancing.Settings()
    settings.choices = choices
    settings.lease = 10_000 * .second
    settings.reportEvery = 1_000 * .second
    settings.resend = 1_000 * .second
    var world = Self.world(
      settings, workers: 200, link: LinkClass(delay: .constant(0)), every: 10 * .millisecond,
      work: .exponential(mean: .second), stop: 150 * .second)
    world.run(until: 400 * .second)
    let tally = world.observer.second
    let mean = tally.latency / Nanoseconds(tally.done) / .millisecond
    #expect(abs(mean - milliseconds) * 20 < milliseconds, "\(mean)")
  }
}

import Protocols
import Simulator
import Testing

/// Counts what the clients of a run were told.
private struct CachingTally: Observer {
  typealias Subject = Caching
  typealias LoadNote = CachingClientNote

  var reads = 0
  var writes = 0
  var hits = 0
  var fetches = 0
  var longestWait: Nanoseconds = 0

  mutating func noted(_ note: Caching.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .hit: hits += 1
    case .fetched: fetches += 1
    case .wrote(_, _, let waited): longestWait = max(longestWait, waited)
    default: break
    }
  }

  mutating func clientNoted(_ note: CachingClientNote, at time: Nanoseconds) {
    switch note {
    case .read: reads += 1
    case .written: writes += 1
    default: break
    }
  }
}

/// Whole runs.
struct CachingWorldTests {
  private typealias CachingWorld = World<
    Caching, CachingLoad, Pair<CachingInvariants, CachingTally>
  >

  private static func world(
    _ settings: Caching.Settings, reads: Ratio = Ratio(9, outOf: 10), duplication: Bool = false,
    faults: [Fault] = [], seed: UInt64 = 1
  ) -> CachingWorld {
    let delay = Delay.uniform(low: .millisecond, high: 20 * .millisecond)
    let duplicates = duplication ? Ratio(1, outOf: 5) : .never
    var conditions = Conditions(
      agentCount: 5, link: LinkClass(delay: delay, duplication: duplicates),
      clientLink: LinkClass(delay: .constant(.millisecond), duplication: duplicates))
    conditions.faults = faults
    let load = CachingLoad.Settings(
      clients: 8, agents: 5, every: .exponential(mean: 400 * .millisecond), stop: 55 * .second,
      reads: reads, keys: 4)
    return World(
      conditions, settings, load: CachingLoad(load),
      observer: Pair(CachingInvariants(settings), CachingTally()), seed: seed)
  }

  @Test(arguments: Caching.Mode.allCases, Caching.Requests.allCases)
  func `in each mode the promise is kept, and duplicates change nothing`(
    mode: Caching.Mode, requests: Caching.Requests
  ) {
    for seed in 1...4 as ClosedRange<UInt64> {
      let settings = Caching.Settings(mode: mode, requests: requests, term: 2 * .second)
      var world = Self.world(settings, duplication: true, seed: seed)
      world.run(until: 60 * .second)
      #expect(world.observer.first.violation == nil)
      let tally = world.observer.second
      #expect(tally.reads > 800 && tally.writes > 60)
      #expect((tally.hits == 0) == (mode == .none))
    }
  }

  @Test func `a write waits for a holder that crashed at most for its lease`() {
    let settings = Caching.Settings(term: 3 * .second)
    var world = Self.world(settings, faults: [crash(1, at: 20 * .second, for: nil)])
    world.run(until: 60 * .second)
    #expect(world.observer.first.violation == nil)
    #expect((500 * .millisecond...3 * .second).contains(world.observer.second.longestWait))
  }

  @Test func `after a crash of the server writes wait for the longest term`() {
    let settings = Caching.Settings(term: 3 * .second)
    var world = Self.world(settings, faults: [crash(0, at: 20 * .second, for: 500 * .millisecond)])
    world.run(until: 60 * .second)
    #expect(world.observer.first.violation == nil)
    #expect((2500 * .millisecond...3 * .second).contains(world.observer.second.longestWait))
  }
}

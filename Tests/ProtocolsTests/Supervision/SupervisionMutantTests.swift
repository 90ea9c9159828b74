import Protocols
import Simulator
import Testing

/// A machine with a planted mistake breaks the rule that the mistake is about, and no other first.
struct SupervisionMutantTests {
  private static let broken: [Supervision.Mistake: SupervisionCheck] = [
    .countsNothing: .intensity, .startsBackwards: .startOrder, .stopsForwards: .shutdownOrder,
    .restartsTemporary: .temporaryRestart, .restartsFinished: .normalRestart,
    .deliversToOld: .oldIncarnation, .startsTooSoon: .twoIncarnations,
    .leavesSiblings: .siblings, .forgetsDisk: .durableState,
  ]

  /// Two supervisors, one for all and one for one, with children of every kind.
  private static var tree: Supervision.Tree {
    let slow = Specification("slow").with { $0.work.stop = .constant(10 * .millisecond) }
    let group = Specification(
      "group", children: [slow, Specification("lead"), Specification("rest")]
    )
    .with { $0.strategy = .oneForAll }
    let single = Specification(
      "single",
      children: [
        Specification("base"), Specification("user").with { $0.uses = "base" },
        Specification("kept").with { $0.work.isDurable = true },
        Specification("once").with { $0.restart = .temporary },
        Specification("task").with { $0.restart = .transient },
      ]
    ).with { $0.intensity = 4 }
    return Supervision.Tree(Specification("top", children: [group, single]))
  }

  private static func world(_ mistake: Supervision.Mistake?, seed: UInt64) -> SupervisionWorld {
    let settings = Supervision.Settings(
      tree: tree, references: .held, reboot: .second, mistake: mistake)
    var load = SupervisionLoad.Settings(
      clients: 3, agents: 1, interval: .exponential(mean: 20 * .millisecond))
    load.targets = tree.staticWorkers
    load.poison = Ratio(1, outOf: 20)
    load.reasons = [.normal, .shutdown, .error, .killed]
    return supervisionWorld(1, settings, load: load, seed: seed)
  }

  @Test(arguments: Supervision.Mistake.allCases)
  func `each planted mistake is seen by its check`(mistake: Supervision.Mistake) throws {
    var seen: Set<String> = []
    for seed in 1...10 as ClosedRange<UInt64> {
      var world = Self.world(mistake, seed: seed)
      world.run(until: 20 * .second)
      if let violated = world.violated { seen.insert(violated) }
    }
    #expect(seen == [try #require(Self.broken[mistake]).word])
  }

  @Test func `without a mistake no check fires`() {
    for seed in 1...10 as ClosedRange<UInt64> {
      var world = Self.world(nil, seed: seed)
      world.run(until: 20 * .second)
      #expect(world.violated == nil)
      #expect(world.tally.notes.count { if case .restarting = $0 { true } else { false } } > 10)
    }
  }
}

public import Protocols
public import Scenarios
public import Simulator

/// Distribution of tasks among workers, and clients that ask for them.
public struct BalancingExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<
    Pair<BalancingInvariants, StateTimeline<Balancing, BalancingClientNote>>, BalancingMeter
  >

  public let settings: Balancing.Settings
  public let driver: BalancingLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = BalancingSection(bound.settings).settings
    settings.mistake = bound.mistake()
    settings.traits = Self.traits(bound, settings.balancers)
    self.settings = settings
    let load = BalancingLoadSection(bound.load)
    driver = BalancingLoad(load.load(bound, balancers: settings.balancers))
    watch = Self.watch(
      settings, agentCount: bound.conditions.agents.count,
      BalancingMeter.Window(from: load.measureFrom, end: bound.duration))
  }

  private static func watch(
    _ settings: Balancing.Settings, agentCount: Int, _ window: BalancingMeter.Window
  ) -> Watch {
    Pair(
      Pair(BalancingInvariants(settings), StateTimeline(agentCount: agentCount)),
      BalancingMeter(
        workers: agentCount - settings.balancers, balancers: settings.balancers, window))
  }

  /// What the workers are; empty where all are alike.
  private static func traits(_ bound: Bound, _ balancers: Int) -> [Balancing.Traits] {
    let traits = bound.traits.dropFirst(balancers).map { traits in
      var bits: UInt32 = 0
      for item in traits.list("capabilities") {
        bits |= 1 << UInt32(truncatingIfNeeded: item.value.integer ?? 0)
      }
      return Balancing.Traits(
        speed: Int32(truncatingIfNeeded: traits.factor("speed")),
        weight: Int32(truncatingIfNeeded: traits.integer("weight")), capabilities: bits)
    }
    return traits.allSatisfy { $0 == Balancing.Traits() } ? [] : traits
  }

  private static let traitKeys = [
    Key(
      "speed", .factor, .standard("1"),
      about: "How quick a worker is: one of speed 0.5 takes twice as long."),
    Key(
      "weight", .integer(1...1000), .standard("1"),
      about: "A worker's share in weighted round robin."),
    Key(
      "capabilities",
      .list(
        of: .integer(1...Int64(Balancing.mostCapabilities)),
        count: 0...Int(Balancing.mostCapabilities)),
      .standard("[]"), about: "What a worker can do, as numbers from 1."),
  ]

  /// The balancer's table of workers, and its ring.
  public static func leastBytes(of scenario: Scenario) -> Int64 {
    let settings = BalancingSection(scenario.settings).settings
    let workers = Int64(scenario.agents.count - settings.balancers)
    let points = settings.strategy == .boundedHashing ? Int64(settings.ringPoints) : 0
    return workers * (256 + 16 * points)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "balancing",
      about: "Distribution of tasks among workers: strategies, leases and fences, retries.",
      Balancing.self, settings: BalancingSection.self, load: BalancingLoadSection.self,
      watch: watch(Balancing.Settings(), agentCount: 0, BalancingMeter.Window()),
      traits: traitKeys, mutants: Mutant.all(Balancing.Mistake.self))
  }
}

public import Protocols
public import Scenarios
public import Simulator

/// A hierarchy with a client that has proposals decided.
public struct HierarchyExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<HierarchyWatch<HierarchyClientNote>, HierarchyMeter>

  public let settings: Hierarchy.Settings
  public let driver: HierarchyLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = HierarchySection(bound.settings).settings(seed: bound.seed)
    settings.mistake = bound.mistake()
    self.settings = settings
    let load = HierarchyLoadSection(bound.load).load(bound)
    driver = HierarchyLoad(load)
    watch = Self.watch(settings, load)
  }

  private static func watch(
    _ settings: Hierarchy.Settings, _ load: HierarchyLoad.Settings
  ) -> Watch {
    Pair(
      Pair(
        HierarchyInvariants(settings, agentCount: load.agents),
        HierarchyTimeline(agentCount: load.agents, levels: settings.levels)),
      HierarchyMeter(settings, load))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "hierarchy",
      about: "Decisions of agents in groups of groups, by counts that go up a tree.",
      Hierarchy.self, settings: HierarchySection.self, load: HierarchyLoadSection.self,
      watch: watch(Hierarchy.Settings(), HierarchyLoad.Settings(agents: 1)),
      mutants: Mutant.all(Hierarchy.Mistake.self))
  }
}

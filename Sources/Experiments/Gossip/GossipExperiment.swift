public import Protocols
public import Scenarios
public import Simulator

/// Gossip with a client that starts rumours.
public struct GossipExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<GossipWatch<GossipClientNote>, GossipMeter>

  public let settings: Gossip.Settings
  public let driver: GossipLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = GossipSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    let load = GossipLoadSection(bound.load).load(bound)
    driver = GossipLoad(load)
    watch = Self.watch(settings, load)
  }

  private static func watch(_ settings: Gossip.Settings, _ load: GossipLoad.Settings) -> Watch {
    Pair(
      Pair(GossipInvariants(agentCount: load.agents), StateTimeline(agentCount: load.agents)),
      GossipMeter(load, interval: settings.interval))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "gossip",
      about: "Epidemic dissemination: rumour mongering and anti-entropy (Demers et al., 1987).",
      Gossip.self, settings: GossipSection.self, load: GossipLoadSection.self,
      watch: watch(Gossip.Settings(), GossipLoad.Settings(agents: 1)),
      mutants: Mutant.all(Gossip.Mistake.self))
  }
}

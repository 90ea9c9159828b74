extension Registry {
  /// The protocols that come with Lockstep.
  public static let standard: Registry = {
    var registry = Registry()
    registry.add(RaftExperiment.self)
    registry.add(ElectionExperiment.self)
    registry.add(SynchronisationExperiment.self)
    registry.add(BarrierExperiment.self)
    registry.add(SupervisionExperiment.self)
    registry.add(OrchestrationExperiment.self)
    registry.add(DeliberationExperiment.self)
    registry.add(AgentExperiment.self)
    registry.add(GossipExperiment.self)
    registry.add(AveragingExperiment.self)
    registry.add(TeamExperiment.self)
    registry.add(HierarchyExperiment.self)
    registry.add(SwimExperiment.self)
    registry.add(CachingExperiment.self)
    registry.add(RendezvousExperiment.self)
    registry.add(EconomyExperiment.self)
    registry.add(MarketExperiment.self)
    registry.add(ReputationExperiment.self)
    registry.add(BudgetExperiment.self)
    registry.add(BalancingExperiment.self)
    registry.add(StoreExperiment.self)
    registry.add(LeasingExperiment.self)
    registry.add(NamingExperiment.self)
    return registry
  }()

  /// Consensus and the four patterns of coordination alone: a sample of ``standard`` that compiles in a
  /// fraction of its time where a whole program is put together.
  public static let sample: Registry = {
    var registry = Registry()
    registry.add(RaftExperiment.self)
    registry.add(ElectionExperiment.self)
    registry.add(SynchronisationExperiment.self)
    registry.add(BarrierExperiment.self)
    registry.add(DeliberationExperiment.self)
    return registry
  }()
}

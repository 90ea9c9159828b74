import Simulator

extension Scenario {
  /// Fixes what the file leaves to chance: clocks and random faults.
  ///
  /// The same seed gives the same conditions on every machine. Each agent's clock and each kind of
  /// chaos draws from a stream of its own.
  public func bind(seed: UInt64) -> Bound {
    var faults = self.faults.map { $0.fault(seed: seed) }
    if let chaos { faults += chaos.faults(seed: seed) }
    var conditions = Conditions(
      agents: agents.map { $0.profile }, network: network, disks: agents.map { $0.disk },
      clocks: agents.map { clock(of: $0, seed: seed) },
      services: takesTime ? agents.map { $0.service } : [], faults: faults,
      shufflesTies: shufflesTies)
    if !versions.isEmpty {
      conditions.versions = versions.map { $0.name }
      conditions.versionOfAgent = agents.map { $0.version }
    }
    return Bound(
      seed: seed, duration: duration, calm: calm, conditions: conditions,
      traits: agents.map { $0.traits }, settings: settings, load: load, hasLoad: hasLoad,
      mutant: mutant, versions: versions)
  }

  private func clock(of agent: Agent, seed: UInt64) -> ClockConditions {
    // Numbers from 2^32 on: far from those of the kinds of chaos.
    var stream = RandomStream(seed: seed, .plan, (1 << 32) + UInt64(agent.profile.id.index))
    let offset = stream.within(agent.clock.offset)
    return ClockConditions(offset: offset, drift: stream.within(agent.clock.drift))
  }
}

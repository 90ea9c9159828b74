import Simulator

/// Puts a scenario together from values that are each of their shape.
struct ScenarioBuilder {
  let tree: JSON5
  let label: String
  let values: Values
  let vocabulary: Vocabulary
  var diagnostics: Diagnostics

  /// Every part is looked at even when an earlier one is wrong, to find all mistakes.
  mutating func build() -> Scenario? {
    let cluster = readCluster()
    let network = readNetwork(cluster)
    let faults = readFaults(cluster)
    checkService(cluster, faults?.declared ?? [])
    checkConnections(network, faults?.declared ?? [])
    let (timings, runEnd) = readTimings(faults, cluster)
    let probes = readProbes(faults, cluster)
    let expectations = readExpectations(
      faults, timings, probes, cluster, hasConnections: saysConnections(network))
    let mutant = readMutant()
    let violates = readViolates()
    let versions = readVersions()
    guard diagnostics.isEmpty, let duration = values["duration"]?.duration else { return nil }
    var scenario = Scenario(
      file: diagnostics.file, label: label, about: values["about"]?.text ?? "",
      vocabulary: vocabulary, duration: duration, seed: UInt64(values.integer("seed")),
      namedSeeds: values["seeds"]?.seeds, agents: cluster.agents,
      protocolPosition: values.position(of: "protocol"),
      agentsPosition: values.position(of: values.isGiven("agents") ? "agents" : "regions"),
      regionNames: cluster.regionNames,
      network: network, shufflesTies: values.word("ties", of: TieOrder.self) == .shuffle,
      faults: faults?.declared ?? [], chaos: faults?.chaos, calm: values["calm"]?.duration,
      settings: values.object(vocabulary.name), load: load, hasLoad: values.isGiven("load"),
      expectations: expectations, mutant: mutant, violates: violates,
      timings: timings, probes: probes, runEnd: runEnd)
    scenario.versions = versions
    scenario.measureOwn()
    if saysService(cluster) { scenario.measureService() }
    if saysConnections(network) { scenario.measureConnections() }
    return scenario
  }

  /// Looks at what can be looked at while the protocol is unknown; gives no scenario.
  mutating func checkCluster() -> Scenario? {
    _ = readNetwork(readCluster())
    return nil
  }

  private mutating func readCluster() -> Cluster {
    var reader = ClusterReader(
      values: values, saysAgents: tree["agents"] != nil, traitKeys: vocabulary.traits,
      diagnostics: diagnostics)
    reader.read()
    diagnostics = reader.diagnostics
    return reader.cluster
  }

  private mutating func readNetwork(_ cluster: Cluster) -> NetworkConditions {
    var reader = NetworkReader(
      values: values, cluster: cluster,
      messageNames: vocabulary.name.isEmpty ? nil : vocabulary.messageNames,
      diagnostics: diagnostics)
    let network = reader.read()
    diagnostics = reader.diagnostics
    return network
  }

  /// The load's values; without a section, its defaults.
  private var load: Values {
    if let load = values["load"]?.object { return load }
    var reader = ValueReader(diagnostics: Diagnostics(file: diagnostics.file))
    return reader.readObject(JSON5(.object([]), at: tree.position), vocabulary.load, "load")
  }

  /// Declared and random faults.
  private struct Faults {
    var declared: [DeclaredFault]
    var chaos: Chaos?

    /// What expectations may call them.
    var names: [String] {
      var names: [String] = []
      for fault in declared {
        if names.last != fault.baseName { names.append(fault.baseName) }
        if fault.fault.name != fault.baseName { names.append(fault.fault.name) }
      }
      return names + (chaos?.kinds.map { $0.name } ?? [])
    }
  }

  /// Nil if they could not be looked at, since nobody knows who there is or how long it lasts.
  private mutating func readFaults(_ cluster: Cluster) -> Faults? {
    let calm = values["calm"]?.duration
    guard !cluster.agents.isEmpty, let duration = values["duration"]?.duration else { return nil }
    if let calm, calm >= duration {
      diagnostics.add(
        values.position(of: "calm"), "the calm tail is as long as the run",
        "the run lasts \(DurationText.text(duration))")
      return nil
    }
    var reader = FaultReader(
      cast: cluster.cast(roleNames: vocabulary.roleNames), vocabulary: vocabulary,
      duration: duration, calm: calm, diagnostics: diagnostics)
    if case .list(let written) = tree["faults"]?.content, let items = values["faults"]?.list {
      reader.read(items, written: written)
    }
    var chaos: Chaos?
    if let section = values["chaos"]?.object {
      chaos = reader.readChaos(section, written: tree["chaos"], swarm: values["swarm"]?.chance)
    } else if let swarm = values.field("swarm") {
      reader.complain(swarm.keyPosition, "'swarm' chooses among 'chaos', but there is none")
    }
    reader.checkReach(chaos, among: cluster.agents.count, values)
    diagnostics = reader.diagnostics
    return Faults(declared: reader.faults, chaos: chaos)
  }

  /// What runs measure besides, and what ends them; nothing if not all faults are known.
  private mutating func readTimings(
    _ faults: Faults?, _ cluster: Cluster
  ) -> (timings: [Timing], end: RunEnd?) {
    guard let faults, diagnostics.isEmpty else { return ([], nil) }
    var reader = TimingReader(
      vocabulary: vocabulary, faultNames: faults.names,
      agentNames: cluster.agents.map { $0.name }, diagnostics: diagnostics)
    let timings = values["measure"]?.object.map { reader.readTimings($0) } ?? []
    let end = values.field("until").flatMap { reader.readEnd($0) }
    diagnostics = reader.diagnostics
    return (timings, end)
  }

  /// What runs measure of single agents, clients and requests; nothing if not all faults are known.
  private mutating func readProbes(_ faults: Faults?, _ cluster: Cluster) -> [Probe] {
    guard let faults, diagnostics.isEmpty, let measures = values["measure"]?.object else {
      return []
    }
    var reader = ProbeReader(
      vocabulary: vocabulary,
      askingNames: faults.declared.filter { $0.fault.action.kind == .ask }.map { $0.baseName },
      agentNames: cluster.agents.map { $0.name }, regionNames: cluster.regionNames,
      diagnostics: diagnostics)
    let probes = reader.read(measures)
    diagnostics = reader.diagnostics
    return probes
  }

  /// Expectations; names of faults are looked up only if all faults are known.
  private mutating func readExpectations(
    _ faults: Faults?, _ timings: [Timing], _ probes: [Probe], _ cluster: Cluster,
    hasConnections: Bool
  ) -> [Expectation] {
    guard let faults, diagnostics.isEmpty || !faults.names.isEmpty || tree["faults"] == nil,
      let expected = values["expect"]?.object
    else { return [] }
    var known = vocabulary
    if saysService(cluster) { known.measures += known.serviceMeasures }
    if hasConnections { known.measures += known.connectionMeasures }
    known.measures += timings.map { $0.measure(vocabulary) }
    known.measures += probes.map { $0.measure(regionNames: [], agentNames: []) }
    var reader = ExpectationReader(
      vocabulary: known, faultNames: faults.names, agentNames: cluster.agents.map { $0.name },
      diagnostics: diagnostics)
    reader.read(expected, written: tree["expect"])
    diagnostics = reader.diagnostics
    return reader.expectations
  }

  private mutating func readMutant() -> String? {
    guard let mutant = values["mutant"]?.text else { return nil }
    checkMutant(mutant, at: values.position(of: "mutant"))
    return mutant
  }

  mutating func checkMutant(_ mutant: String, at position: Position) {
    if vocabulary.mutantNames.contains(mutant) { return }
    diagnostics.add(
      position, "\(JSON5.quoted(mutant)) is no mutant of the protocol",
      vocabulary.mutantNames.isEmpty
        ? "it has none" : Nearest.suggestion(for: mutant, among: vocabulary.mutantNames))
  }

  private mutating func readViolates() -> [Int] {
    guard let field = values.field("violates") else { return [] }
    let items = field.value.list ?? [Value.Item(field.value, at: field.position)]
    var checks: [Int] = []
    for item in items {
      guard let name = item.value.text else { continue }
      if let check = vocabulary.checkNames.firstIndex(of: name) {
        checks.append(check)
      } else {
        diagnostics.add(
          item.position, "\(JSON5.quoted(name)) is no check of the protocol",
          Nearest.suggestion(for: name, among: vocabulary.checkNames))
      }
    }
    return checks
  }
}

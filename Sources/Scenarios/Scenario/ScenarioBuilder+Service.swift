import Simulator

/// What a scenario says of service, against the rest of it.
extension ScenarioBuilder {
  /// Whether the file says anything of service, of all agents or of single ones.
  func saysService(_ cluster: Cluster) -> Bool {
    values.isGiven("service") || cluster.agents.contains { !$0.service.isInstant }
  }

  /// Finds settings of service that say nothing, and faults that slow agents down that take no time.
  mutating func checkService(_ cluster: Cluster, _ faults: [DeclaredFault]) {
    for section in serviceSections { checkSection(section, cluster) }
    if cluster.agents.isEmpty || cluster.agents.contains(where: { !$0.service.isInstant }) {
      return
    }
    let isVaried = serviceSections.contains { section in
      ScenarioBuilder.timeKeys.contains { section.isGiven($0) }
    }
    // A time of zero, as in one variant of several, is an answer; no time at all is an oversight.
    if !isVaried, let section = values.field("service"), section.isGiven {
      diagnostics.add(
        section.keyPosition, "no agent takes any time, so 'service' says nothing",
        "write 'time', such as \"2ms\"")
    }
    let suggestion = "give agents a 'service' with a 'time'"
    for fault in faults where fault.fault.action.kind == .slow && !isVaried {
      diagnostics.add(
        fault.position, "'\(fault.baseName)' slows agents that take no time", suggestion)
    }
    if !isVaried, let chaos = values["chaos"]?.object?.field(FaultKind.slow.key), chaos.isGiven {
      diagnostics.add(
        chaos.keyPosition, "'\(chaos.name)' slows agents that take no time", suggestion)
    }
  }

  private static let timeKeys = ["time", "message", "timer", "request"]

  /// Everything in the file that says something of service: the section, its part `agents`, and entries
  /// of the list of agents.
  private var serviceSections: [Values] {
    var sections: [Values] = []
    if let section = values["service"]?.object {
      sections.append(section)
      sections += section["agents"]?.object?.fields.compactMap { $0.value.object } ?? []
    }
    let entries = values["agents"]?.list?.compactMap { $0.value.object } ?? []
    return sections + entries.compactMap { $0["service"]?.object }
  }

  /// What a full inbox does says nothing where no inbox has a limit.
  private mutating func checkSection(_ section: Values, _ cluster: Cluster) {
    guard section.isGiven("whenFull"), !cluster.agents.isEmpty,
      cluster.agents.allSatisfy({ $0.service.inboxLimit == nil })
    else { return }
    diagnostics.add(
      section.position(of: "whenFull"), "no inbox is ever full", "give 'inbox' a limit")
  }
}

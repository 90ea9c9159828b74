import Simulator

/// Reads agents, regions, disks, service times and clocks.
struct ClusterReader {
  let values: Values
  /// Whether the file has a key `agents`, be its value right or wrong.
  let saysAgents: Bool
  /// The protocol's traits of agents.
  let traitKeys: [Key]
  var diagnostics: Diagnostics
  private(set) var cluster = Cluster()
  /// The traits of agents of which nothing is said.
  private var standardTraits = Values()
  /// How many agents the regions say stand in each; nil where one does not say.
  private var agentsOfRegion: [Int]?

  /// The most regions: links are kept for each pair.
  private static let regionLimit = 100

  init(values: Values, saysAgents: Bool, traitKeys: [Key], diagnostics: Diagnostics) {
    self.values = values
    self.saysAgents = saysAgents
    self.traitKeys = traitKeys
    self.diagnostics = diagnostics
  }

  mutating func complain(_ position: Position, _ message: String, _ suggestion: String? = nil) {
    diagnostics.add(position, message, suggestion)
  }

  /// Reads them all; the cluster has no agents if they cannot be known.
  mutating func read() {
    cluster.versionNames = values["versions"]?.object?.fields.map { $0.name } ?? []
    readRegions()
    if values["agents"]?.list == nil { readStandardTraits() }
    switch values["agents"] {
    case .integer(let count): addAlike(Int(count))
    case .list(let items): for item in items { addListed(item) }
    default: addByRegions()
    }
    if cluster.agents.count > Int(Format.agentLimit) { cluster.agents = [] }
    let size = cluster.agents.count
    for index in cluster.agents.indices {
      let old = cluster.agents[index].profile
      cluster.agents[index].profile = Profile(
        id: AgentID(index), clusterSize: size, group: old.group)
    }
    readOverrides("disk") { values, agent in agent.disk = agent.disk.changed(by: values) }
    readOverrides("service") { values, agent in
      agent.service = agent.service.changed(by: values)
    }
    readOverrides("clocks") { values, agent in agent.clock = agent.clock.changed(by: values) }
  }

  /// Fills in the traits of agents that are but counted.
  private mutating func readStandardTraits() {
    var reader = ValueReader(diagnostics: diagnostics)
    let position = values.position(of: "agents")
    standardTraits = reader.readObject(JSON5(.object([]), at: position), traitKeys, "agents")
    diagnostics = reader.diagnostics
  }

  private mutating func readRegions() {
    guard let places = values["regions"]?.object?["places"]?.object else { return }
    guard places.fields.count <= ClusterReader.regionLimit else {
      return complain(
        places.position, "there are \(places.fields.count) regions",
        "at most \(ClusterReader.regionLimit)")
    }
    cluster.regionNames = places.fields.map { $0.name }
    cluster.clientShares = places.fields.map { Int($0.value.object?["clients"]?.integer ?? 1) }
    let counts = places.fields.compactMap { $0.value.object?["agents"]?.integer }
    if counts.count == places.fields.count { agentsOfRegion = counts.map { Int($0) } }
    if places.fields.isEmpty { complain(places.position, "there is no region", "name one") }
    if !places.fields.isEmpty && cluster.clientShares.allSatisfy({ $0 == 0 }) {
      complain(places.position, "clients stand in no region", "give one a share of 'clients'")
    }
  }

  /// The agent before anything is said of it alone.
  private func standard(zone: Int) -> Agent {
    Agent(
      name: "", profile: Profile(id: AgentID(0), clusterSize: 1), traits: standardTraits,
      zone: zone,
      disk: DiskConditions().changed(by: values["disk"]?.object ?? Values()),
      service: ServiceConditions().changed(by: values["service"]?.object ?? Values()),
      clock: Agent.ClockRange(offset: 0...0, drift: 0...0)
        .changed(by: values["clocks"]?.object ?? Values()))
  }

  private mutating func add(_ agent: Agent, _ count: Int) {
    guard cluster.agents.count + count <= Int(Format.agentLimit) else {
      let place = values.position(of: "agents")
      return complain(place, "there are more than \(Format.agentLimit) agents")
    }
    for _ in 0..<count {
      var copy = agent
      if copy.name.isEmpty { copy.name = "n\(cluster.agents.count + 1)" }
      cluster.agents.append(copy)
    }
  }

  private mutating func addByRegions() {
    guard let agentsOfRegion else {
      if !saysAgents {
        complain(
          values.position, "the scenario lacks 'agents'", "say how many there are, such as 5")
      }
      return
    }
    for (zone, count) in agentsOfRegion.enumerated() { add(standard(zone: zone), count) }
    if cluster.agents.isEmpty && !agentsOfRegion.isEmpty {
      complain(values.position(of: "regions"), "no agent stands in any region")
    }
  }

  private mutating func addAlike(_ count: Int) {
    guard !cluster.regionNames.isEmpty else { return add(standard(zone: 0), count) }
    let place = values.position(of: "agents")
    guard let agentsOfRegion else {
      return complain(
        place, "nobody knows where the \(count) agents stand",
        "give each of 'regions.places' its 'agents'")
    }
    let total = agentsOfRegion.reduce(0, +)
    if total != count {
      complain(place, "there are \(count) agents, but \(total) in the regions", "write \(total)")
    }
    addByRegions()
  }

  private mutating func addListed(_ item: Value.Item) {
    guard let entry = item.value.object, let zone = readZone(entry) else { return }
    var agent = standard(zone: zone)
    if let disk = entry["disk"]?.object { agent.disk = agent.disk.changed(by: disk) }
    if let service = entry["service"]?.object { agent.service = agent.service.changed(by: service) }
    if let clock = entry["clock"]?.object { agent.clock = agent.clock.changed(by: clock) }
    if let version = entry["version"]?.text { readVersion(version, entry, &agent) }
    agent.profile.group = Int(entry["group"]?.integer ?? 1) - 1
    agent.traits = Values(
      entry.fields.filter { field in traitKeys.contains { $0.name == field.name } },
      at: entry.position)
    let count = Int(entry["count"]?.integer ?? 1)
    if let name = entry["name"]?.text { readName(name, count, entry, &agent) }
    add(agent, count)
  }

  private mutating func readName(
    _ name: String, _ count: Int, _ entry: Values, _ agent: inout Agent
  ) {
    let place = entry.position(of: "name")
    if count > 1 {
      complain(place, "a name is for one agent", "remove 'name' or 'count'")
    } else if name.isEmpty || Cast.number(name) != nil {
      complain(place, "\(JSON5.quoted(name)) is no name for an agent", "write a word")
    } else if cluster.names.contains(where: { $0.name == name }) {
      complain(place, "two agents are called \(JSON5.quoted(name))", "give one another name")
    } else {
      cluster.names.append((name, cluster.agents.count))
      agent.name = name
    }
  }

  private mutating func readVersion(_ name: String, _ entry: Values, _ agent: inout Agent) {
    if let version = cluster.versionNames.firstIndex(of: name) {
      agent.version = version
      return
    }
    complain(
      entry.position(of: "version"), "there is no version \(JSON5.quoted(name))",
      Nearest.suggestion(for: name, among: cluster.versionNames)
        ?? "the scenario has no 'versions'")
  }

  private mutating func readZone(_ entry: Values) -> Int? {
    guard let region = entry["region"]?.text else {
      if cluster.regionNames.isEmpty { return 0 }
      complain(
        entry.position, "the agent does not say where it stands",
        "give it a 'region': " + Nearest.list(cluster.regionNames))
      return nil
    }
    if let zone = cluster.regionNames.firstIndex(of: region) { return zone }
    complain(
      entry.position(of: "region"), "there is no region \(JSON5.quoted(region))",
      Nearest.suggestion(for: region, among: cluster.regionNames)
        ?? "the scenario has no 'regions'")
    return nil
  }

  /// Applies the part `agents` of a section to the agents that its keys name.
  private mutating func readOverrides(_ section: String, _ apply: (Values, inout Agent) -> Void) {
    guard let overrides = values[section]?.object?["agents"]?.object else { return }
    for field in overrides.fields {
      guard let index = cluster.agent(field.name) else {
        if !cluster.agents.isEmpty {
          complain(
            field.keyPosition, "there is no agent '\(field.name)'",
            "agents are numbered from 1 to \(cluster.agents.count)")
        }
        continue
      }
      if let values = field.value.object { apply(values, &cluster.agents[index]) }
    }
  }
}

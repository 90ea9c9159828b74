import Simulator

/// Reads the classes of links between regions, and between clients and agents.
struct NetworkReader {
  let values: Values
  let cluster: Cluster
  /// The protocol's kinds of messages; nil while the protocol is not known.
  let messageNames: [String]?
  var diagnostics: Diagnostics

  private var zoneCount: Int { max(1, cluster.regionNames.count) }

  mutating func complain(_ position: Position, _ message: String, _ suggestion: String? = nil) {
    diagnostics.add(position, message, suggestion)
  }

  mutating func read() -> NetworkConditions {
    let network = values["network"]?.object ?? Values()
    let client = values["clientNetwork"]?.object ?? Values()
    let base = LinkClass().changed(by: network)
    let latency = readLatency(network)
    var links = classes(base, latency)
    readLinks(network, &links)
    let clientLinks = classes(
      base.changed(by: client), client.isGiven("delay") ? nil : latency)
    let clients = cluster.clientShares.enumerated().flatMap { zone, share in
      Array(repeating: UInt16(zone), count: share)
    }
    var conditions = NetworkConditions(
      zoneCount: zoneCount,
      zoneOfAgent: cluster.regionNames.isEmpty ? [] : cluster.agents.map { UInt16($0.zone) },
      zoneOfClient: cluster.regionNames.isEmpty ? [] : clients, links: links,
      clientLinks: clientLinks)
    conditions.delayOfKind = readDelaysOfKinds(network)
    checkTimes(of: links + clientLinks, network)
    return conditions
  }

  private mutating func checkTimes(of links: [LinkClass], _ network: Values) {
    guard let link = links.first(where: { $0.retransmission.longest < $0.retransmission.first })
    else { return }
    complain(
      network.position(of: "tcp"), "a 'maxRto' is shorter than the 'rto'",
      "at least \(DurationText.text(link.retransmission.first))")
  }

  /// The delays of single kinds of messages, by the numbers of the kinds.
  private mutating func readDelaysOfKinds(_ network: Values) -> [Delay?] {
    guard let messageNames, let given = network["delayOf"]?.object else { return [] }
    var delays: [Delay?] = []
    for field in given.fields {
      guard let kind = messageNames.firstIndex(of: field.name) else {
        complain(
          field.keyPosition, "\(JSON5.quoted(field.name)) is no kind of message of the protocol",
          messageNames.isEmpty
            ? "its messages cannot be told apart"
            : Nearest.suggestion(for: field.name, among: messageNames))
        continue
      }
      while delays.count <= kind { delays.append(nil) }
      delays[kind] = field.value.delay
    }
    return delays
  }

  /// A class for each pair of zones: the base, with the delays of the matrix if there is one.
  private func classes(_ base: LinkClass, _ delays: [Delay]?) -> [LinkClass] {
    (0..<zoneCount * zoneCount).map { pair in
      var link = base
      if let delays { link.delay = delays[pair] }
      return link
    }
  }

  /// The delays between regions: the matrix and the jitter; nil if there is no matrix.
  private mutating func readLatency(_ network: Values) -> [Delay]? {
    guard let regions = values["regions"]?.object, let matrix = regions["latency"]?.object else {
      return nil
    }
    if network.isGiven("delay") {
      complain(
        network.position(of: "delay"), "the delay is given twice",
        "'regions.latency' says it too; write 'jitter' there")
    }
    let within = regions["within"]?.duration ?? 0
    let jitter = regions["jitter"]?.delay ?? .constant(0)
    if jitter.shifted(by: 1) == nil {
      complain(
        regions.position(of: "jitter"), "a Pareto distribution cannot be jitter",
        "write exponential or logNormal")
    }
    let times = readMatrix(matrix, within)
    return times.map { jitter.shifted(by: $0) ?? .constant($0) }
  }

  private mutating func readMatrix(_ matrix: Values, _ within: Nanoseconds) -> [Nanoseconds] {
    var times: [Nanoseconds?] = Array(repeating: nil, count: zoneCount * zoneCount)
    for zone in 0..<zoneCount { times[zone * zoneCount + zone] = within }
    let before = diagnostics.count
    for field in matrix.fields {
      guard let time = field.value.duration else { continue }
      for pair in readPair(field) { times[pair] = time }
    }
    var isMissing = false
    for pair in times.indices where times[pair] == nil {
      let source = cluster.regionNames[pair / zoneCount]
      let target = cluster.regionNames[pair % zoneCount]
      // A wrong key has been reported; the pair it meant need not be.
      if diagnostics.count == before || isMissing {
        isMissing = true
        complain(
          matrix.position, "the latency from '\(source)' to '\(target)' is missing",
          "write \"\(source) \(target)\": \"50ms\"")
      }
    }
    return times.map { $0 ?? 0 }
  }

  /// The directed pairs of zones that a key such as `eu us` or `eu -> us` names.
  private mutating func readPair(_ field: Values.Field) -> [Int] {
    let parts = field.name.split(separator: " ").map { String($0) }
    let isOneWay = parts.count == 3 && parts[1] == "->"
    guard isOneWay || parts.count == 2 else {
      complain(
        field.keyPosition, "'\(field.name)' is no pair of regions",
        "write \"eu us\", or \"eu -> us\" for one way")
      return []
    }
    let ends = [parts[0], parts[parts.count - 1]]
    var zones: [Int] = []
    for end in ends {
      guard let zone = cluster.regionNames.firstIndex(of: end) else {
        complain(
          field.keyPosition, "there is no region '\(end)'",
          Nearest.suggestion(for: end, among: cluster.regionNames)
            ?? "the scenario has no 'regions'")
        return []
      }
      zones.append(zone)
    }
    let forth = zones[0] * zoneCount + zones[1]
    return isOneWay ? [forth] : [forth, zones[1] * zoneCount + zones[0]]
  }

  private mutating func readLinks(_ network: Values, _ links: inout [LinkClass]) {
    guard let overrides = network["links"]?.object else { return }
    for field in overrides.fields {
      guard let values = field.value.object else { continue }
      for pair in readPair(field) { links[pair] = links[pair].changed(by: values) }
    }
  }
}

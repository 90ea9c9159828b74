import Simulator

/// What a scenario says of versions.
extension ScenarioBuilder {
  /// The most versions of a scenario.
  private static let versionLimit = 100

  /// The versions, each with the protocol's section as its agents have it.
  mutating func readVersions() -> [Version] {
    guard let fields = values["versions"]?.object?.fields, !vocabulary.name.isEmpty else {
      return []
    }
    guard fields.count <= ScenarioBuilder.versionLimit else {
      diagnostics.add(
        values.position(of: "versions"), "there are \(fields.count) versions",
        "at most \(ScenarioBuilder.versionLimit)")
      return []
    }
    return fields.map { readVersion($0) }
  }

  private mutating func readVersion(_ field: Values.Field) -> Version {
    var section = tree[vocabulary.name] ?? JSON5(.object([]), at: field.position)
    var mutant = values["mutant"]?.text
    for setting in field.value.object?.fields ?? [] {
      guard case .anything(let json) = setting.value else { continue }
      if setting.name == "mutant" {
        mutant = readMutant(json) ?? mutant
      } else {
        apply(setting, json, to: &section)
      }
    }
    var reader = ValueReader(diagnostics: Diagnostics(file: diagnostics.file))
    let read = reader.readObject(section, vocabulary.settings, vocabulary.name)
    diagnostics.add(reader.diagnostics)
    return Version(name: field.name, settings: read, mutant: mutant)
  }

  private mutating func readMutant(_ json: JSON5) -> String? {
    guard case .text(let name) = json.content else {
      diagnostics.add(json.position, "'mutant' takes a text, not \(json.kindText)")
      return nil
    }
    checkMutant(name, at: json.position)
    return name
  }

  /// Puts one setting, or an object of them under the protocol's name, into the protocol's section.
  private mutating func apply(_ setting: Values.Field, _ json: JSON5, to section: inout JSON5) {
    let name = vocabulary.name
    if setting.name == name, case .object(let members) = json.content {
      for member in members { put(member.key, member, into: &section) }
      return
    }
    let start = Array("\(name).".utf8)
    let bytes = Array(setting.name.utf8)
    guard bytes.starts(with: start), bytes.count > start.count else {
      diagnostics.add(
        setting.keyPosition, "'\(setting.name)' cannot differ between versions",
        "a version sets what stands in the section '\(name)', such as "
          + "\"\(name).\(vocabulary.settings.first?.name ?? "setting")\", or 'mutant'")
      return
    }
    let member = JSON5.Member(
      key: setting.name, keyPosition: setting.keyPosition, value: json)
    put(String(decoding: bytes[start.count...], as: UTF8.self), member, into: &section)
  }

  private mutating func put(_ path: String, _ member: JSON5.Member, into section: inout JSON5) {
    if section.set(path, member) { return }
    diagnostics.add(
      member.keyPosition, "'\(member.key)' leads nowhere in the section '\(vocabulary.name)'",
      "a path is such as \"\(vocabulary.name).\(vocabulary.settings.first?.name ?? "setting")\"")
  }

  /// Everything in the file that says something of links.
  private var linkSections: [Values] {
    let sections = ["network", "clientNetwork"].compactMap { values[$0]?.object }
    return sections
      + sections.compactMap { $0["links"]?.object }
      .flatMap { $0.fields.compactMap { $0.value.object } }
  }

  /// Whether links share connections, or the file says that they do not, as one variant of several may.
  func saysConnections(_ network: NetworkConditions) -> Bool {
    network.hasConnections || linkSections.contains { $0.isGiven("transport") }
  }

  /// Finds what is said of connections where no links share any.
  mutating func checkConnections(_ network: NetworkConditions, _ faults: [DeclaredFault]) {
    if saysConnections(network) { return }
    let suggestion = "write transport: \"\(LinkTransport.tcp.word)\" into 'network'"
    for section in linkSections {
      guard let field = section.field("tcp"), field.isGiven else { continue }
      diagnostics.add(field.keyPosition, "no links share connections", suggestion)
    }
    for fault in faults where fault.fault.action.kind == .reset {
      diagnostics.add(
        fault.position, "'\(fault.baseName)' resets connections, and there are none", suggestion)
    }
    if let chaos = values["chaos"]?.object?.field(FaultKind.reset.key), chaos.isGiven {
      diagnostics.add(
        chaos.keyPosition, "'\(chaos.name)' resets connections, and there are none", suggestion)
    }
  }
}

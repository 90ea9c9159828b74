import Simulator

/// Reads the measures of a scenario's own that are no spans of time.
struct ProbeReader {
  let vocabulary: Vocabulary
  /// Faults that make a client ask for something.
  let askingNames: [String]
  let agentNames: [String]
  let regionNames: [String]
  var diagnostics: Diagnostics

  /// Which keys say what a measure is of; that of a span is `to`.
  static let subjects = ["to", "lag", "latency", "answer", "answers"]

  /// Keys that go with one of them alone.
  private static let companions: [(key: String, subject: String)] =
    [("region", "latency")]
    + ["of", "after", "agents", "last", "from", "agent"].map { ($0, "to") }

  /// The measures of the section `measure` that are no spans.
  mutating func read(_ values: Values) -> [Probe] {
    var probes: [Probe] = []
    for field in values.fields {
      guard let object = field.value.object else { continue }
      let given = Self.subjects.filter { object.isGiven($0) }
      guard let subject = given.first, given.count == 1 else {
        diagnostics.add(
          field.position,
          given.isEmpty
            ? "'\(field.name)' does not say what it measures"
            : "'\(field.name)' cannot be both '\(given[0])' and '\(given[1])'",
          "give one of " + Nearest.list(Self.subjects))
        continue
      }
      for (key, owner) in Self.companions where owner != subject && object.isGiven(key) {
        diagnostics.add(
          object.position(of: key), "'\(key)' goes with '\(owner)' and not with '\(subject)'",
          "remove one of them")
      }
      if subject == "to" { continue }
      if let subject = self.subject(subject, object) {
        probes.append(Probe(name: field.name, subject))
      }
    }
    return probes
  }

  private mutating func subject(_ key: String, _ values: Values) -> Probe.Subject? {
    let text = values[key]?.text ?? ""
    guard vocabulary.tells(key) else {
      diagnostics.add(
        values.position(of: key), "'\(key)' cannot be measured of \(vocabulary.name)",
        "agents or clients of this protocol do not tell it")
      return nil
    }
    switch key {
    case "lag":
      return index(of: text, among: agentNames, "agent", values.position(of: key)).map {
        .lag(AgentID($0))
      }
    case "latency":
      let isRead = values.word(key, of: Probe.Operations.self) == .reads
      return region(values).map { .latency(isRead: isRead, region: $0) }
    case "answer":
      return index(of: text, among: askingNames, "fault that asks", values.position(of: key)).map {
        .answer(fault: askingNames[$0])
      }
    default:
      return .outcomes(tookEffect: values.word(key, of: Probe.Outcome.self) == .effect)
    }
  }

  private mutating func region(_ values: Values) -> Int? {
    guard let text = values["region"]?.text else {
      diagnostics.add(
        values.position, "the latency is of clients in a region, and none is named",
        regionNames.isEmpty
          ? "the scenario has no regions" : "'region' is one of " + Nearest.list(regionNames))
      return nil
    }
    return index(of: text, among: regionNames, "region", values.position(of: "region"))
  }

  private mutating func index(
    of name: String, among names: [String], _ kind: String, _ position: Position
  ) -> Int? {
    if let index = names.firstIndex(of: name) { return index }
    diagnostics.add(
      position, "there is no \(kind) \(JSON5.quoted(name))",
      Nearest.suggestion(for: name, among: names))
    return nil
  }
}

import Simulator

/// Reads what a scenario times, and what ends its runs.
struct TimingReader {
  let vocabulary: Vocabulary
  /// Names that moments may use.
  let faultNames: [String]
  /// The names of the agents, by their identities.
  let agentNames: [String]
  var diagnostics: Diagnostics

  /// The section `measure`.
  mutating func readTimings(_ values: Values) -> [Timing] {
    var timings: [Timing] = []
    let taken = vocabulary.allMeasures.map { $0.name } + vocabulary.milestoneNames
    for field in values.fields {
      guard let object = field.value.object else { continue }
      if let other = taken.first(where: { field.name == $0 || Self.begins(field.name, with: $0) }) {
        diagnostics.add(
          field.keyPosition,
          "'\(field.name)' cannot be told from the measure or milestone '\(other)'",
          "give it another name")
      }
      if object.isGiven("to"), let timing = timing(field.name, object, "to") {
        timings.append(timing)
      }
    }
    return timings
  }

  private static func begins(_ text: String, with name: String) -> Bool {
    text.utf8.starts(with: Array("\(name) ".utf8))
  }

  /// The key `until`.
  mutating func readEnd(_ field: Values.Field) -> RunEnd? {
    let values: Values
    if let object = field.value.object {
      values = object
    } else {
      values = Values(
        [
          Values.Field(
            name: "reached", keyPosition: field.keyPosition, value: field.value,
            position: field.position, isGiven: true)
        ], at: field.position)
    }
    let quiet = values["quiet"]?.duration ?? 0
    return timing("until", values, "reached", isLast: quiet > 0).map { RunEnd($0, quiet: quiet) }
  }

  private mutating func timing(
    _ name: String, _ values: Values, _ key: String, isLast: Bool = false
  ) -> Timing? {
    guard let text = values[key]?.text else { return nil }
    guard let (milestone, count) = MilestoneText.read(text, among: vocabulary.milestoneNames) else {
      diagnostics.add(
        values.position(of: key), "\(JSON5.quoted(text)) is no milestone of the protocol",
        Nearest.suggestion(for: text, among: vocabulary.milestoneNames))
      return nil
    }
    let agents = Int(values["agents"]?.integer ?? 1)
    if agents > agentNames.count {
      diagnostics.add(
        values.position(of: "agents"), "\(agents) agents are wanted of \(agentNames.count)")
    }
    let (start, agent) = (start(values), agent(values))
    do throws(Mistake) {
      return Timing(
        name: name, milestone: milestone, count: count,
        since: try MomentText.read(values, among: faultNames), start: start, agent: agent,
        agents: agents, isLast: isLast || values["last"]?.boolean ?? false)
    } catch {
      diagnostics.add(values.position, error.message, error.suggestion)
      return nil
    }
  }
}

extension TimingReader {
  /// The milestone from which a span counts, if the file names one.
  private mutating func start(_ values: Values) -> Int? {
    guard let field = values.field("from"), let text = field.value.text else { return nil }
    for name in ["of", "after", "last"] where values.isGiven(name) {
      diagnostics.add(
        field.keyPosition, "'from' and '\(name)' do not go together", "remove one of them")
    }
    if let index = vocabulary.milestoneNames.firstIndex(of: text) { return index }
    diagnostics.add(
      field.position, "\(JSON5.quoted(text)) is no milestone of the protocol",
      Nearest.suggestion(for: text, among: vocabulary.milestoneNames))
    return nil
  }

  /// The agent whose milestones count, if the file names one.
  private mutating func agent(_ values: Values) -> AgentID? {
    guard let field = values.field("agent"), let text = field.value.text else { return nil }
    if let index = agentNames.firstIndex(of: text) { return AgentID(index) }
    diagnostics.add(
      field.position, "there is no agent \(JSON5.quoted(text))",
      Nearest.suggestion(for: text, among: agentNames))
    return nil
  }
}

/// Reads the names of milestones.
enum MilestoneText {
  /// The milestone that a text names, with a count behind it or once; nil if it names none.
  static func read(_ text: String, among names: [String]) -> (index: Int, count: Int64)? {
    if let index = names.firstIndex(of: text) { return (index, 1) }
    for (index, name) in names.enumerated()
    where text.utf8.starts(with: Array("\(name) ".utf8)) {
      let rest = String(decoding: text.utf8.dropFirst(name.utf8.count + 1), as: UTF8.self)
      if let count = Cast.number(rest), count > 0 { return (index, count) }
    }
    return nil
  }
}

/// Reads the moments from which times count.
enum MomentText {
  /// The moment that the keys `of` and `after` name; the start of the run without them.
  static func read(
    _ values: Values, among faultNames: [String]
  ) throws(Mistake) -> Expectation.Moment {
    if let after = values["after"]?.text {
      if values["of"] != nil { throw Mistake("'of' and 'after' are both given", "remove one") }
      return .endOf(fault: try fault(after, among: faultNames))
    }
    guard let of = values["of"]?.text, of != "start" else { return .start }
    return .beginOf(fault: try fault(of, among: faultNames))
  }

  /// The name, if a fault has it.
  static func fault(_ name: String, among faultNames: [String]) throws(Mistake) -> String {
    if faultNames.contains(name) { return name }
    throw Mistake(
      "there is no fault '\(name)'",
      Nearest.suggestion(for: name, among: faultNames) ?? "the scenario has no faults")
  }
}

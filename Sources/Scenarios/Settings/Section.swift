public import Simulator

/// A section of a scenario while its settings are declared: described, or read.
public struct Section {
  /// The keys declared so far.
  public internal(set) var keys: [Key] = []
  /// What is read, or nil while the section is described.
  let values: Values?
  /// The scenario that is reviewed, or nil.
  public let scenario: Scenario?
  /// Mistakes found in what was read.
  public internal(set) var diagnostics: [Diagnostic] = []

  /// A section that is to be described.
  init() {
    values = nil
    scenario = nil
  }

  init(reading values: Values, within scenario: Scenario?) {
    self.values = values
    self.scenario = scenario
  }

  /// A setting that says something only while others have certain values.
  public struct Condition: Sendable {
    let holds: Bool
    /// Where it says nothing, such as `in mode open`.
    let current: String
    /// Where it belongs, such as `mode closed`.
    let home: String

    /// A setting that says something only if `holds`; the words stand in the message otherwise.
    public init(_ holds: Bool, current: String, home: String) {
      self.holds = holds
      self.current = current
      self.home = home
    }

    /// While a setting declared before is one of these words.
    public static func when<W: Word>(_ name: String, _ value: W, is words: W...) -> Condition {
      Condition(
        words.contains(value), current: "with \(name) '\(value.word)'",
        home: "\(name) " + words.map { "'\($0.word)'" }.joined(separator: " or "))
    }
  }

  /// Declares a key, and gives its value if the scenario says one.
  mutating func declare(
    _ name: String, _ shape: Shape, _ presence: Key.Presence, _ about: String, _ example: String?,
    _ condition: Condition?
  ) -> Value? {
    if values == nil {
      keys.append(Key(name, shape, presence, about: about, example: example))
      return nil
    }
    guard let field = values?.field(name) else { return nil }
    if let condition, !condition.holds, field.isGiven {
      complain(
        name, "\(condition.current) this says nothing", "it belongs to \(condition.home)")
    }
    if field.isGiven { return field.value }
    if case .sameAs = presence { return field.value }
    return nil
  }
}

/// Mistakes.
extension Section {
  /// Whether the file itself has the key.
  public func isGiven(_ name: String) -> Bool { values?.isGiven(name) ?? false }

  /// Adds a mistake at the place of a setting, or of the section if the file does not have it.
  public mutating func complain(_ name: String?, _ message: String, _ suggestion: String? = nil) {
    guard let scenario, let values else { return }
    let position = name.map { values.position(of: $0) } ?? values.position
    diagnostics.append(scenario.diagnostic(at: position, message, suggestion))
  }

  /// Adds a mistake at the first of these settings that the file has.
  public mutating func complain(
    firstOf names: String..., message: String, suggestion: String? = nil
  ) {
    complain(names.first { isGiven($0) } ?? names.first, message, suggestion)
  }

  /// Adds a mistake in a setting of one element of a list, or of the element if it does not have it.
  public mutating func complain(
    _ name: String?, ofItem index: Int, in list: String, _ message: String,
    _ suggestion: String? = nil
  ) {
    guard let scenario, let items = values?[list]?.list, index < items.count else { return }
    let position =
      name.flatMap { items[index].value.object?.position(of: $0) } ?? items[index].position
    diagnostics.append(scenario.diagnostic(at: position, message, suggestion))
  }

  /// Complains of a number that is no agent's, counted from 1.
  mutating func checkAgent(_ name: String, _ number: Int64) {
    guard let count = scenario?.agents.count, number > count else { return }
    complain(name, "there is no agent \(number)", "agents are numbered from 1 to \(count)")
  }
}

/// What a scenario and a run have besides its sections.
extension Section {
  /// Number of agents; 0 where no scenario is reviewed.
  public var agentCount: Int { scenario?.agents.count ?? 0 }
}

/// One setting that sets a variant apart from the others of its scenario.
public struct Choice: Hashable, Sendable {
  /// Where it stands: `election.mode`.
  public let path: String
  /// Its value as the file says it, texts without their quotes.
  public let value: String

  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }

  /// The last part of the path, which is the setting's own name.
  public var name: String { path.split(separator: ".").last.map { String($0) } ?? path }
}

extension Scenario {
  /// What sets this variant apart from others, as short as it can be said.
  ///
  /// What all of them set goes without its name, so that variants of one setting are called by its value;
  /// what they must show goes unsaid.
  public func shortLabel(among variants: [Scenario]) -> String {
    let demands = ["violates", "expect"]
    let conditions = choices.filter { choice in
      !demands.contains { choice.path == $0 || choice.path.hasPrefix($0 + ".") }
    }
    let words = conditions.map { choice in
      let isCommon = variants.allSatisfy { $0.choices.contains { $0.path == choice.path } }
      return isCommon ? choice.value : "\(choice.name) \(choice.value)"
    }
    return words.isEmpty ? label : words.joined(separator: ", ")
  }
}

/// One setting that sets a variant apart from the others of its scenario.
public struct Choice: Hashable, Sendable {
  /// Where it stands: `election.mode`.
  public let path: String
  /// Its value as the file says it, texts without their quotes.
  public let value: String

  /// A value at the path of its keys.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }

  /// Whether the value says by itself what it is of: a word, and no number or yes and no.
  fileprivate var isPlain: Bool {
    guard let first = value.utf8.first else { return false }
    let startsNumber =
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: "-")
      || first == UInt8(ascii: ".")
    return !startsNumber && value != "true" && value != "false" && value != "null"
  }
}

extension Scenario {
  /// What sets this variant apart from others, as short as it can be said.
  ///
  /// A word that all of them set goes without its path, so that variants of one mode are called by it;
  /// what they must show goes unsaid.
  public func shortLabel(among variants: [Scenario]) -> String {
    let demands = ["violates", "expect"]
    let conditions = choices.filter { choice in
      !demands.contains { choice.path == $0 || choice.path.hasPrefix($0 + ".") }
    }
    let words = conditions.map { choice in
      let isCommon = variants.allSatisfy { $0.choices.contains { $0.path == choice.path } }
      return isCommon && choice.isPlain ? choice.value : "\(choice.path) \(choice.value)"
    }
    return words.isEmpty ? label : words.joined(separator: ", ")
  }
}

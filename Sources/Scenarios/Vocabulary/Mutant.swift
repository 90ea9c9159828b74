public import Simulator

/// A known mistake that a scenario can plant into its protocol.
public struct Mutant: Hashable, Sendable {
  /// What `mutant` in a scenario calls it.
  public let name: String
  /// What it is, and what it does harm to.
  public let facts: MistakeFacts

  /// A mistake with the name by which it is planted.
  public init(_ name: String, _ facts: MistakeFacts) {
    self.name = name
    self.facts = facts
  }

  /// Those of an enumeration, in the order of its cases.
  public static func all<M: PlantedMistake>(_ type: M.Type) -> [Mutant] {
    M.allCases.map { Mutant($0.word, $0.facts) }
  }

  /// One line on it.
  public var line: String {
    let seen = facts.seen.isEmpty ? "" : " Seen in \(facts.seen)."
    return facts.harm == .nothing
      ? "legal: \(facts.about)\(seen)" : "harms \(facts.harm.word): \(facts.about)\(seen)"
  }
}

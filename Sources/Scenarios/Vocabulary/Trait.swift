/// A part of an agent's profile that only some protocols heed; the raw value is the scenarios' key.
public enum Trait: String, Hashable, Sendable, CaseIterable {
  /// Whether it may stand for election.
  case mayLead
  /// Whether it votes on proposals.
  case participates
  /// Its fitness to lead.
  case scores
}

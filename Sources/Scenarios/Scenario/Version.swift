/// What some of a scenario's agents run: the protocol with settings of their own.
public struct Version: Hashable, Sendable {
  /// What the file calls it.
  public let name: String
  /// The protocol's section as these agents have it.
  public internal(set) var settings: Values
  /// The mistake that is planted into them, one of the vocabulary's mutants.
  public internal(set) var mutant: String?
}

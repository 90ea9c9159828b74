/// A mistake that can be planted into a protocol, to prove that its checks see it.
///
/// A protocol has one enumeration of them, and its settings name at most one. The rule that a mistake breaks asks
/// for it where it stands, so that no second copy of the machine exists.
public protocol PlantedMistake: Word {
  /// What is known of it.
  var facts: MistakeFacts { get }
}

/// What a planted mistake is, and what it does harm to.
public struct MistakeFacts: Hashable, Sendable {
  /// What it does harm to.
  public let harm: Harm
  /// What is done wrong, in one sentence.
  public let about: String
  /// Where it was made in earnest, as projects with the numbers of their issues; empty if nowhere known.
  public let seen: String

  /// A mistake of this harm, with a sentence on what is done wrong.
  public init(_ harm: Harm, _ about: String, seen: String = "") {
    self.harm = harm
    self.about = about
    self.seen = seen
  }

  /// What a mistake does harm to.
  public enum Harm: String, Word {
    /// Something happens that must never happen: a check fires sooner or later.
    case safety
    /// Nothing wrong happens, but under some faults nothing right either.
    case liveness
    /// Neither, but measures move.
    case statistics
    /// The change is legal, and a check or an expectation that fails is too strict.
    case nothing
  }
}

public import Simulator

extension Swim {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case impatient = "declares dead at once"
    case deaf = "deaf to refutations"
    case meddling = "refutes for others"
    case ignoresRelays = "ignores answers through others"
    case staysOld = "refutes without a new incarnation"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .impatient: MistakeFacts(.safety, "A suspicion ends as soon as it has begun.")
      case .deaf:
        MistakeFacts(
          .safety,
          "What refutes a suspicion is believed, and the member is declared dead all the same when its time is over."
        )
      case .meddling:
        MistakeFacts(
          .safety, "An agent that hears of a suspicion refutes it in the member's stead.")
      case .ignoresRelays:
        MistakeFacts(.safety, "The answer to a ping through others does not count.")
      case .staysOld:
        MistakeFacts(
          .safety, "A member that is suspected says that it lives, with the incarnation it had.")
      }
    }
  }
}

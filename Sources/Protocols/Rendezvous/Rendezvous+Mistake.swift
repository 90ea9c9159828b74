public import Simulator

extension Rendezvous {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case countsDead = "counts the dead"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .countsDead:
        MistakeFacts(
          .safety, "The incarnation that was heard last is taken for the one that lives.")
      }
    }
  }
}

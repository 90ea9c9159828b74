public import Simulator

extension Gossip {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case tellsAhead = "tells ahead of the disk"
    case meetsItself = "may meet itself"
    case keepsCounter = "keeps a counter"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .tellsAhead: MistakeFacts(.safety, "A rumour is pushed before it is durable.")
      case .meetsItself:
        MistakeFacts(.statistics, "An agent may choose itself as the partner of a contact.")
      case .keepsCounter:
        MistakeFacts(.statistics, "A contact that needed a rumour does not reset its counter.")
      }
    }
  }
}

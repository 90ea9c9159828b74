public import Simulator

extension Hierarchy {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case acknowledgesTwice = "acknowledges two in a term"
    case answersAhead = "answers ahead of the disk"
    case ignoresRecord = "ignores what is recorded"
    case recordsNothing = "decides without a record"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .acknowledgesTwice: "An agent acknowledges every candidate of the same term."
      case .answersAhead: "An agent's answer leaves before what it says is durable."
      case .ignoresRecord: "A new root decides by the votes, whatever an earlier one recorded."
      case .recordsNothing: "A decision is announced before a quorum has recorded it."
      }
    }
  }
}

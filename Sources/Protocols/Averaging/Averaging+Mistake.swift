public import Simulator

extension Averaging {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case dropsRemainders = "drops remainders"
    case countsRepeats = "counts repeats"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .dropsRemainders: MistakeFacts(.safety, "What a division leaves over is dropped.")
      case .countsRepeats: MistakeFacts(.safety, "A part that is sent again counts again.")
      }
    }
  }
}

public import Simulator

extension Synchroniser {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case ignoresCauses = "applies without the causes"
    case forgetsCauses = "sends without the causes"
    case skipsGaps = "applies past a gap"
    case stampsEarly = "stamps before it ticks"
    case acknowledgesAhead = "acknowledges ahead of the disk"
    case sendsAhead = "sends ahead of the disk"
    case countsHeld = "counts what is held back"
    case recallsNothing = "recalls nothing"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .ignoresCauses:
        MistakeFacts(
          .safety, "A batch is applied as soon as it is the next of its origin, without its causes."
        )
      case .forgetsCauses:
        MistakeFacts(
          .safety, "An agent's clock does not take in what it receives, so batches name no causes.")
      case .skipsGaps:
        MistakeFacts(.safety, "A batch is applied though an earlier one of its origin is missing.")
      case .stampsEarly:
        MistakeFacts(
          .safety, "A write is named before the clock ticks: with the name of the last one.")
      case .acknowledgesAhead:
        MistakeFacts(.safety, "An acknowledgement of what is durable leaves before it is.")
      case .sendsAhead:
        MistakeFacts(
          .safety, "An update leaves before its number is durable, and a crash gives it to another."
        )
      case .countsHeld:
        MistakeFacts(.safety, "An agent that holds a batch back is taken to have applied it.")
      case .recallsNothing:
        MistakeFacts(
          .safety, "An agent that lost its disk does not ask for the numbers that it has used.")
      }
    }
  }
}

public import Simulator

extension Barrier {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case releasesEarly = "releases one too early"
    case mixesGenerations = "numbers no generations"
    case mixesRounds = "numbers no rounds"
    case roundsDown = "rounds the logarithm down"
    case timesOutEarly = "times out early"
    case arrivesAhead = "arrives ahead of the disk"
    case concludesAhead = "concludes ahead of the disk"
    case answersOutcome = "answers with the outcome"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .releasesEarly:
        MistakeFacts(.safety, "The coordinator does not wait for the last arrival.")
      case .mixesGenerations:
        MistakeFacts(
          .safety,
          "What is for one generation counts for the one that is open, so a fast agent passes twice."
        )
      case .mixesRounds:
        MistakeFacts(.safety, "Dissemination: any signal counts for the next round.")
      case .roundsDown:
        MistakeFacts(
          .safety, "Dissemination: the number of rounds is the logarithm rounded down.")
      case .timesOutEarly:
        MistakeFacts(.safety, "A generation is given up after half of its time.")
      case .arrivesAhead: MistakeFacts(.safety, "An arrival leaves before it is durable.")
      case .concludesAhead: MistakeFacts(.safety, "An outcome leaves before it is durable.")
      case .answersOutcome:
        MistakeFacts(
          .liveness,
          "Dissemination: who has left tells the outcome to one that waits for its signal.")
      }
    }
  }
}

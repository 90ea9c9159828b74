public import Simulator

extension Deliberation {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case ignoresVersion = "ignores the expected version"
    case appliesTwice = "applies a change again"
    case forgetsVotes = "forgets its votes"
    case votesAhead = "votes ahead of the disk"
    case countsOutsiders = "counts outsiders"
    case countsRepeats = "counts repeated votes"
    case acceptsMinority = "accepts without a majority"
    case decidesAhead = "decides ahead of the disk"
    case forgetsDecision = "decides again after a restart"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .ignoresVersion:
        MistakeFacts(
          .safety, "A change is applied whatever version it expects, so an update is lost.")
      case .appliesTwice:
        MistakeFacts(
          .safety, "A change that is handed in again is put into the log and applied again.")
      case .forgetsVotes:
        MistakeFacts(.safety, "A voter that starts again votes anew when it is asked again.")
      case .votesAhead: MistakeFacts(.safety, "A vote leaves before it is durable.")
      case .countsOutsiders:
        MistakeFacts(.safety, "A vote counts, whoever sent it.")
      case .countsRepeats: MistakeFacts(.safety, "A vote that arrives again counts again.")
      case .acceptsMinority:
        MistakeFacts(
          .safety, "At the deadline three fifths of the votes cast accept, however few they are.")
      case .decidesAhead:
        MistakeFacts(.safety, "A decision is announced before it is durable.")
      case .forgetsDecision:
        MistakeFacts(.safety, "A proposer that starts again asks for votes on what it has decided.")
      }
    }
  }
}
